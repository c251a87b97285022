"""How long the interpreter collects garbage: no Python code runs in it meanwhile."""
import gc
import time

#: As in source/telemetry/collections.ts: a collection from that length on is a pause.
_LONG_MS = 5.0


class Collector:
    """Writes it down for a lane, 0.6 µs a collection, until it is closed."""

    def __init__(self, recorder):
        self._recorder = recorder
        recorder.collector_ms = 0.0
        self._began = self._young_ms = self._long_ms = 0.0
        gc.callbacks.append(self._seen)

    def _seen(self, phase, info):
        if phase == 'start':
            self._began = time.perf_counter()
            return
        took_ms = (time.perf_counter() - self._began) * 1e3
        recorder = self._recorder
        recorder.collector_ms += took_ms
        # The oldest generation is 2; a collection of that is of all objects.
        if info['generation'] < 2:
            self._young_ms += took_ms
        if took_ms >= _LONG_MS:
            self._long_ms += took_ms
        recorder.collected(recorder.collector_ms, self._young_ms, self._long_ms)

    def close(self):
        """From now on nobody follows it."""
        if self._seen in gc.callbacks:
            gc.callbacks.remove(self._seen)
