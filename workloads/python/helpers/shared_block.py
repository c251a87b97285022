"""One block of multiprocessing.shared_memory for all tasks of a run."""
import os
import sys
from multiprocessing.shared_memory import SharedMemory

PREFIX = 'heddle_'
# Where Linux shows blocks as files. Elsewhere they cannot be listed.
FOLDER = '/dev/shm'

# Who made a block removes it. Up to 3.12 there is no other way than to have every process track it.
_ATTACH = {'track': False} if sys.version_info >= (3, 13) else {}

# The blocks that this process has open. Threads share them.
_open = {}


def create_block(size):
    """Makes a block, which stays until `remove_block`. Returns its name."""
    _remove_abandoned()
    name = '%s%d_%s' % (PREFIX, os.getpid(), os.urandom(4).hex())
    _open[name] = SharedMemory(name, create=True, size=size), _hold(name)
    return name


def block(name):
    """The memory of a block. Views of it must be gone before the process ends."""
    if name not in _open:
        _open[name] = SharedMemory(name, **_ATTACH), None
    return _open[name][0].buf


def remove_block(name):
    """Gives the memory back, once no other process has it open."""
    memory, held = _open.pop(name)
    memory.close()
    memory.unlink()
    if held is not None:
        os.close(held)


def _hold(name):
    """Locks a block's file for as long as this process and those it forks live. Returns the descriptor."""
    try:
        import fcntl
        held = os.open(os.path.join(FOLDER, name), os.O_RDONLY)
    except (ImportError, OSError):
        return None
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def _remove_abandoned():
    """Removes blocks whose run was killed: shared memory outlives the processes that made it."""
    try:
        import fcntl
        names = [name for name in os.listdir(FOLDER) if name.startswith(PREFIX)]
    except (ImportError, OSError):
        return
    for name in names:
        path = os.path.join(FOLDER, name)
        try:
            with open(path, 'rb') as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(path)
        except OSError:
            # Somebody else's, in use, or gone already.
            pass
