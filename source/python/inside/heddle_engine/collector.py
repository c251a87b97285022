"""Receives results and errors of all lanes and says to the host what is shown of them."""
import sys
from collections import Counter, deque
from itertools import count

from .failure import failure, kind_of, preview

#: Beyond a thousand nobody reads them one by one.
SHOWN = 1000
#: Texts are short: this many stay below the size that one write to the pipe should have.
TEXTS_A_LINE = 50
#: Bytes of a result that is not kept until the next beat: it would be memory, and time for its pages, that the work
#: alone does not take.
_LARGE = 64 * 1024
#: Nanoseconds to pickle and unpickle a byte: of what holds 8 bytes for each item, where items hold
#: more, and of plain bytes and text.
_ITEM_NS, _NESTED_NS, _PLAIN_NS = 4.0, 50.0, 1.0


class Collector:
    """
    Any thread feeds it, through deques and counters that are safe without a lock; only the main thread
    flushes.
    """

    def __init__(self, pipe, keep, digests, digest_of):
        """
        `keep`: results are wanted for a check. `digests`: of how many tasks they are told with their digests.
        """
        self.results = {}
        self._pipe, self._keep, self._digests = pipe, keep, digests
        self._digest_of = digest_of
        self._values, self._errors, self._more = deque(), deque(), deque()
        self._received, self._failed = count(), count()
        #: Nanoseconds that copies of large results take.
        self._sizes = deque()

    def result(self, task, value):
        """What a task returned."""
        number = next(self._received)
        large = _large_bytes(value)
        if large:
            self._sizes.append(large * _rate_of(value))
        if self._keep:
            self.results[task] = value
        if number < SHOWN or task < self._digests:
            self._values.append(self._shown(task, value) if large else (task, value))

    def error(self, task, error):
        """What a task raised: an exception, or what was made of one where it happened."""
        if next(self._failed) < SHOWN:
            self._errors.append(dict(error if isinstance(error, dict) else failure(error), task=task))
        else:
            self._more.append(tuple(kind_of(error).values()))

    def flush(self, most=None):
        """Says what has gathered; `most`: no more than about so many texts, where other work waits."""
        said = 0
        while (self._values or self._errors or self._more) and (most is None or said < most):
            values = _take(self._values)
            errors = _take(self._errors)
            if values:
                self._pipe.say('results', results=[
                    one if isinstance(one, dict) else self._shown(*one) for one in values])
            more = self._counted()
            if errors or more:
                self._pipe.say('errors', errors=errors, more=more)
            said += len(values) + len(errors)

    def _counted(self):
        """Of errors that are not told one by one, how many there were of each kind."""
        kinds = Counter(self._more.popleft() for _ in range(len(self._more)))
        return [{'name': name, 'rootCode': code, 'syscall': call, 'tasks': tasks}
                for (name, code, call), tasks in kinds.items()]

    def _shown(self, task, value):
        digest = shape = None
        if task < self._digests:
            digest, shape = self._digest_of(value)
        return {'task': task, 'text': preview(value), 'digest': digest, 'shape': shape}

    def copy_ms(self):
        """What copying all results to another process takes, by their sizes. To be asked once, at the end."""
        return sum(self._sizes) / 1e6

    def totals(self):
        """How many results came, and how many tasks failed. To be asked once, at the end."""
        return next(self._received), next(self._failed)


def _rate_of(value):
    if isinstance(value, (bytes, bytearray, str)):
        return _PLAIN_NS
    nested = isinstance(value, (list, tuple)) and isinstance(value[0], (dict, list, tuple))
    return _NESTED_NS if nested else _ITEM_NS


def _take(items):
    return [items.popleft() for _ in range(min(TEXTS_A_LINE, len(items)))]


def _large_bytes(value):
    """The bytes of a large result itself, without what it holds; 0 for others."""
    try:
        size = sys.getsizeof(value, 0)
    except Exception:
        # Of a class with a __sizeof__ of its own.
        return 0
    return size if size > _LARGE else 0
