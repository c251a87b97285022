"""
What the main thread does while tasks run on it: Python code, C code that has let the lock go, or nothing. A
thread looks every few milliseconds. Whether it had to wait for the lock then tells whether the lock was held.
"""
import gc
import os
import sys
import threading
import time
from collections import Counter

from .lock import has_lock
from .own_files import is_of_python
from .same_names import late
from .table import get_native_id

#: Looks come at uneven intervals, or they would fall in step with the interpreter's switch interval of 5 ms.
_SHORTEST_SECONDS, _VARIES_SECONDS = 0.003, 0.010
#: What runs without the lock is looked at again after this long: it may have been about to ask for the lock.
_AGAIN_SECONDS = 0.0003
_GOLDEN = 0.618033988749895
#: Less of a core than this, and the lock was held by another thread.
_LEAST_CPU_SHARE = 0.1


def can_profile():
    """Linux tells all that it takes."""
    return sys.platform.startswith('linux')


class Profile:
    """Begins as it is made, on the main thread. Linux only."""

    def __init__(self):
        self._main = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._main)
        self._state = _ThreadState(get_native_id())
        self._waits = _Waits()
        self._looks = self._held = self._native = 0
        self._functions = Counter()
        self._collected = self._collecting_since = 0.0
        self._goes_on = True
        self._began_cpu = self._main_cpu()
        self._began_overhead = _own_threads_ms()
        gc.callbacks.append(self._on_collection)
        threading.Thread(target=self._look_on, daemon=True, name='heddle-profile').start()

    def _main_cpu(self):
        """Seconds that the main thread has been on a core."""
        return time.clock_gettime(self._clock)

    def _on_collection(self, phase, info):
        if threading.get_ident() != self._main:
            return
        if phase == 'start':
            self._collecting_since = time.thread_time()
        else:
            self._collected += time.thread_time() - self._collecting_since

    def _look_on(self):
        at = 0.0
        while self._goes_on:
            at = (at + _GOLDEN) % 1
            began, cpu = time.monotonic(), self._main_cpu()
            held = self._waits.sleep(_SHORTEST_SECONDS + at * _VARIES_SECONDS)
            if held:
                # By main, or by a thread that the work has started.
                held = self._main_cpu() - cpu >= (time.monotonic() - began) * _LEAST_CPU_SHARE
                native = False
            else:
                held, native = self._look_again()
            if not self._goes_on:
                return
            self._note(held, native)

    def _look_again(self):
        """Of a main thread without the lock: whether it then takes it, and whether it computes without it."""
        if not self._state.runs():
            return False, False
        cpu = self._main_cpu()
        if self._waits.sleep(_AGAIN_SECONDS):
            return True, False
        return False, self._main_cpu() - cpu >= _AGAIN_SECONDS / 3

    def _note(self, held, native):
        self._looks += 1
        self._held += held
        self._native += native
        if not held and not native:
            return
        function = self._function()
        if function is not None:
            self._functions[function] += 1

    def _function(self):
        """The innermost function that main is in and that is not Python's own; None for none."""
        frame = sys._current_frames().get(self._main)
        while frame is not None:
            code = frame.f_code
            if not is_of_python(code.co_filename):
                return code.co_name, code.co_filename, code.co_firstlineno
            frame = frame.f_back
        return None

    def stop(self):
        """Ends it. Returns the shares, as source/protocol/events.ts has them."""
        overhead = _own_threads_ms() - self._began_overhead
        self._goes_on = False
        gc.callbacks.remove(self._on_collection)
        active = self._held + self._native
        used = self._main_cpu() - self._began_cpu
        collector = min(1.0, self._collected / used) if used > 0 else None
        held = self._held / active if active and has_lock() else None
        return {
            'samples': self._looks,
            'activeRatio': _thousandths(active / self._looks if self._looks else None),
            # Collecting holds the lock, and is told apart.
            'jsRatio': _thousandths(None if held is None else max(0.0, held - (collector or 0.0))),
            'nativeRatio': _thousandths(None if held is None else 1 - held),
            'collectorRatio': _thousandths(collector if active else None),
            'hottest': self._hottest(active),
            'overheadMs': round(max(0.0, overhead), 3),
        }

    def _hottest(self, active):
        if not self._functions:
            return None
        (name, file, line), times = self._functions.most_common(1)[0]
        return {'name': name, 'file': file, 'line': line, 'ratio': _thousandths(times / active)}


class _ThreadState:
    """Whether a thread is on a core, or wants to be."""

    def __init__(self, tid):
        self._file = os.open('/proc/self/task/%d/stat' % tid, os.O_RDONLY | os.O_CLOEXEC)

    def runs(self):
        text = os.pread(self._file, 512, 0)
        return text[text.rindex(b')') + 2:][:1] == b'R'


class _Waits:
    """Sleeps, and tells whether the calling thread then had to wait for the lock."""

    def __init__(self):
        resource = late('resource')
        self._switches = lambda: resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw

    def sleep(self, seconds):
        """
        A sleep is one voluntary switch to another thread; who finds the lock held then goes to sleep once
        more.
        """
        before = self._switches()
        time.sleep(seconds)
        return self._switches() - before > 1


def _own_threads_ms():
    """Processor time of the engine's own threads so far, in milliseconds: none of it is the work's."""
    own = (thread.native_id for thread in threading.enumerate() if thread.name.startswith('heddle-'))
    return sum(_thread_ms(tid) for tid in own)


def _thread_ms(tid):
    try:
        with open('/proc/self/task/%s/schedstat' % tid) as file:
            return int(file.read().split()[0]) / 1e6
    except (OSError, ValueError, IndexError):
        return 0.0


def _thousandths(ratio):
    return None if ratio is None else round(ratio, 3)
