"""
The task table: bytes as source/telemetry/table-layout.ts has them, mapped from a file that the adapter made
and reads.
"""
import mmap
import os
import time

WAITING, RUNNING, DONE, FAILED, CANCELLED = range(5)
OPEN, CLOSED, CRASHED = 1, 2, 3
BEAT_SLOTS = 64
LANE_BYTES = 104

#: Where the flags of the header are, counted in int32.
CANCELLED_AT, STOPPED_AT = 1, 2

try:
    from _thread import get_native_id
except ImportError:  # Not on every system.
    def get_native_id():
        """The kernel's number of the calling thread; 0 where it is not known."""
        return 0


class Table:
    """
    The mapped table as arrays of its types. Casts store a value at once: whoever reads meanwhile never sees
    half of it.
    """

    def __init__(self, spec, origin_ms):
        """
        `spec`: path, bytes, beatsAt, lanesAt, tasksAt and tasks. `origin_ms`: of the run, on the monotonic
        clock.
        """
        self.spec = spec
        self.origin_ms = origin_ms
        self.tasks = spec['tasks']
        file = os.open(spec['path'], os.O_RDWR)
        try:
            self._map = mmap.mmap(file, spec['bytes'])
        finally:
            os.close(file)
        self._view = memoryview(self._map)
        self.doubles, self.ints, self.floats = (self._view.cast(kind) for kind in 'dif')

    def close(self):
        """Lets go of the memory: whoever writes into it from now on gets a ValueError."""
        for view in (self.doubles, self.ints, self.floats, self._view):
            view.release()
        self._map.close()

    def now(self):
        """Milliseconds since the origin of the run."""
        return time.monotonic() * 1e3 - self.origin_ms

    @property
    def cancelled(self):
        """Whether the run is being cancelled."""
        return self.ints[CANCELLED_AT] == 1

    @property
    def stopped(self):
        """Whether no more tasks are to be started."""
        return self.ints[CANCELLED_AT] == 1 or self.ints[STOPPED_AT] == 1

    def state_and_lane(self, task):
        """The code of a task's state and the number of its lane."""
        word = self.ints[(self.spec['tasksAt'] >> 2) + task * 8 + 6]
        return word & 0xff, word >> 8

    def left_over(self):
        """Whether a task was never started."""
        return any(self.state_and_lane(task)[0] == WAITING for task in range(self.tasks))

    def queue(self, task, at_ms):
        """Writes down when a task falls due."""
        self.doubles[(self.spec['tasksAt'] >> 3) + task * 4] = at_ms

    def due_ms(self, task):
        """When a task falls due, since the origin."""
        return self.doubles[(self.spec['tasksAt'] >> 3) + task * 4]

    def mark_crashed(self, lane):
        """The process of a lane died; it could not say so."""
        self.ints[((self.spec['lanesAt'] + lane * LANE_BYTES) >> 2) + 8] = CRASHED
