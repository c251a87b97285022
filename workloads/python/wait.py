"""Tasks that only wait."""
import asyncio
import time

from helpers.words import counted

title = 'Wait'
shows = 'tasks that only wait: a loop handles thousands, a thread one'
kind = 'async-io'
tasks = 24
parameters = {
    'ms': {
        'type': 'number', 'title': 'how long each task waits', 'unit': 'ms',
        'default': 400, 'min': 0, 'max': 600_000,
    },
}

# How often a blocked thread looks up: often enough for a bar that moves and a cancel that is heard.
SLICE_MS = 50


def blocking(index, context):
    """Holds the calling thread, and the loop if one runs on it, without using the processor."""
    ms = context.parameters.ms
    began = time.perf_counter()
    passed = 0.0
    while passed < ms and not context.cancelled:
        time.sleep(min(SLICE_MS, ms - passed) / 1000)
        passed = (time.perf_counter() - began) * 1000
        context.progress(passed / ms)
    return index


async def cooperative(index, context):
    await asyncio.sleep(context.parameters.ms / 1000)
    return index


def check(results, parameters, shared):
    got = sum(1 for index, result in enumerate(results) if result == index)
    return {
        'ok': got == len(results),
        'expected': _back(len(results)),
        'got': _back(got),
    }


def _back(count):
    return '%s returned' % counted(count, 'task')
