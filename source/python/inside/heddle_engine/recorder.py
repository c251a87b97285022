"""Writes down what becomes of tasks and lanes, in the table."""
import os
import time

from .table import BEAT_SLOTS, CLOSED, LANE_BYTES, OPEN, RUNNING, get_native_id


NOT_KNOWN = float('nan')


class Recorder:
    """
    The pen of one lane. Times are written first and the state last: whoever sees the state sees the times,
    too.
    """

    __slots__ = ('lane', 'ints', 'doubles', 'floats', 'current', 'started', 'ended', '_tasks_int',
                 '_lane_int', '_lane_double', '_beats_double', '_slot', '_copy_ms', 'collector_ms', '_told_ms')

    def __init__(self, table, lane):
        self.lane = lane
        self.ints, self.doubles, self.floats = table.ints, table.doubles, table.floats
        spec = table.spec
        self._tasks_int = spec['tasksAt'] >> 2
        self._lane_int = (spec['lanesAt'] + lane * LANE_BYTES) >> 2
        self._lane_double = self._lane_int >> 1
        self._beats_double = spec['beatsAt'] >> 3
        #: Where the lane's current task is, among the ints; -1 there: none.
        self.current = self._lane_int + 11
        self.started, self.ended = self._task_writers(table)
        self._slot = 0
        self._copy_ms = 0.0
        #: How long garbage has been collected; None where nobody follows that.
        self.collector_ms = None
        self._told_ms = 0.0

    def _task_writers(self, table):
        """
        The two functions that every task pays for, so what they need is bound in them: half the time of
        methods. `started(task)`: a task begins on this lane. `ended(task, state)`: it ended, and is DONE,
        FAILED or CANCELLED.
        """
        doubles, ints, current = self.doubles, self.ints, self.current
        started_at, ended_at = (table.spec['tasksAt'] >> 3) + 1, (table.spec['tasksAt'] >> 3) + 2
        state_at, lane = self._tasks_int + 6, self.lane << 8
        running, origin_ms, clock = lane | RUNNING, table.origin_ms, time.monotonic

        def started(task):
            doubles[started_at + task * 4] = clock() * 1e3 - origin_ms
            ints[current] = task
            ints[state_at + task * 8] = running

        def ended(task, state):
            doubles[ended_at + task * 4] = clock() * 1e3 - origin_ms
            ints[state_at + task * 8] = lane | state

        return started, ended

    def unended(self, task):
        """What the task did is lost: it counts as running until somebody tells how it ended."""
        self.ints[self._tasks_int + 6 + task * 8] = self.lane << 8 | RUNNING

    def open(self, period_ms=0):
        """The lane exists now, on the calling thread. `period_ms`: of its heartbeat, 0 for none."""
        ints, at = self.ints, self._lane_int
        ints[at + 9] = os.getpid()
        ints[at + 10] = get_native_id()
        ints[at + 11] = -1
        ints[at + 13] = period_ms
        self.floats[at + 15] = 0.0
        self.collected(NOT_KNOWN if self.collector_ms is None else self.collector_ms)
        ints[at + 8] = OPEN

    def close(self):
        """The lane ended by itself; one that is known as crashed stays so."""
        at = self._lane_int + 8
        if self.ints[at] == OPEN:
            self.ints[at] = CLOSED

    def progress(self, task, ratio):
        """How much of a task is done, from 0 to 1."""
        self.floats[self._tasks_int + task * 8 + 7] = ratio

    def copied(self, ms):
        """Sending results took this long."""
        self._copy_ms += ms
        self.floats[self._lane_int + 15] = self._copy_ms

    def beat(self, at_ms, active_ms, lag_ms):
        """The lane's loop turned. `active_ms`: how long it has been active until then."""
        doubles, at = self.doubles, self._lane_double
        doubles[at], doubles[at + 1], doubles[at + 2] = at_ms, active_ms, lag_ms
        self.ints[self._lane_int + 14] += 1

    def collected(self, ms, young_ms=0.0, long_ms=0.0):
        """
        Garbage has been collected for so long until now, how much of that in young objects, and in long
        collections.
        """
        doubles, at = self.doubles, self._lane_double
        doubles[at + 8], doubles[at + 9], doubles[at + 12] = ms, young_ms, long_ms

    def silent(self):
        """The lane waits for work and no longer beats: what it beat last is no lag."""
        self.ints[self._lane_int + 14] = 0

    def ring(self, at_ms, gap_ms, active_ms):
        """The same beat, in the ring of the main loop's."""
        at = self._beats_double + self._slot % BEAT_SLOTS * 4
        self._slot += 1
        doubles, collector_ms = self.doubles, self.collector_ms
        doubles[at + 1], doubles[at + 2] = gap_ms, active_ms
        doubles[at + 3] = NOT_KNOWN if collector_ms is None else collector_ms - self._told_ms
        self._told_ms = collector_ms or 0.0
        doubles[at] = at_ms
