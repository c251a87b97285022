"""Gives the checks of the workloads for CPython results by hand, and prints as a line of JSON which of them they take.

Usage: checks.py FOLDER-OF-THE-WORKLOADS
"""
import json
import sys
from importlib import import_module

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])

from helpers.payload import make_payload  # noqa: E402 (it is in the folder named above)
from helpers.updates import Counter  # noqa: E402


class Fields(dict):
    """Parameters as checks get them."""

    __getattr__ = dict.__getitem__


class RaceShared:
    """What two tasks of race leave behind that counted so far."""

    def __init__(self, got):
        self.counter, self.alone_ns = Counter(), None
        self.counter.value = got


def five_each(how, updates, got):
    """Two tasks of race that made five updates each."""
    result = {'updates': 5, 'fromMs': 0, 'toMs': 1}
    return [result, result], {'how': how, 'updates': updates}, RaceShared(got)


def payload(task, size):
    """A result of transfer that did not have to cross."""
    return {'workMs': 1, 'payload': make_payload(task, size)}


NO_BLOCK = {'block': None, 'crosses': False}
ANSWERS = {'answers': {0: 'a', 5: 'b', 10: 'c'}}
HASHES = {'hashes': ['a', 'b']}

# Of each workload: results, parameters and what set-up returned.
WRONG = {
    'wait': [([0, 2, 1], {}, None), ([0, None, 2], {}, None)],
    'compute': [([5, 6], {'numbers': 3}, None)],
    'connections': [([900, 3], {'bytes': 500}, None)],
    'files': [(['a', 'a', 'a'], {}, HASHES)],
    'hash': [(['a', 'b'], {}, {'expected': 'a'})],
    # Nobody listens there, as when the load client is gone.
    'server': [(['fine'], {}, {'control_port': 1, 'pages': []})],
    'queries': [([['a'], ['a']], {'queries': 1}, ANSWERS), ([['a'], []], {'queries': 1}, ANSWERS)],
    'blocked_loop': [([100, 40], {'ms': 100}, None), ([100, None], {'ms': 100}, None)],
    'race': [five_each('lock', 5, 9), five_each('call', 5, 11), five_each('call', 6, 9)],
    'unpicklable': [([{'found': object()}], {'what': 'sentinel'}, {'crosses': False})],
    'pools': [([{'brokenCalls': 3, 'answeredCalls': 6, 'acceptedAfterwards': 0}], {'what': 'crash'}, None)],
    'transfer': [
        ([payload(0, 1023)], {'kilobytes': 1}, NO_BLOCK),
        ([payload(1, 1024)], {'kilobytes': 1}, NO_BLOCK),
        ([{'workMs': 1, 'payload': [1] * 256}], {'kilobytes': 1}, NO_BLOCK),
    ],
    'memory': [
        ([(0, 1), (1, 2)], {'kilobytes': 0}, {'at_once': 2}),
        ([(0, 2), (1, 3), None], {'kilobytes': 0}, {'at_once': 2}),
    ],
}
# Odd results that are right all the same.
RIGHT = {
    'compute': [([5, 5], {'numbers': 3}, None)],
    'hash': [(['a', None, 'a'], {}, {'expected': 'a'})],
    'queries': [([['a'], None, ['c']], {'queries': 1}, ANSWERS)],
    'race': [five_each('call', 5, 9), five_each('lock', 5, 10)],
    'unpicklable': [([{'found': object()}], {'what': 'sentinel'}, {'crosses': True})],
    'pools': [([{'singleMs': 2, 'chunkedMs': 1}], {'what': 'chunks'}, None)],
    'transfer': [([payload(0, 1024), None], {'kilobytes': 1}, NO_BLOCK)],
}


def tried(cases):
    """Of each workload whether its check takes the results, case by case."""
    return {
        workload: [
            import_module(workload).check(results, Fields(parameters), shared)['ok']
            for results, parameters, shared in given
        ]
        for workload, given in cases.items()
    }


print(json.dumps({'wrong': tried(WRONG), 'right': tried(RIGHT)}))
