"""Coroutines on one asyncio loop: as many tasks as "at once" says are pending together."""
from asyncio import sleep

from ..loop import BeatingLoop, mark_callbacks

#: Workers that are started in one go: 100,000 started in one turn would hold the loop for more than a second.
_BURST = 1000


class Model:
    """Also the front of `hybrid`, which has parts of tasks done elsewhere."""

    runs_tasks_here = may_freeze = True

    def __init__(self, run):
        self._run = run
        #: Of each task that is under way, the asyncio task that runs it and those after it.
        self._pending = set()
        self._next = 0
        self._goes_on = False
        self._timer = None
        self.front = None

    def prepare(self):
        """Makes the loop."""
        recorder = self._run.main.recorder
        self.front = BeatingLoop(self._run.table, recorder)
        self.loop = self.front.loop
        mark_callbacks(self.loop, recorder, self._run.main.first_steps)

    def run(self):
        """Runs all tasks."""
        self._done = self.loop.create_future()
        self.front.run(self._run.heart, self._all(), self._cancel)

    async def _all(self):
        self._fill()
        await self._done

    def one(self, task):
        """The coroutine that runs one task."""
        return self._run.main.run_async(task)

    async def _worker(self, task):
        """
        Runs a task and, each as soon as the one before it has ended, others that are left. Were the next one
        started by a callback, it would begin two turns of the loop later, behind all that computes in them.
        """
        run, table, front = self._run, self._run.table, self.front
        tasks = table.tasks
        while True:
            turns = front.turns
            await self.one(task)
            if turns == front.turns:
                # What never waits would keep the loop from all others.
                await sleep(0)
            if run.paced or table.stopped or self._next >= tasks:
                return
            task = self._next
            self._next += 1

    def _cancel(self):
        for worker in list(self._pending):
            worker.cancel()
        if self._timer is not None:
            self._timer.cancel()
        self._fill()

    def _fill(self):
        """Starts tasks until enough are pending."""
        run, loop, table = self._run, self.loop, self._run.table
        self._goes_on = False
        tasks, most = table.tasks, run.plan['concurrency']
        end = min(tasks, self._next + _BURST)
        while len(self._pending) < most and self._next < end and not table.stopped:
            if run.paced and not self._is_due(self._next):
                return
            worker = loop.create_task(self._worker(self._next))
            self._next += 1
            self._pending.add(worker)
            worker.add_done_callback(self._ended)
        if self._next == end and self._next < tasks and not table.stopped:
            self._goes_on = True
            loop.call_soon(self._fill)
        elif not self._pending and not self._done.done():
            self._done.set_result(None)

    def _is_due(self, task):
        """Whether a task may start now; if not, starting goes on when it may."""
        left_ms = self._run.table.due_ms(task) - self._run.table.now()
        if left_ms <= 0:
            return True
        self._goes_on = True
        # `stopped` is looked at no less often than that.
        self._timer = self.loop.call_later(min(left_ms, 20.0) / 1e3, self._fill)
        return False

    def _ended(self, worker):
        self._pending.discard(worker)
        if not self._goes_on:
            self._fill()

    def kept(self):
        """Nothing apart from the process."""
        return ()

    def close(self):
        """Closes the loop."""
        if self.front is not None:
            self.front.close()
