"""The two pipes to the adapter: lines of JSON both ways."""
import json
import os
import threading


class Pipe:
    """Any thread may speak; only the main thread listens."""

    def __init__(self, says, hears):
        self._says = says
        self._hears = os.fdopen(hears, 'rb')
        self._lock = threading.Lock()

    def say(self, type, **fields):
        """Says one line. Without the pipe nobody would hear what becomes of the run: the process ends."""
        message = dict(fields, type=type)
        data = (json.dumps(message, separators=(',', ':')) + '\n').encode('utf-8', 'backslashreplace')
        with self._lock:
            try:
                while data:
                    data = data[os.write(self._says, data):]
            except OSError:
                os._exit(1)

    def hear(self):
        """Waits for a line. Without an adapter there is nobody to run for: the process ends."""
        line = self._hears.readline()
        if not line:
            os._exit(70)
        return json.loads(line)
