"""One process under observation: it says who it is, and has its event loops followed as they run."""
import _thread
import atexit
import os
import sys
import time

from . import servers
from .connection import Connection
from .imports import once_imported
from .quiet import no_bytecode, quiet


class Process:
    """What is known of it until it ends, or Heddle has left, or it is another one that was forked."""

    def __init__(self, path, how):
        #: Where Heddle listens.
        self.path = path
        self.origin_ms = time.monotonic() * 1e3
        #: The main thread, by Python's number of it.
        self.main = _thread.get_ident()
        self.connection = Connection(path)
        self._loops = self._requests = self.table = None
        #: The thread that hears Heddle: from the first loop on, or since it was attached to.
        self.answers = None
        self._opening = _thread.allocate_lock()
        self.connection.say(
            'python', how=how, pid=os.getpid(), parentPid=os.getppid(), version=_version(), path=sys.executable or '',
            lock='shared' if getattr(sys, '_is_gil_enabled', lambda: True)() else 'none', originMs=self.origin_ms)

    @quiet
    def begin(self, loop):
        """A loop begins to run in the calling thread."""
        if _thread.get_ident() != self.main:
            return
        if self._loops is None:
            with no_bytecode():
                from .loops import Loops
            self._loops = Loops(self)
        self._loops.begin(loop)

    @quiet
    def end(self):
        """It no longer runs."""
        if self._loops is not None and _thread.get_ident() == self.main:
            self._loops.end()

    def open_requests(self):
        """The table of its requests: the first of them comes."""
        with self._opening, no_bytecode():
            if self._requests is None:
                from .memory import Memory
                from .request_table import BYTES, RequestTable
                self._requests = Memory('heddle-requests', BYTES, lambda path: RequestTable(path, self.origin_ms))
                self.connection.say('requests', memory=self._requests.number)
                self.table = self._requests.mapped
        return self.table

    @quiet
    def before_fork(self):
        """What is Heddle's is in nobody's way."""
        if self.answers is None:
            return
        if self.answers.is_away and self.connection.is_over:
            # No thread was there to hear of that since the last fork.
            self.leave()
        else:
            self.answers.pause()

    @quiet
    def after_fork(self):
        """In the process that goes on as it was."""
        if self.answers is not None:
            self.answers.forked()

    @quiet
    def exit(self):
        """The program ends by itself."""
        self.connection.say('exited', atMs=time.monotonic() * 1e3 - self.origin_ms)

    @quiet
    def leave(self):
        """Leaves nothing in the process but what costs nothing."""
        global _observed
        if _observed is self:
            _observed = None
        if self._loops is not None:
            self._loops.close()
        elif self.answers is not None:
            self.answers.close()
        if self._requests is not None:
            self._requests.close()
        self.connection.close()


#: What the process is to Heddle; None: it is not observed.
_observed = None


#: What is followed in it stays so, for whoever observes it next.
_is_followed = False


def observe(path, how):
    """Puts the calling process under observation, and each that is forked from it."""
    global _observed, _is_followed
    if _observed is not None:
        return
    _observed = Process(path, how)
    if not _is_followed:
        _is_followed = True
        _follow()


def attach(path):
    """
    The same with a process that runs already, to be called by its main thread: its loop may be anywhere in a turn. Returns
    whether it has: another Heddle may be there.
    """
    if _observed is not None and _observed.connection.is_over:
        # It has not yet heard that this one has left.
        _observed.leave()
    if _observed is not None:
        return False
    observe(path, 'attached')
    events = sys.modules.get('asyncio.events')
    loop = events and events._get_running_loop()
    if loop is not None:
        loop.call_soon_threadsafe(_observed.begin, loop)
    else:
        with no_bytecode():
            from .answers import Answers
        _observed.answers = Answers(_observed)
    return True


def _follow():
    once_imported('asyncio.events', quiet(_follow_loops))
    servers.follow(_begin_request)
    os.register_at_fork(
        before=lambda: _observed is not None and _observed.before_fork(),
        after_in_parent=lambda: _observed is not None and _observed.after_fork(),
        after_in_child=quiet(_forked))
    atexit.register(lambda: _observed is not None and _observed.exit())


def _begin_request(method, path):
    """A server begins to answer one; None: it is not observed."""
    process = _observed
    if process is None:
        return None
    try:
        table, answers = process.table or process.open_requests(), process.answers
        if answers is not None and answers.may_return:
            # Of a program without a loop nothing else comes back to it.
            answers.look()
        one = table.begin(method, path)
        # Nobody gives slots back: Heddle may have left, and only loops hear of that.
        if one.slot is None and process.connection.is_over:
            process.leave()
        return one
    except Exception:
        return None


def _forked():
    global _observed
    if _observed is None:
        return
    # All that it has is its parent's.
    before = _observed
    before.leave()
    _observed = Process(before.path, 'launched')


def _follow_loops(events):
    """Every loop calls that function as it begins to run, and as it ends: asyncio's, and uvloop's as well."""
    set_running = events._set_running_loop

    def set_running_loop(loop):
        if loop is None and _observed is not None:
            _observed.end()
        set_running(loop)
        if loop is not None and _observed is not None:
            _observed.begin(loop)

    events._set_running_loop = set_running_loop
    package = sys.modules.get('asyncio')
    # Where all of it was there before.
    if getattr(package, '_set_running_loop', None) is set_running:
        package._set_running_loop = set_running_loop


def _version():
    stage = {'alpha': 'a', 'beta': 'b', 'candidate': 'rc'}.get(sys.version_info[3])
    return '%d.%d.%d' % sys.version_info[:3] + ('%s%d' % (stage, sys.version_info[4]) if stage else '')
