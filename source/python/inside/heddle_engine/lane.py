"""
Runs single tasks and records what becomes of them: the same on the main loop, in a thread and in a process.
"""
import contextvars
import os
import time
from itertools import count

from .context import Context, Fields
from .same_names import late
from .table import CANCELLED, CANCELLED_AT, DONE, FAILED, STOPPED_AT

#: On whose behalf code runs. Tasks, callbacks and threads that a task starts inherit it.
current_task = contextvars.ContextVar('heddle_task', default=-1)

#: A lane that waits for a task to fall due looks this often whether the run goes on.
_LOOK_SECONDS = 0.02

#: Not empty: this process is a copy that a task made by os.fork. It runs none of the tasks that are left.
_copies = []
if hasattr(os, 'register_at_fork'):
    os.register_at_fork(after_in_child=lambda: _copies.append(True))


class FirstSteps:
    """How long coroutines took up to their first await, in seconds, all together: what they waited for came later."""

    __slots__ = ('seconds', 'began')

    def __init__(self):
        self.seconds = self.began = 0.0

    def begin(self):
        """A coroutine takes its first step."""
        self.began = time.perf_counter()

    def end(self):
        """The loop has its turn again, or the coroutine has ended; nothing where none was at its first step."""
        if self.began:
            self.seconds += time.perf_counter() - self.began
            self.began = 0.0


class Lane:
    """One lane, and what its tasks are given."""

    def __init__(self, work, recorder, reporter, paced, memory):
        """
        `paced`: tasks fall due one by one, at moments that are in the table before the first one's turn.
        `memory`: the KeptMemory of the process.
        """
        self.plan, self.shared, self.inputs = work.plan, work.shared, work.inputs
        self.parameters = Fields(work.plan['parameters'])
        self.with_context = work.with_context
        self.recorder, self.reporter = recorder, reporter
        self.paced, self.memory = paced, memory
        #: Does parts of a task: in place, until a model has them done somewhere else.
        self.elsewhere = _in_place
        self._call = _with_inputs(work.body, work.inputs)
        self._promises, self._values = count(), count()
        self.first_steps = FirstSteps()
        # The process of a lane may have been forked, too.
        _copies.clear()
        self._loop = None
        self.run = self._runner()

    def calls(self):
        """
        How many calls of the body returned something to await, and how many anything else. To be asked once.
        """
        return next(self._promises), next(self._values)

    def _runner(self):
        """
        The function that runs one task, which holds the lane until it ends; it never raises for what a task
        does. Short tasks pay for nothing else, so what it needs is bound in it.
        """
        recorder, call, counted = self.recorder, self._call, self._values.__next__
        started, ended, ints, current = recorder.started, recorder.ended, recorder.ints, recorder.current
        failed, awaited, reporter = self._failed, self._awaited, self.reporter
        memory, next_ended = self.memory, self.memory.next_ended

        def run(task):
            try:
                started(task)
                value = call(task)
                if _copies:
                    os._exit(0)
                if value is not None and hasattr(value, '__await__'):
                    value = awaited(value)
                ints[current] = -1
            except BaseException as error:
                failed(task, error, None)
                return
            counted()
            ended(task, DONE)
            number = next_ended()
            if number >= memory.look_at:
                memory.look(number)
            if value is not None:
                reporter.result(task, value)

        def run_with_context(task):
            context = Context(self, task)
            try:
                started(task)
                value = call(task, context)
                if _copies:
                    os._exit(0)
                if value is not None and hasattr(value, '__await__'):
                    value = awaited(value)
                ints[current] = -1
            except BaseException as error:
                failed(task, error, context)
                return
            counted()
            ended(task, CANCELLED if context.saw_cancellation else DONE)
            number = next_ended()
            if number >= memory.look_at:
                memory.look(number)
            if value is not None:
                reporter.result(task, value)

        return run_with_context if self.with_context else run

    def _awaited(self, value):
        """What comes of a coroutine that a function returned which is none: `lambda index: fetch(index)`."""
        if self._loop is None:
            self._loop = late('asyncio').new_event_loop()
        return self._loop.run_until_complete(_result_of(value))

    async def run_async(self, task):
        """Runs a task as a coroutine. Never raises for what a task does."""
        recorder = self.recorder
        current_task.set(task)
        context = Context(self, task) if self.with_context else None
        self.memory.begins()
        try:
            recorder.started(task)
            value = self._call(task) if context is None else self._call(task, context)
            if hasattr(value, '__await__'):
                next(self._promises)
                self.first_steps.begin()
                value = await value
                self.first_steps.end()
            else:
                next(self._values)
            if _copies:
                os._exit(0)
        except BaseException as error:
            self._failed(task, error, context)
            return
        recorder.ended(task, CANCELLED if context is not None and context.saw_cancellation else DONE)
        self.memory.ends()
        if value is not None:
            self.reporter.result(task, value)
        recorder.ints[recorder.current] = -1

    def _failed(self, task, error, context):
        if _copies:
            os._exit(error.code if isinstance(error, SystemExit) and isinstance(error.code, int) else 1)
        recorder = self.recorder
        self.first_steps.end()
        recorder.ints[recorder.current] = -1
        cancelled = recorder.ints[CANCELLED_AT] == 1 or (context is not None and context.saw_cancellation)
        recorder.ended(task, CANCELLED if cancelled else FAILED)
        self.memory.ends()
        if not cancelled:
            self.reporter.error(task, error)

    def run_all(self, tasks, table):
        """Runs tasks one after another, each when it is due, for as long as tasks are to be started."""
        run, paced, flags = self.run, self.paced, table.ints
        for task in tasks:
            if paced:
                _sleep_until(table.due_ms(task), table)
            if flags[CANCELLED_AT] or flags[STOPPED_AT]:
                break
            run(task)

    async def run_all_async(self, tasks, table):
        """The same for coroutines."""
        sleep = late('asyncio').sleep
        for task in tasks:
            while self.paced and not table.stopped and table.due_ms(task) > table.now():
                await sleep(min(_LOOK_SECONDS, (table.due_ms(task) - table.now()) / 1e3))
            if table.stopped:
                break
            await self.run_async(task)


def _sleep_until(due_ms, table):
    while not table.stopped:
        left = (due_ms - table.now()) / 1e3
        if left <= 0:
            return
        time.sleep(min(left, _LOOK_SECONDS))


def _with_inputs(body, inputs):
    """The body, called by the number of a task also where it is given an item of the inputs."""
    if inputs is None:
        return body
    items = len(inputs)
    return lambda task, *context: body(inputs[task % items], *context)


async def _result_of(awaitable):
    return await awaitable


async def _in_place(task, kind, function, args):
    value = function(*args)
    return (await value) if hasattr(value, '__await__') else value
