"""One process of the pool, seen from main."""
import os
import signal
from multiprocessing.connection import Pipe
from multiprocessing.reduction import ForkingPickler

from .child import crash_file
from .errors import RunError
from .fork_server import ensure_fork_server
from .guard import place_of_crash
from .remote_lane import RemoteLane
from .same_names import apart, surroundings

#: What a child runs. Only names of Python's own: none of the engine's is imported before its bytecode is kept
#: off the disk.
_CHILD = '''
import sys
written_before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
from heddle_engine.child import main
main(dict(spec, written_before=written_before), connection, shared)
'''


class Shared:
    """
    What set_up returned. A forked child inherits it; else it is pickled, and read when the module is loaded
    there.
    """

    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        # With its own pickler, which can send what multiprocessing itself shares: locks, values, connections.
        return bytes, (bytes(ForkingPickler.dumps(self.value)),)


class ProcessLane(RemoteLane):
    """Starts a process, and tells how it ended."""

    what = 'a process'

    def __init__(self, run, number, context, whole_tasks):
        """
        `context`: multiprocessing's, with the start method. `whole_tasks`: it runs tasks, and not calls of
        theirs.
        """
        ours, theirs = Pipe()
        super().__init__(number, ours)
        self._dump = run.start['dump']
        method = context.get_start_method()
        spec = {
            'run': run.for_lanes,
            'lane': number,
            'whole_tasks': whole_tasks,
            'kind': 'process',
            'surroundings': surroundings(),
            # Of the fork server's children the parent is the server.
            'parent': None if method == 'forkserver' else os.getpid(),
        }
        given = {'spec': spec, 'connection': theirs, 'shared': Shared(run.work.shared)}
        # Not a daemon: those may not have children, and a task may want some.
        name = 'process-%d' % number
        self._process = context.Process(target=exec, args=(_CHILD, given), name=name, daemon=False)
        try:
            with apart():
                if method == 'forkserver':
                    ensure_fork_server(context)
                self._process.start()
        except OSError:
            raise
        except Exception as error:
            raise RunError('what set_up returned cannot be sent to a process: %s' % error) from None
        finally:
            theirs.close()

    @property
    def pid(self):
        """The number of the process."""
        return self._process.pid

    def why_ended(self):
        """Waits for the end of a process whose pipe has ended; how it ended, in words for people."""
        self._process.join(5)
        code = self._process.exitcode
        place = place_of_crash(crash_file(self._dump, self._process.pid)) if self._dump else ''
        if code is not None and code < 0:
            try:
                name = signal.Signals(-code).name
            except ValueError:
                name = 'signal %d' % -code
            return 'its process was killed by %s%s' % (name, place)
        # A fork server does not tell by which signal its children ended.
        if place:
            return 'its process crashed%s' % place
        return 'its process ended with exit code %s' % code

    def wait_end(self):
        """Waits for its end, not for long."""
        self._process.join(1)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
