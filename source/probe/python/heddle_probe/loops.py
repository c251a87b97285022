"""
The event loops of a process's main thread, one after another: their beats, in memory that Heddle reads, and a thread that
tells it in which line they are held. Imported with the first of them.
"""
import time

from .answers import Answers
from .collector import Collector
from .dump import Dump
from .memory import Memory
from .quiet import quiet
from .recorder import Recorder
from .table import BEAT_SLOTS, LANE_BYTES, Table

#: As source/protocol/units.ts has it.
PERIOD_MS = 10
#: Of a beat: the loop ends there.
_AT_REST = -1.0
#: As source/telemetry/table-layout.ts has it for one lane and no task.
_BEATS_AT, _BEAT_BYTES = 64, 32
_LANES_AT = _BEATS_AT + BEAT_SLOTS * _BEAT_BYTES
_BYTES = _LANES_AT + LANE_BYTES


class Loops:
    """They are followed until Heddle has left, or the process is a forked one."""

    def __init__(self, process):
        self._is_on = True
        self._memory = Memory('heddle-table', _BYTES, lambda path: Table({
            'path': path, 'bytes': _BYTES, 'beatsAt': _BEATS_AT, 'lanesAt': _LANES_AT, 'tasksAt': _BYTES, 'tasks': 0,
        }, process.origin_ms))
        self._table = self._memory.mapped
        self._recorder = Recorder(self._table, 0)
        self._collector = Collector(self._recorder)
        self._recorder.open(PERIOD_MS)
        self._dump = Dump()
        self._timer = None
        self._last = self._due = self._cpu_ms = self._active_ms = 0.0
        process.connection.say('loops', memory=self._memory.number, stacks=self._dump.number)
        self.answers = process.answers = process.answers or Answers(process)

    def begin(self, loop):
        """A loop begins to run."""
        if not self._is_on:
            return
        now = self._table.now()
        self._last, self._due, self._cpu_ms = now, now + PERIOD_MS, time.thread_time() * 1e3
        self._write(now, 0.0, 0.0)
        call_later = loop.call_later

        @quiet
        def beat():
            if self._is_on:
                self.answers.look()
                due = self._beat()
                self._timer = call_later((due - self._last) / 1e3, beat)

        self._timer = call_later(PERIOD_MS / 1e3, beat)

    def end(self):
        """It no longer runs."""
        if self._timer is None:
            return
        self._timer.cancel()
        self._timer = None
        if self._is_on:
            self._beat()
            self._recorder.silent()
            self._recorder.ring(self._last, _AT_REST, 0.0)

    def _beat(self):
        """Writes down that the loop turns. Returns when that is due again."""
        now, cpu_ms = self._table.now(), time.thread_time() * 1e3
        gap, late = now - self._last, now - self._due
        # No loop says how long it was idle. It was active while it used a core, and while it was late; what made it so began
        # between two beats, on average in their middle.
        held = late + PERIOD_MS / 2 if late >= PERIOD_MS else 0.0
        active = min(gap, max(cpu_ms - self._cpu_ms, held))
        self._last, self._cpu_ms = now, cpu_ms
        self._due = max(self._due + PERIOD_MS, now + 1)
        self._write(now, gap, active)
        return self._due

    def _write(self, now, gap, active):
        self._active_ms += active
        self._recorder.beat(now, self._active_ms, max(0.0, gap - PERIOD_MS))
        self._recorder.ring(now, gap, active)

    def close(self):
        """From now on nothing beats."""
        self._is_on = False
        self._collector.close()
        self._dump.close()
        self.answers.close()
        self._memory.close()
