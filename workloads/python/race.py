"""Tasks that share a counter: which updates are lost, and what a lock costs."""
import asyncio
import time

from helpers.start_line import StartLine
from helpers.updates import (
    Counter, add_call, add_locked, add_plain, add_to_copy, await_between, await_locked, time_alone, time_alone_on_loop,
)
from helpers.words import counted, in_words

title = 'Race'
shows = 'tasks share a counter: lost updates, and what a lock costs'
kind = 'pitfall'
tasks = 2
parameters = {
    'how': {
        'type': 'choice', 'title': 'how each task adds 1',
        'choices': ['plain', 'call', 'every-time', 'lock'], 'default': 'call',
    },
    'updates': {
        'type': 'number', 'title': 'updates per task', 'unit': 'updates',
        'default': 2_000_000, 'min': 1, 'max': 1_000_000_000, 'integer': True,
    },
}
refuses = {
    'processes': 'processes share no objects, so they have no counter to race for',
    'interpreters': 'interpreters share no objects, so they have no counter to race for',
}

# Some milliseconds of work: often enough for a bar that moves and a cancel that is heard.
CHUNK = 50_000
# Between two turns of the loop all tasks together: about as long.
LOOP_CHUNK = 20_000


class Shared:
    """What all tasks see. `alone_ns`: what an update takes alone and without a lock; None where nothing guards it."""

    __slots__ = ('counter', 'line', 'lanes', 'alone_ns')

    def __init__(self, context):
        self.counter = Counter()
        self.line = StartLine(context.tasks, context.concurrency)
        self.lanes = context.concurrency
        self.alone_ns = None
        if context.parameters.how == 'lock':
            self.alone_ns = time_alone_on_loop() if context.body == 'cooperative' else time_alone()


def set_up(context):
    return Shared(context)


def blocking(index, context):
    line, wanted = context.shared.line, context.parameters.updates
    add = _adder(context, index)
    line.meet(index)
    began = _now_ms()
    made = 0
    while made < wanted:
        if context.cancelled:
            line.leave(index)
            break
        times = min(CHUNK, wanted - made)
        add(context.shared.counter, times)
        made += times
        context.progress(made / wanted)
    return _result(made, began)


async def cooperative(index, context):
    how, wanted = context.parameters.how, context.parameters.updates
    counter = context.shared.counter
    most = -(-LOOP_CHUNK // context.shared.lanes)
    began = _now_ms()
    made = 0
    while made < wanted and not context.cancelled:
        times = min(most, wanted - made)
        if how == 'every-time':
            await await_between(counter, times)
        elif how == 'lock':
            await await_locked(counter, times)
        else:
            # Without an await between reading and writing no other task gets its turn there.
            (add_plain if how == 'plain' else add_call)(counter, times)
            await asyncio.sleep(0)
        made += times
        context.progress(made / wanted)
    return _result(made, began)


def check(results, parameters, shared):
    ended = [result for result in results if result is not None]
    expected = sum(result['updates'] for result in ended)
    lost = expected - shared.counter.value
    guarded = parameters.how == 'lock'
    whole = all(result['updates'] == parameters.updates for result in ended)
    return {
        # Without a lock a loss is what there is to see. With one it must not happen.
        'ok': whole and lost >= 0 and (lost == 0 or not guarded),
        'expected': '%s counted%s' % (counted(expected, 'update'), '' if guarded else ', or fewer'),
        'got': _verdict(expected, lost, guarded),
        'figures': _figures(ended, expected, lost, shared.alone_ns),
    }


def _adder(context, index):
    how, line = context.parameters.how, context.shared.line
    if how == 'every-time':
        return lambda counter, times: add_to_copy(counter, times, lambda: line.meet(index))
    return {'plain': add_plain, 'call': add_call, 'lock': add_locked}[how]


def _now_ms():
    return time.monotonic() * 1000


def _result(updates, began):
    return {'updates': updates, 'fromMs': began, 'toMs': _now_ms()}


def _verdict(made, lost, guarded):
    if lost == 0:
        return 'all %s counted' % counted(made, 'update')
    why = '' if guarded else ', as expected without a lock'
    return '%s of %s lost%s' % (in_words(lost), counted(made, 'update'), why)


def _figures(ended, expected, lost, alone_ns):
    update_ns = None
    if expected > 0:
        took = max(result['toMs'] for result in ended) - min(result['fromMs'] for result in ended)
        update_ns = took * 1e6 / expected
    figures = [
        {'name': 'expectedUpdates', 'title': 'made', 'value': expected, 'unit': 'updates'},
        {'name': 'gotUpdates', 'title': 'counted', 'value': expected - lost, 'unit': 'updates'},
        {'name': 'lostUpdates', 'title': 'lost', 'value': lost, 'unit': 'updates'},
        {'name': 'lostRatio', 'title': 'share lost', 'value': lost / expected if expected else None, 'unit': 'ratio'},
        {'name': 'updateNs', 'title': 'time per update', 'value': update_ns, 'unit': 'ns'},
    ]
    if alone_ns is not None and update_ns is not None:
        figures += [
            {'name': 'aloneNs', 'title': 'alone, without a lock', 'value': alone_ns, 'unit': 'ns'},
            {'name': 'guardTimes', 'title': 'guarded, it takes', 'value': update_ns / alone_ns, 'unit': '× as long'},
        ]
    return figures
