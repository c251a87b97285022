"""
An asyncio loop in front that stays free, as in a server. Tasks that name `offload` or `dispatch` run on it
and have these calls done by a pool of threads and one of processes; tasks that would hold it are handed, one
by one, to threads.
"""
import contextvars
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from ..errors import RunError
from ..failure import message_of
from ..heartbeat import LANE_PERIOD_MS, Heartbeat
from ..lane import Lane
from ..loop import BeatingLoop
from ..recorder import Recorder
from . import async_loop
from .process_pool import ProcessPool


class Model(async_loop.Model):
    """The loop of `async` with pools behind it, as many lanes of each kind as the catalog says."""

    def __init__(self, run):
        super().__init__(run)
        self._threads = run.lanes_of_kind('thread')
        self._whole = bool(self._threads) and not run.workload.parts
        self._pool = self._processes = None
        self._here = threading.local()

    def prepare(self):
        """
        Starts the processes, then the threads: forked from threads, processes may inherit locks that are
        held.
        """
        run = self._run
        numbers = run.lanes_of_kind('process')
        if numbers:
            self._processes = ProcessPool(run, numbers)
        super().prepare()
        if self._processes is not None:
            self._processes.attach(self.loop)
        if self._threads:
            self._start_threads()
        if not self._whole:
            run.main.elsewhere = self._elsewhere

    def _start_threads(self):
        count = len(self._threads)
        # Without the lock, two threads might get the same one of an iterator.
        numbers = deque(self._threads)
        self._pool = ThreadPoolExecutor(count, 'thread')
        # A pool starts a thread a call: each waits for all.
        barrier = threading.Barrier(count + 1)

        unfit = []

        def start():
            try:
                self._open(numbers.popleft())
            except OSError as error:
                # There is no descriptor left for one more loop.
                unfit.append(error)
                barrier.abort()
            else:
                barrier.wait()

        for _ in range(count):
            self._pool.submit(start)
        try:
            barrier.wait()
        except threading.BrokenBarrierError:
            raise RunError('a thread cannot work: %s' % message_of(unfit[0])) from None

    def _open(self, number):
        run, here = self._run, self._here
        here.recorder = Recorder(run.table, number)
        here.lane = here.loop = None
        if self._whole:
            here.lane = Lane(run.work, here.recorder, run.collector, paced=False, memory=run.memory)
        if self._whole and run.work.is_async:
            here.loop = BeatingLoop(run.table, here.recorder)
            here.heart = Heartbeat(run.table, here.recorder, run.telemetry)
            here.heart.silence()
        here.recorder.open(LANE_PERIOD_MS if here.loop else 0)

    def one(self, task):
        """The coroutine that runs one task, or waits for the thread that does."""
        return self._handed(task) if self._whole else super().one(task)

    async def _handed(self, task):
        await self.loop.run_in_executor(self._pool, self._run_whole, task)

    def _run_whole(self, task):
        lane, loop = self._here.lane, self._here.loop
        if loop is None:
            lane.run(task)
        else:
            loop.run(self._here.heart, lane.run_async(task))
            self._here.heart.silence()

    def _cancel(self):
        if self._whole:
            # Threads see the cancel for themselves, and the run waits for them.
            self._fill()
        else:
            super()._cancel()

    async def _elsewhere(self, task, kind, function, args):
        if kind == 'dispatch' and self._processes is not None:
            return await self._processes.call(task, function, args)
        if self._pool is not None:
            context = contextvars.copy_context()
            ok, value = await self.loop.run_in_executor(
                self._pool, context.run, self._part, task, function, args)
            # Not raised over there: a future cannot hold a StopIteration.
            if not ok:
                raise value
        else:
            value = function(*args)
        return (await value) if hasattr(value, '__await__') else value

    def _part(self, task, function, args):
        recorder = self._here.recorder
        recorder.ints[recorder.current] = task
        try:
            return True, function(*args)
        except BaseException as error:
            return False, error
        finally:
            recorder.ints[recorder.current] = -1

    def kept(self):
        """What each process keeps, by the number of its lane."""
        return () if self._processes is None else self._processes.kept()

    def close(self):
        """Ends the pools and the loop. What a thread still does is not waited for."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)
            for number in self._threads:
                Recorder(self._run.table, number).close()
        if self._processes is not None:
            self._processes.close()
        super().close()
