"""Large results, and what it costs to bring them to the main process."""
import pickle
import time
from array import array

from helpers.payload import is_payload, make_payload
from helpers.room import refuse_too_many_results
from helpers.shared_block import block, create_block, remove_block
from helpers.words import counted

title = 'Transfer'
shows = 'what a large result costs: pickled, as a list, in shared memory'
kind = 'cpu'
tasks = 16
parameters = {
    'how': {
        'type': 'choice', 'title': 'how each task hands over its payload',
        'choices': ['pickle', 'list', 'shared_memory'], 'default': 'pickle',
    },
    'kilobytes': {
        'type': 'number', 'title': 'size of each payload', 'unit': 'KB',
        'default': 1024, 'min': 1, 'max': 65_536, 'integer': True,
    },
}

# What a payload takes up to the check, by its size. A list holds an object of 32 bytes and its address for each 4 bytes.
KEPT_TIMES = {'pickle': 3, 'list': 12, 'shared_memory': 2}


def set_up(context):
    """`block`: the name of the memory for all payloads. `crosses`: a result has to leave its process or interpreter."""
    how, size = context.parameters.how, _size(context.parameters)
    refuse_too_many_results(context.tasks, size * KEPT_TIMES[how], 'kilobytes or --tasks')
    return {
        'block': create_block(context.tasks * size) if how == 'shared_memory' else None,
        'crosses': context.lanes.kind == 'process' or context.model == 'interpreters',
    }


def run(index, context):
    """Makes the payload and hands it over. Nothing of it has to be copied where all tasks share one interpreter."""
    how, size = context.parameters.how, _size(context.parameters)
    began = time.perf_counter()
    payload = make_payload(index, size)
    if how == 'list':
        payload = memoryview(payload).cast('I').tolist()
    work_ms = _since(began)
    context.progress(0.5)
    if how == 'shared_memory':
        began = time.perf_counter()
        block(context.shared['block'])[index * size:(index + 1) * size] = payload
        return {'workMs': work_ms, 'packMs': _since(began), 'offset': index * size}
    if not context.shared['crosses']:
        return {'workMs': work_ms, 'payload': payload}
    began = time.perf_counter()
    pickled = pickle.dumps(payload, pickle.HIGHEST_PROTOCOL)
    return {'workMs': work_ms, 'packMs': _since(began), 'pickled': pickled}


def tear_down(shared):
    if shared['block']:
        remove_block(shared['block'])


def check(results, parameters, shared):
    size = _size(parameters)
    ended = [(task, result) for task, result in enumerate(results) if result is not None]
    right, crossed, unpacks = 0, [], []
    for task, result in ended:
        payload, crossed_bytes, unpack_ms = _unpack(result, size, shared)
        right += is_payload(_as_bytes(payload), task, size)
        crossed.append(crossed_bytes)
        if unpack_ms is not None:
            unpacks.append(unpack_ms)
    packs = [result['packMs'] for _, result in ended if 'packMs' in result]
    figures = [
        _figure('payloadBytes', 'payload', size, 'B'),
        _figure('crossedBytes', 'bytes that crossed', _mean(crossed), 'B'),
        _figure('workMs', 'time to make it', _mean([result['workMs'] for _, result in ended]), 'ms'),
    ]
    if packs:
        figures.append(_figure('packMs', 'time to pickle or copy it', _mean(packs), 'ms'))
    if unpacks:
        figures.append(_figure('unpackMs', 'time to unpickle it', _mean(unpacks), 'ms'))
    return {
        'ok': right == len(ended),
        'expected': counted(len(ended), 'complete payload'),
        'got': counted(right, 'complete payload'),
        'figures': figures,
    }


def _unpack(result, size, shared):
    """The payload of a result, how many bytes of it crossed, and what it took to read it; None: not measured."""
    if 'offset' in result:
        start = result['offset']
        return bytes(block(shared['block'])[start:start + size]), 0, None
    if 'payload' in result:
        return result['payload'], 0, None
    began = time.perf_counter()
    payload = pickle.loads(result['pickled'])
    return payload, len(result['pickled']), _since(began)


def _as_bytes(payload):
    """The bytes again of which a list was made."""
    if isinstance(payload, bytes):
        return payload
    return array('I', payload).tobytes()


def _size(chosen):
    return chosen.kilobytes * 1024


def _since(began):
    return (time.perf_counter() - began) * 1000


def _mean(values):
    """None: not measured."""
    return sum(values) / len(values) if values else None


def _figure(name, words, value, unit):
    return {'name': name, 'title': words, 'value': value, 'unit': unit}
