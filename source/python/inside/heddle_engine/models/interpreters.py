"""
Interpreters in threads of one process, each with a lock of its own (3.14): the pipes and pickles of
`processes`.
"""
import os
import pickle
import socket
import sys
import threading
from multiprocessing.connection import Connection

from ..errors import RunError
from ..remote_lane import RemoteLane
from ..same_names import late, path_of_engine, surroundings
from . import processes

#: What an interpreter runs. It begins with nothing but Python's own path.
_CHILD = '''
import sys
written_before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
sys.path[:] = {path!r}
import pickle
from heddle_engine.models.interpreters import serve_here
serve_here(pickle.loads({given!r}), written_before)
'''


class Model(processes.Model):
    """As many interpreters as "at once" says."""

    def choose_context(self):
        """Nothing but a version that has them."""
        try:
            late('concurrent.interpreters')
        except ImportError:
            version = '%d.%d' % sys.version_info[:2]
            raise RunError('Python %s has no interpreters; 3.14 and later have' % version) from None

    def make_lane(self, number):
        """One more lane."""
        return _InterpreterLane(self._run, number)

    def batch_ended(self, batch):
        """All interpreters share the memory of this process."""
        self._run.memory.ends(batch.end - batch.begin)


class _InterpreterLane(RemoteLane):
    """What a ProcessLane is, with a thread and an interpreter in the place of a process."""

    what = 'an interpreter'

    def __init__(self, run, number):
        ours, theirs = socket.socketpair()
        super().__init__(number, Connection(ours.detach()))
        self.pid = os.getpid()
        spec = {'run': run.for_lanes, 'lane': number, 'whole_tasks': True, 'kind': 'interpreter',
                'surroundings': surroundings()}
        given = {'spec': spec, 'descriptor': theirs.detach(), 'shared': pickle.dumps(run.work.shared)}
        source = _CHILD.format(path=path_of_engine(), given=pickle.dumps(given))
        self._interpreter = late('concurrent.interpreters').create()
        self._why = 'its interpreter ended'
        name = 'interpreter-%d' % number
        self._thread = threading.Thread(target=self._work, args=(source,), daemon=True, name=name)
        self._thread.start()

    def _work(self, source):
        try:
            self._interpreter.exec(source)
        except BaseException as error:
            self._why = 'its interpreter ended over an error: %s' % str(error).split('\n')[0]
            self.connection.close()

    def why_ended(self):
        """How it ended, in words for people."""
        return self._why

    def wait_end(self):
        """Waits for its end, not for long: what it still does ends with the process."""
        self._thread.join(1)


def serve_here(given, written_before):
    """Serves as a lane inside of an interpreter."""
    from ..child import serve
    from ..guard import write_whole_lines
    write_whole_lines()
    connection = Connection(given['descriptor'])
    serve(dict(given['spec'], written_before=written_before), connection, given['shared'], lambda code: None)
