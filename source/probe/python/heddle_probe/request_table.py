"""The requests of a process in memory that Heddle reads, laid out as source/probe/request-table.ts has it."""
import _thread
import mmap
import os
import time

#: In bytes. The header: how many began and ended (float64), failed and were not counted; how often Heddle gave slots back (int32).
_HEADER, _SLOT, _TEXT = 64, 192, 48
_BEGUN, _ENDED, _FAILED, _UNCOUNTED = range(4)
_FREED = 8
_IS_FREE, _HAS_BEGUN, _HAS_ENDED = range(3)
#: As `slotsOfPython` has it. Emptied every 20 ms they are enough for 50,000 requests a second, or so many at once.
SLOTS = 1024
_SLOTS_AT = _HEADER + 4 * SLOTS
BYTES = _SLOTS_AT + SLOTS * _SLOT
#: The client went away before there was an answer: what nginx logs.
GONE = 499


class RequestTable:
    """Any thread may write. Of a slot the state is written last, by whoever is done with it."""

    def __init__(self, path, origin_ms):
        file = os.open(path, os.O_RDWR)
        try:
            self._map = mmap.mmap(file, BYTES)
        finally:
            os.close(file)
        self._bytes = memoryview(self._map)
        self._doubles, self._ints = self._bytes.cast('d'), self._bytes.cast('i')
        self._origin_ms = origin_ms
        #: Of threads that begin requests at the same time.
        self._lock = _thread.allocate_lock()
        self._number = 0
        #: Slots that may be taken, and how often some had been given back when more were looked for.
        self._free, self._freed_then = [], -1

    def close(self):
        """Lets go of the memory: whoever writes into it from now on gets a ValueError."""
        for view in (self._doubles, self._ints, self._bytes):
            view.release()
        self._map.close()

    def begin(self, method, path):
        """A request begins, of bytes; what follows a `?` may be a secret, and is not written."""
        text = method + b' ' + path.split(b'?', 1)[0]
        doubles = self._doubles
        with self._lock:
            number = self._number = self._number + 1
            doubles[_BEGUN] = number
            slot = self._free.pop() if self._free else self._look()
            if slot is None:
                doubles[_UNCOUNTED] += 1
        if slot is not None:
            at = _SLOTS_AT + slot * _SLOT
            doubles[at >> 3] = number
            doubles[(at >> 3) + 1] = time.monotonic() * 1e3 - self._origin_ms
            length = min(len(text), _SLOT - _TEXT)
            self._ints[(at >> 2) + 10] = length
            self._bytes[at + _TEXT:at + _TEXT + length] = text[:length]
            self._ints[(_HEADER >> 2) + slot] = _HAS_BEGUN
        return Request(self, slot, text)

    def end(self, request):
        """It has ended, with the status that it has by now."""
        status = request.status
        doubles, slot = self._doubles, request.slot
        with self._lock:
            if request.is_over:
                return
            request.is_over = True
            doubles[_ENDED] += 1
            if status is None or status >= 500 or status == GONE:
                doubles[_FAILED] += 1
        if slot is not None:
            at = _SLOTS_AT + slot * _SLOT
            doubles[(at >> 3) + 2] = time.monotonic() * 1e3 - self._origin_ms
            self._ints[(at >> 2) + 9] = status or 0
            self._ints[(_HEADER >> 2) + slot] = _HAS_ENDED

    def _look(self):
        """Takes one of those that were given back; None: there is none."""
        freed = self._ints[_FREED]
        if freed == self._freed_then:
            return None
        self._freed_then = freed
        states = self._ints[_HEADER >> 2:(_HEADER >> 2) + SLOTS].tolist()
        self._free = [slot for slot in range(SLOTS - 1, -1, -1) if states[slot] == _IS_FREE]
        return self._free.pop() if self._free else None


class Request:
    """One that a server has begun to answer. `status`: None as long as there is none."""

    __slots__ = ('_table', 'slot', '_text', 'status', 'is_over')

    def __init__(self, table, slot, text):
        self._table, self.slot, self._text = table, slot, text
        self.status, self.is_over = None, False

    @property
    def text(self):
        """While it is in flight; None once it is over."""
        return None if self.is_over else self._text.decode('latin-1')

    def end(self, status=None):
        """Ends it, if it has not; `status`: where none is known by now."""
        if self.status is None:
            self.status = status
        try:
            self._table.end(self)
        except ValueError:
            # Heddle has left meanwhile.
            self.is_over = True
