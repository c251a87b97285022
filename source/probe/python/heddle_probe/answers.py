"""A thread that tells Heddle in which line others are. While the process forks it is away."""
import _thread
import os
import select
import time

from .current import served_by
from .descriptor import Descriptor
from .quiet import quiet
from .table import get_native_id
from .witness import answer, lines

#: A thread that was told to end is gone within some hundred microseconds, where it gets a core.
_MOST_SECONDS = 0.5
_LOOK_SECONDS = 0.0002


class Answers:
    """
    From 3.12 on CPython warns who forks with more than one thread: without Heddle there may be one alone. Before 3.10 there
    is nothing to wake it by, and nobody warns.
    """

    def __init__(self, process):
        self._process = process
        self._wake = Descriptor.moved(os.eventfd(0)) if hasattr(os, 'eventfd') else None
        #: Whether it is to be away, and the lock that it holds while it is there.
        self.is_away, self._there = True, _thread.allocate_lock()
        self._tid = None
        #: Whether the process has forked, and it is still away.
        self.may_return = False
        self._start()

    def _start(self):
        # Any thread may look.
        if not self._there.acquire(False):
            return
        self.is_away = self.may_return = False
        # None of threading's: a program may wait for all of those to end.
        _thread.start_new_thread(quiet(self._run), ())

    def look(self):
        """To be called at each beat and request: it comes back once the process has forked."""
        if self.may_return:
            self._start()

    def forked(self):
        """The process has forked. It is counted only after this: CPython warns when the hooks have been called."""
        self.may_return = self.is_away

    def pause(self):
        """Returns when the thread is gone."""
        if self.is_away or self._wake is None or not self._wake.is_open:
            return
        self.is_away = True
        os.eventfd_write(self._wake.number, 1)
        until = time.monotonic() + _MOST_SECONDS
        if not self._there.acquire(timeout=_MOST_SECONDS):
            # It gets no core, and stays.
            self.is_away = False
            return
        self._there.release()
        while os.path.exists('/proc/self/task/%d' % self._tid) and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)

    def close(self):
        """It is needed no more."""
        if self._wake is not None:
            self._wake.close()

    def _run(self):
        process = self._process
        try:
            self._tid = get_native_id()
            process.connection.say('witness', tid=self._tid)
            answer(lines(self._hear), process.main, process.connection.say, served_by)
        finally:
            if not self.is_away:
                process.leave()
            self._there.release()

    def _hear(self):
        """Waits for questions; nothing: it is to end."""
        while self._is_woken():
            if self.is_away:
                return b''
        return self._process.connection.hear()

    def _is_woken(self):
        """Waits for a question, or for something else: whether it was that."""
        if self._wake is None or not self._wake.is_open:
            return False
        both = select.poll()
        for number in (self._wake.number, self._process.connection.number):
            both.register(number, select.POLLIN)
        is_woken = self._wake.number in dict(both.poll())
        if is_woken:
            os.eventfd_read(self._wake.number)
        return is_woken
