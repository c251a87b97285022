"""What is kept in memory of tasks that have ended: resident memory, looked at as tasks begin and end."""
import gc
import os
import threading
from itertools import count

from .garbage import forget_collections

#: Less than this is what the engine itself and the first use of modules come to.
_LEAST_GROWTH_BYTES = 4000000
#: Of more looks, each two that lie side by side become one.
_MOST_LOOKS = 128
_NEVER = float('inf')


class KeptMemory:
    """
    Of one process, whose threads may share it. Each of the first tasks is looked at, then fewer and fewer: a
    look takes about 20 µs, and every other task about 0.05 µs.
    """

    def __init__(self):
        #: Both return how many there have been, this one included.
        self._next_begun, self.next_ended = count(1).__next__, count(1).__next__
        #: From that number on a task that ends is looked at.
        self.look_at = _NEVER
        self._begun = self._ended = 0
        self._look_at_begun = _NEVER
        self._every = 1
        self._looks = []
        self._began = None
        self._lock = threading.Lock()

    def start(self):
        """From now on it is looked."""
        self._began = resident_bytes()
        if self._began is not None:
            self.look_at = self._look_at_begun = 1

    def begins(self):
        """A task begins where others are under way: of one after another it is enough to know how they end."""
        self._begun = self._next_begun()
        if self._begun >= self._look_at_begun:
            self._look()

    def ends(self, tasks=1):
        """So many tasks have ended."""
        for _ in range(tasks):
            ended = self.next_ended()
        if tasks and ended >= self.look_at:
            self.look(ended)

    def look(self, ended):
        """The task of that number has ended, and is one that is looked at."""
        self._ended = max(ended, self._ended)
        self._look()

    def _look(self):
        # Another thread that looks at this moment sees the same.
        if not self._lock.acquire(False):
            return
        try:
            used = resident_bytes()
            if used is None:
                return
            begun = max(self._begun, self._ended)
            self._looks.append({'begun': begun, 'ended': self._ended, 'usedBytes': used})
            if len(self._looks) >= _MOST_LOOKS:
                pairs = zip(self._looks[::2], self._looks[1::2])
                # The one that tells more: the other has more in it that tasks only had for a while.
                self._looks = [min(pair, key=lambda look: look['usedBytes']) for pair in pairs]
                self._every *= 2
            self.look_at = self._ended + self._every
            self._look_at_begun = begun + self._every
        finally:
            self._lock.release()

    def tell(self):
        """
        What is kept now that all tasks have ended, after a collection of all garbage; None where it hardly
        grew or no task ended here, and where the system does not tell.
        """
        ended = self.next_ended() - 1
        if self._began is None or ended == 0:
            return None
        self.look(ended)
        used = resident_bytes()
        if used is None or used - self._began < _LEAST_GROWTH_BYTES:
            return None
        forget_collections()
        gc.collect()
        kept = resident_bytes()
        if kept is None:
            return None
        return {'beganBytes': self._began, 'keptBytes': kept, 'beganBufferBytes': None,
                'keptBufferBytes': None, 'heapLimitBytes': None, 'looks': self._looks}


def resident_bytes():
    """Of this process; None where the system does not tell."""
    try:
        with open('/proc/self/statm', 'rb') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    except (OSError, ValueError, AttributeError):
        return None
