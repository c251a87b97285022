"""The requests of a process in memory that Heddle reads, laid out as source/probe/request-layout.ts has it."""
import _thread
import mmap
import os
from _struct import Struct
from time import monotonic

#: In bytes. The header: how many began and ended (float64), failed and were not counted; how often Heddle gave slots back (int32).
_HEADER, _SLOT, _TEXT = 64, 192, 48
_BEGUN, _ENDED, _FAILED, _UNCOUNTED = range(4)
_FREED = 8
_IS_FREE, _HAS_BEGUN, _HAS_ENDED = range(3)
#: As `slotsOfPython` has it. Emptied every 20 ms they are enough for 50,000 requests a second, and every 250 ms, where no loop runs,
#: for 4,000; or so many at once.
SLOTS = 1024
_SLOTS_AT = _HEADER + 4 * SLOTS
#: Places in the memory as int32.
_STATES, _STATUS = _HEADER >> 2, 9
#: Of a slot, all in one call: its number, when it began and ended, its parent; kind, status, length of the text, answering; the text.
_MOST_TEXT = _SLOT - _TEXT
_write = Struct('4d4i%ds' % _MOST_TEXT).pack_into
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
        whole = memoryview(self._map)
        self.doubles, self.ints = whole.cast('d'), whole.cast('i')
        whole.release()
        self.origin_ms = origin_ms
        #: Of threads that begin requests at the same time.
        self.lock = _thread.allocate_lock()
        self._number = self.ended = 0
        #: Slots that may be taken, and how often some had been given back when more were looked for.
        self._free, self._freed_then = [], -1

    def close(self):
        """Lets go of the memory: whoever writes into it from now on gets a ValueError."""
        for view in (self.doubles, self.ints):
            view.release()
        self._map.close()

    def begin(self, method, path):
        """A request begins, of bytes; what follows a `?` may be a secret, and is not written."""
        query = path.find(b'?')
        # Without a constructor: each function that is called takes longer than what is done here.
        one = Request()
        one.table, one.status, one.is_over = self, None, False
        one.words = text = method + b' ' + (path if query < 0 else path[:query])
        with self.lock:
            number = self._number = self._number + 1
            self.doubles[_BEGUN] = number
            one.slot = slot = self._free.pop() if self._free else self._look()
            if slot is None:
                self.doubles[_UNCOUNTED] += 1
        if slot is not None:
            length = len(text)
            _write(
                self._map, _SLOTS_AT + slot * _SLOT, number, monotonic() * 1e3 - self.origin_ms, 0.0, 0.0,
                0, 0, length if length < _MOST_TEXT else _MOST_TEXT, 0, text)
            self.ints[_STATES + slot] = _HAS_BEGUN
        return one

    def _look(self):
        """Takes one of those that were given back; None: there is none."""
        freed = self.ints[_FREED]
        if freed == self._freed_then:
            return None
        self._freed_then = freed
        states = self.ints[_STATES:_STATES + SLOTS].tolist()
        self._free = [slot for slot in range(SLOTS - 1, -1, -1) if states[slot] == _IS_FREE]
        return self._free.pop() if self._free else None


class Request:
    """One that a server has begun to answer. `status`: None as long as there is none."""

    __slots__ = ('table', 'slot', 'words', 'status', 'is_over')

    @property
    def text(self):
        """While it is in flight; None once it is over."""
        return None if self.is_over else self.words.decode('latin-1')

    def end(self, status=None):
        """Ends it, if it has not; `status`: where none is known by now."""
        if self.is_over:
            return
        if self.status is None:
            self.status = status
        status, table, slot = self.status, self.table, self.slot
        if not isinstance(status, int):
            status = None
        try:
            with table.lock:
                if self.is_over:
                    return
                self.is_over = True
                ended = table.ended = table.ended + 1
                table.doubles[_ENDED] = ended
                if status is None or status >= 500 or status == GONE:
                    table.doubles[_FAILED] += 1
            if slot is not None:
                at = _SLOTS_AT + slot * _SLOT
                table.doubles[(at >> 3) + 2] = monotonic() * 1e3 - table.origin_ms
                if status is not None:
                    table.ints[(at >> 2) + _STATUS] = status
                table.ints[_STATES + slot] = _HAS_ENDED
        except Exception:
            # Heddle has left meanwhile.
            pass
