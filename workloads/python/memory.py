"""Tasks that are there at the same time, and what each of them takes."""
import asyncio
import time

from helpers.at_once import most_at_once
from helpers.room import refuse_too_much_memory
from helpers.start_line import StartLine
from helpers.words import counted, in_words

title = 'Memory'
shows = 'the memory that each further task takes: try more at once'
kind = 'async-io'
tasks = 10_000
parameters = {
    'kilobytes': {
        'type': 'number', 'title': 'extra memory that each task holds', 'unit': 'KB',
        'default': 0, 'min': 0, 'max': 1_048_576, 'integer': True,
    },
    'ms': {
        'type': 'number', 'title': 'how long all tasks are held', 'unit': 'ms',
        'default': 2500, 'min': 1, 'max': 600_000,
    },
}

# How often a blocked thread looks up: often enough for a bar that moves and a cancel that is heard.
SLICE_S = 0.1
# How often the progress of all tasks of a loop is told. Each time costs memory that would pass for theirs.
TELL_S = 0.6
# The smallest page of memory there is: a byte in each makes all of it real.
PAGE_BYTES = 4096
# A thousand threads take some seconds until each has its task, on a slow machine several times as long.
PATIENCE_S = 20


def set_up(context):
    """`at_once`: how many tasks the model lets be there together. `hold_s`: how long one of them stays then."""
    chosen = context.parameters
    refuse_too_much_memory(context.concurrency, chosen.kilobytes * 1024, 'kilobytes or --concurrency')
    # Processes and interpreters share no objects to wait for each other with, and a loop has all tasks at once.
    meets = context.lanes.kind == 'thread' and context.model != 'interpreters'
    # All of them share the time: one that cannot be there at first is there later, and every run takes as long.
    waves = -(-context.tasks // context.concurrency)
    return {
        'at_once': context.concurrency,
        'hold_s': chosen.ms / 1000 / waves,
        'line': StartLine(context.tasks, context.concurrency) if meets else None,
    }


def blocking(index, context):
    hold_s, line = context.shared['hold_s'], context.shared['line']
    held = _take(context.parameters.kilobytes)
    began = time.monotonic()
    if line:
        line.meet(index, PATIENCE_S)
    together = time.monotonic()
    passed = 0.0
    while passed < hold_s and not context.cancelled:
        time.sleep(min(SLICE_S, hold_s - passed))
        passed = time.monotonic() - together
        context.progress(passed / hold_s)
    return _span(held, began)


async def cooperative(index, context):
    held = _take(context.parameters.kilobytes)
    began = time.monotonic()
    _teller.add(context, began)
    try:
        await asyncio.sleep(context.shared['hold_s'])
    finally:
        _teller.remove(context)
    return _span(held, began)


def check(results, parameters, shared):
    spans = [result for result in results if result is not None]
    at_once = shared['at_once']
    most = most_at_once(spans)
    figures = [{'name': 'atOnce', 'title': 'at once', 'value': most, 'unit': 'tasks'}]
    if parameters.kilobytes > 0:
        held = {'name': 'heldBytes', 'title': 'held per task', 'value': parameters.kilobytes * 1024, 'unit': 'B'}
        figures.append(held)
    longer = '; raise ms to hold them longer' if most < at_once else ''
    return {
        'ok': len(spans) == len(results) and most == at_once,
        'expected': _tasks_at_once(len(results), at_once),
        'got': _tasks_at_once(len(spans), most) + longer,
        'figures': figures,
    }


def _take(kilobytes):
    """Memory that is not only promised: what was never written to takes no room."""
    held = bytearray(kilobytes * 1024)
    held[::PAGE_BYTES] = b'\1' * len(range(0, len(held), PAGE_BYTES))
    return held


def _span(held, began):
    """From when to when the task was there. Looks at its memory, which until then cannot be given back."""
    if held.count(1) != len(range(0, len(held), PAGE_BYTES)):
        raise ValueError('the memory it held was changed')
    return began, time.monotonic()


class _Teller:
    """Tells the progress of all tasks that wait on the loop: a timer of its own for each would cost more than the task."""

    __slots__ = ('_there', '_timer')

    def __init__(self):
        # The tasks' contexts, each with the moment since which it waits.
        self._there = {}
        self._timer = None

    def add(self, context, began):
        self._there[context] = began
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(TELL_S, self._tell)

    def remove(self, context):
        del self._there[context]

    def _tell(self):
        self._timer = None
        if not self._there:
            return
        now = time.monotonic()
        for context, began in self._there.items():
            context.progress((now - began) / context.shared['hold_s'])
        self._timer = asyncio.get_running_loop().call_later(TELL_S, self._tell)


_teller = _Teller()


def _tasks_at_once(tasks_in_all, at_once):
    return '%s, %s of them at once' % (counted(tasks_in_all, 'task'), in_words(at_once))
