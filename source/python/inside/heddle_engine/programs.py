"""The programs that tasks start by subprocess, and by asyncio, which does so by it."""
import os
import re
import sys
import threading
import time

#: Runtimes that take as long to start as Python does.
_RUNTIME = re.compile(r'^(?:python[\d.]*t?|node|nodejs|bun|deno)(?:\.exe)?$')


class Programs:
    """Counts them, and how long the calls that start one took."""

    def __init__(self):
        self.programs = self.runtimes = 0
        self._followed = False
        self._lock = threading.Lock()
        self._calls_ms = 0.0

    @property
    def call_ms(self):
        """What one took on average. There has been one."""
        return self._calls_ms / (self.programs + self.runtimes)

    def follow(self):
        """To be called now and then: subprocess may be imported only when it is needed. A start costs 2 µs more."""
        subprocess = sys.modules.get('subprocess')
        start = getattr(getattr(subprocess, 'Popen', None), '_execute_child', None)
        if self._followed or start is None:
            return
        self._followed = True

        def _execute_child(process, args, executable, *more, **named):
            began = time.perf_counter()
            start(process, args, executable, *more, **named)
            self._note(args, executable, (time.perf_counter() - began) * 1e3)

        subprocess.Popen._execute_child = _execute_child

    def _note(self, args, executable, took_ms):
        is_runtime = bool(_RUNTIME.match(_name_of(args, executable)))
        with self._lock:
            self.runtimes += is_runtime
            self.programs += not is_runtime
            self._calls_ms += took_ms


def _name_of(args, executable):
    """What is run, also by a shell, without its folder."""
    first = args if isinstance(args, (str, bytes, os.PathLike)) else args[0] if args else ''
    words = os.fsdecode(first if executable is None else executable).split()
    return os.path.basename(words[0]) if words else ''
