"""
Threads take tasks from a counter they share. The main thread only beats: how late it is, is what the lock
costs.
"""
import threading

from ..errors import RunError
from ..failure import message_of
from ..heartbeat import LANE_PERIOD_MS, Heartbeat
from ..lane import Lane
from ..lock import has_lock
from ..recorder import Recorder
from ..same_names import late


class Model:
    """As many threads as "at once" says."""

    runs_tasks_here, may_freeze = False, True

    def __init__(self, run):
        self._run = run
        self._go, self._all_done, self._quit = threading.Event(), threading.Event(), threading.Event()
        self._ready, self._unfit = threading.Semaphore(0), []
        self._broken = []
        self._left = run.plan['concurrency']
        self._lock = threading.Lock()
        self._numbers = _numbers(run.table.tasks)

    def prepare(self):
        """Starts the threads and waits until each can work."""
        self._loops = late('heddle_engine.loop') if self._run.work.is_async else None
        numbers = range(1, 1 + self._run.plan['concurrency'])
        for number in numbers:
            name = 'thread-%d' % number
            threading.Thread(target=self._thread, args=(number,), daemon=True, name=name).start()
        for _ in numbers:
            self._ready.acquire()
        if self._unfit:
            raise RunError('a thread cannot work: %s' % message_of(self._unfit[0]))

    def _thread(self, number):
        run = self._run
        recorder = Recorder(run.table, number)
        lane = Lane(run.work, recorder, run.collector, run.paced, run.memory)
        loop = None
        try:
            if self._loops is not None:
                loop = self._loops.BeatingLoop(run.table, recorder)
        except OSError as error:
            # There is no descriptor left for one more loop.
            self._unfit.append(error)
            self._ready.release()
            return
        recorder.open(LANE_PERIOD_MS if loop else 0)
        self._ready.release()
        self._go.wait()
        try:
            if loop is None:
                lane.run_all(self._numbers, run.table)
            else:
                heart = Heartbeat(run.table, recorder, run.telemetry)
                loop.run(heart, lane.run_all_async(self._numbers, run.table))
                heart.silence()
        except BaseException as error:
            # A task has stopped the loop of its thread.
            self._broken.append(error)
        finally:
            with self._lock:
                self._left -= 1
                if self._left == 0:
                    self._all_done.set()
        # One that ends takes its processor time with it: it stays until the last sample.
        self._quit.wait()
        recorder.close()

    def run(self):
        """Lets the threads go and beats until all are done."""
        self._go.set()
        while not self._run.heart.rest(self._all_done.wait):
            pass
        if self._broken:
            raise self._broken[0]

    def kept(self):
        """Nothing apart from the process."""
        return ()

    def close(self):
        """Lets the threads end."""
        self._quit.set()


def _numbers(tasks):
    """An iterator of numbers below `tasks` that threads may share."""
    if has_lock():
        return iter(range(tasks))
    return _Locked(tasks)


class _Locked:
    """The same where no lock makes a step of an iterator one."""

    def __init__(self, tasks):
        self._numbers, self._lock = iter(range(tasks)), threading.Lock()

    def __iter__(self):
        return self

    def __next__(self):
        with self._lock:
            return next(self._numbers)
