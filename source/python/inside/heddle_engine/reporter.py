"""
What the process or interpreter of a lane tells main: results and errors in batches, and what its other answers
begin with.
"""
import pickle
import time

from .failure import failure, failure_of, message_of, preview
from .table import FAILED

#: What the first byte of an answer says.
READY, UNFIT, RESULTS, PACKED, ERRORS, DONE, CALLED, KEPT = b'+', b'!', b'R', b'P', b'E', b'D', b'C', b'K'
#: What it is told when no more tasks will come: it collects its garbage, and tells what it keeps.
COLLECT = 'collect'

#: A message a task would cost more than most tasks; a tenth of a second is still live.
_FLUSH_SECONDS, _FLUSH_COUNT = 0.1, 1000
#: What always survives pickle: many of them are sent as one.
_SAFE = frozenset((int, float, str, bytes, bool))


class Reporter:
    """
    Sends results and errors in batches. They are pickled here and by hand, so that it can be told what that
    takes.
    """

    def __init__(self, connection, recorder, kind):
        """`kind`: what sends, a process or an interpreter."""
        self._connection, self._recorder, self._kind = connection, recorder, kind
        self._results, self._errors = [], []
        self._flushed_at = time.monotonic()

    def result(self, task, value):
        """What a task returned."""
        self._results.append((task, value))
        # The clock is read for one task in sixteen: tasks may take less time than reading it.
        waiting = len(self._results)
        due = waiting & 15 == 1 and time.monotonic() - self._flushed_at > _FLUSH_SECONDS
        if due or waiting >= _FLUSH_COUNT:
            self.flush()

    def error(self, task, error):
        """What a task raised."""
        self._errors.append((task, failure(error)))

    def flush(self):
        """Sends what there is. A result that cannot be pickled turns its task into a failed one."""
        self._flushed_at = time.monotonic()
        if all(type(value) in _SAFE for _, value in self._results):
            if self._results:
                self._connection.send_bytes(RESULTS + self._pickled(self._results))
        else:
            self._send_packed(self._results)
        # Not before they were sent: what is left here when the pipe is gone is lost.
        self._results = []
        if self._errors:
            self._connection.send_bytes(ERRORS + pickle.dumps(self._errors))
        self._errors = []

    def unsent(self):
        """The tasks of which nothing was told yet."""
        return [task for task, _ in self._results + self._errors]

    def _send_packed(self, results):
        """
        Each by itself: one that cannot be pickled, or not be made again over there, takes no other along.
        """
        packed = []
        for task, value in results:
            data = self._pickled(value)
            if data is not None:
                packed.append((task, data))
            else:
                self._recorder.ended(task, FAILED)
                self._errors.append((task, unpicklable(value, self._kind)))
        if packed:
            self._connection.send_bytes(PACKED + pickle.dumps(packed, protocol=pickle.HIGHEST_PROTOCOL))

    def _pickled(self, value):
        """Its bytes; None where it cannot be pickled."""
        began = time.thread_time()
        data = pickled(value)
        self._recorder.copied((time.thread_time() - began) * 1e3)
        return data


def unpicklable(value, kind):
    """
    Why a value cannot leave its process or interpreter. Python's own words differ by version, so these are
    ours.
    """
    what = (preview(value), kind)
    return _failed_copy('returned %s, which cannot leave its %s: pickle cannot copy it' % what)


def unreadable(error):
    """Why a value that left its process did not arrive: pickle calls its class, and that raised an error."""
    return _failed_copy('returned a value that left its process but did not arrive: %s: %s' % (
        type(error).__name__, message_of(error)))


def _failed_copy(message):
    return failure_of('PicklingError', message, 'ERR_UNPICKLABLE')


def pickled(value):
    """Its bytes; None where it cannot be pickled."""
    try:
        return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception:
        return None
