"""Tasks that only compute, in Python code: it holds the interpreter's lock."""
import asyncio

title = 'Compute'
shows = 'tasks that only compute: threads share a lock, processes do not'
kind = 'cpu'
tasks = 24
parameters = {
    'numbers': {
        'type': 'number', 'title': 'squares that each task adds up', 'unit': 'numbers',
        'default': 8_000_000, 'min': 1, 'max': 1_000_000_000_000, 'integer': True,
    },
}

# About 2 ms of work: short enough for a loop to stay responsive between chunks, long enough to cost nothing.
CHUNK = 50_000


def blocking(index, context):
    total = 0
    for total in _sums(context):
        pass
    return total


async def cooperative(index, context):
    """The same work with a turn of the loop after each chunk: others get their turn, but nothing gets faster."""
    total = 0
    for total in _sums(context):
        await asyncio.sleep(0)
    return total


def check(results, parameters, shared):
    last = parameters.numbers - 1
    expected = last * (last + 1) * (2 * last + 1) // 6
    wrong = [result for result in results if result is not None and result != expected]
    return {
        'ok': not wrong,
        'expected': str(expected),
        'got': str(wrong[0] if wrong else expected),
    }


def _sums(context):
    """The sum so far, after each chunk."""
    numbers = context.parameters.numbers
    total = 0
    for start in range(0, numbers, CHUNK):
        if context.cancelled:
            return
        stop = min(numbers, start + CHUNK)
        total += _sum_of_squares(start, stop)
        context.progress(stop / numbers)
        yield total


def _sum_of_squares(start, stop):
    total = 0
    for number in range(start, stop):
        total += number * number
    return total
