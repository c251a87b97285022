"""
Beats of a lane's loop. A late one is late: by code, by the lock or for want of a core. Which, is told from
outside.
"""

#: The same as source/protocol/units.ts has for an engine's main loop.
MAIN_PERIOD_MS = 10
LANE_PERIOD_MS = 20
#: How often results are passed on where nothing beats.
FLUSH_PERIOD_MS = 100
#: More texts at a beat would be a lag themselves.
TEXTS_A_BEAT = 100


class Heartbeat:
    """The beats of one lane, and with the main lane's what has gathered to be said."""

    def __init__(self, table, recorder, telemetry, collector=None):
        """`collector`: given for the main lane, which has the ring of beats, too."""
        self._table, self._recorder, self._collector = table, recorder, collector
        self._telemetry = telemetry
        self._main = collector is not None
        #: What is looked at as often as results are passed on; None without telemetry, and before the first task.
        self.queues = None
        usual = MAIN_PERIOD_MS if self._main else LANE_PERIOD_MS
        self.period_ms = usual if telemetry or not self._main else FLUSH_PERIOD_MS
        self._active_ms = self._idle_ms = self._flush_at = 0.0
        self.last = self.due = 0.0
        self.start()

    def start(self):
        """From now on beats are due."""
        now = self._table.now()
        self._idle_ms = 0.0
        self.last, self.due = now, now + self.period_ms
        self._write(now, 0.0, 0.0)

    def idle(self, took_ms, planned_ms):
        """
        The loop waited. What a wait takes beyond what was planned is the lock's or the core's, and not idle.
        """
        self._idle_ms += took_ms if planned_ms is None or took_ms < planned_ms else planned_ms

    def beat(self):
        """One beat, and when the next one is due. Returns the time."""
        now = self._table.now()
        gap = now - self.last
        active = min(gap, max(0.0, gap - self._idle_ms))
        self._idle_ms = 0.0
        self.last = now
        self.due = max(self.due + self.period_ms, now + 1)
        self._write(now, gap, active)
        if self._main and now >= self._flush_at:
            self._flush_at = now + FLUSH_PERIOD_MS
            self._collector.flush(TEXTS_A_BEAT)
            if self.queues is not None:
                self.queues.look()
        return now

    def _write(self, now, gap, active):
        if not self._telemetry:
            return
        self._active_ms += active
        self._recorder.beat(now, self._active_ms, max(0.0, gap - self.period_ms))
        if self._main:
            self._recorder.ring(now, gap, active)

    def beat_if_due(self):
        """For a loop that only turns between tasks."""
        if self._table.now() - self.last >= self.period_ms:
            self.beat()

    def rest(self, wait, most_ms=None):
        """
        Waits by `wait(seconds)` until the next beat is due, at most `most_ms`, and beats. Returns what `wait`
        did.
        """
        began = self._table.now()
        planned = max(0.0, self.due - began)
        if most_ms is not None:
            planned = min(planned, most_ms)
        answer = wait(planned / 1e3)
        now = self._table.now()
        self.idle(now - began, planned)
        if now >= self.due:
            self.beat()
        return answer

    def silence(self):
        """The lane waits for work, and beats no more until it starts again."""
        if self._telemetry:
            self._recorder.silent()
