"""Results that cannot leave a process, or arrive changed."""
import asyncio

from helpers.crossing import KINDS, compare
from helpers.words import counted

title = 'Unpicklable'
shows = 'results that cannot leave a process, or arrive changed'
kind = 'pitfall'
tasks = len(KINDS)
parameters = {
    'what': {
        'type': 'choice', 'title': 'what each task returns',
        'choices': ['each', *KINDS], 'default': 'each',
    },
    'ms': {
        'type': 'number', 'title': 'work before it returns', 'unit': 'ms',
        'default': 400, 'min': 0, 'max': 600_000,
    },
}

# How often progress is told.
STEPS = 10


def set_up(context):
    """`crosses`: what a task returns has to leave its process or interpreter. Threads share all objects."""
    return {'crosses': context.lanes.kind == 'process' or context.model == 'interpreters'}


async def run(index, context):
    for step in range(1, STEPS + 1):
        await asyncio.sleep(context.parameters.ms / 1000 / STEPS)
        context.progress(step / STEPS)
    make, _ = KINDS[_kind(context.parameters.what, index)]
    return make()


def check(results, parameters, shared):
    arrived = fields = changed_fields = 0
    changes = {}
    for index, result in enumerate(results):
        # What could not cross has failed its task, and is told there.
        if result is None:
            continue
        name = _kind(parameters.what, index)
        count, changed = compare(name, result)
        arrived += 1
        fields += count
        changed_fields += len(changed)
        if changed:
            changes[name] = changed
    crosses = shared['crosses']
    listed = '; '.join('%s: %s' % (name, ', '.join(names)) for name, names in changes.items())
    return {
        # A change is what there is to see. Where nothing crosses there must be none.
        'ok': crosses or changed_fields == 0,
        'expected': 'results, changed or not' if crosses else '%s as they were' % counted(fields, 'field'),
        'got': '%d arrived, %d of %s changed%s' % (
            arrived, changed_fields, counted(fields, 'field'), ' (%s)' % listed if listed else ''),
        'figures': [
            {'name': 'changedFields', 'title': 'changed on the way', 'value': changed_fields, 'unit': 'fields'},
            {'name': 'arrivedValues', 'title': 'arrived', 'value': arrived, 'unit': 'results'},
        ],
    }


def _kind(what, index):
    return list(KINDS)[index % len(KINDS)] if what == 'each' else what
