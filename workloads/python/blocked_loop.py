"""A blocking call in a coroutine, and two ways to avoid that it freezes the loop."""
import asyncio
import threading
import time

from helpers.words import counted, in_words

title = 'Blocked loop'
shows = 'a blocking call freezes the event loop; two ways to avoid that'
kind = 'pitfall'
tasks = 2
parameters = {
    'how': {
        'type': 'choice', 'title': 'how each task makes its call',
        'choices': ['blocking', 'cooperative', 'executor'], 'default': 'blocking',
    },
    'ms': {
        'type': 'number', 'title': 'duration of the call', 'unit': 'ms',
        'default': 2000, 'min': 1, 'max': 600_000,
    },
}

# How often progress is told and a cancel looked for: often enough for a bar that moves.
SLICE_MS = 50
# A clock is read before and after the call: rounding may make it look shorter by less than this.
EARLY_MS = 1


def set_up(context):
    """Tells the tasks whether the model keeps threads for such calls itself."""
    return {'pooled': context.lanes.offloads}


async def run(index, context):
    how = context.parameters.how
    if how == 'blocking':
        return _call_here(context)
    if how == 'cooperative':
        return await _wait(context)
    gate = threading.Event()
    if context.shared['pooled']:
        call = asyncio.ensure_future(context.offload(_hold, gate, context.parameters.ms))
    else:
        call = asyncio.get_running_loop().run_in_executor(None, _hold, gate, context.parameters.ms)
    return await _call_elsewhere(context, call, gate)


def check(results, parameters, shared):
    took = [result for result in results if result is not None]
    shortest = min(took, default=0)
    shortest_text = ', the shortest %s ms' % in_words(round(shortest)) if took else ''
    return {
        'ok': len(took) == len(results) and shortest >= parameters.ms - EARLY_MS,
        'expected': '%s of %s ms each' % (counted(len(results), 'call'), in_words(parameters.ms)),
        'got': counted(len(took), 'call') + shortest_text,
        'figures': [{
            'name': 'callMs', 'title': 'time per call',
            'value': sum(took) / len(took) if took else None, 'unit': 'ms',
        }],
    }


def _call_here(context):
    """The call made where the task runs: nothing else runs there until it is over."""
    ms = context.parameters.ms
    began = time.perf_counter()
    passed = 0.0
    while passed < ms and not context.cancelled:
        time.sleep(min(SLICE_MS, ms - passed) / 1000)
        passed = _since(began)
        context.progress(passed / ms)
    return passed


async def _wait(context):
    """The same time waited for in the way of the loop."""
    ms = context.parameters.ms
    began = time.perf_counter()
    passed = 0.0
    while passed < ms:
        await asyncio.sleep(min(SLICE_MS, ms - passed) / 1000)
        passed = _since(began)
        context.progress(passed / ms)
    return passed


async def _call_elsewhere(context, call, gate):
    """The call is made in another thread. The loop stays free, here to tell progress."""
    began = time.perf_counter()
    try:
        while not (await asyncio.wait([call], timeout=SLICE_MS / 1000))[0]:
            context.progress(_since(began) / context.parameters.ms)
        return call.result()
    finally:
        # A thread cannot be cancelled. The call itself has to offer a way to end it.
        gate.set()


def _hold(gate, ms):
    """The blocking call: holds its thread. Returns how many milliseconds it took."""
    began = time.perf_counter()
    gate.wait(ms / 1000)
    return _since(began)


def _since(began):
    return (time.perf_counter() - began) * 1000
