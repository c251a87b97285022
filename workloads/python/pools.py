"""Pools and threads of the standard library: what a crash breaks, what chunks save, who gets the lock."""
import concurrent.futures
import os
import sys
import threading
import time
from concurrent.futures.process import BrokenProcessPool

from helpers.words import counted

title = 'Pools'
shows = 'pools of the standard library: a crash, chunks of calls, the lock'
kind = 'mixed'
tasks = 1
parameters = {
    'what': {
        'type': 'choice', 'title': 'what is tried',
        'choices': ['crash', 'chunks', 'convoy'], 'default': 'crash',
    },
    'calls': {
        'type': 'number', 'title': 'chunks: light calls that are handed out', 'unit': 'calls',
        'default': 4000, 'min': 1, 'max': 1_000_000, 'integer': True,
    },
}
_WHY = 'it starts pools and threads of its own, which others would disturb'
refuses = {model: _WHY for model in ('async', 'threads', 'processes', 'hybrid', 'interpreters')}

# Some are done, some under way, and some still wait when the one in the middle ends its process.
CALLS = 12
POOL = 2
CALL_S = 0.1
# So many light calls at a time take hardly longer than one.
CHUNK = 50
# A thread that waits for a device answers this often when it has the lock to itself.
WAIT_S = 0.001
WATCH_S = 0.5


def run(index, context):
    return {'crash': _crash, 'chunks': _chunks, 'convoy': _convoy}[context.parameters.what](context)


def check(results, parameters, shared):
    what = parameters.what
    ended = [result for result in results if result is not None]
    right = sum(1 for result in ended if _is_right(what, result))
    figures = [
        {'name': name, 'title': words, 'value': _mean([result[name] for result in ended]), 'unit': unit}
        for name, words, unit in _FIGURES[what]
    ]
    return {
        'ok': right == len(ended),
        'expected': counted(len(ended), 'whole trial'),
        'got': counted(right, 'whole trial'),
        'figures': figures,
    }


def _is_right(what, result):
    """Whether nothing is missing. What came out of a trial is for the person to judge."""
    if what == 'crash':
        return result['brokenCalls'] + result['answeredCalls'] == CALLS
    return all(result[name] > 0 for name, _, _ in _FIGURES[what])


_FIGURES = {
    'crash': [
        ('brokenCalls', 'broken by the crash', 'calls'),
        ('answeredCalls', 'answered', 'calls'),
        ('acceptedAfterwards', 'accepted afterwards', 'calls'),
    ],
    'chunks': [
        ('singleMs', 'one call at a time', 'ms'),
        ('chunkedMs', '%d calls at a time' % CHUNK, 'ms'),
    ],
    'convoy': [
        ('alonePerSecond', 'turns of a waiting thread, alone', '/s'),
        ('besidePerSecond', 'beside a thread that computes', '/s'),
        ('switchIntervalMs', 'switch interval', 'ms'),
    ],
}


def _crash(context):
    """One call ends its process. Waits for what becomes of all others, and tries one more."""
    with concurrent.futures.ProcessPoolExecutor(POOL) as pool:
        crash = CALLS // 2
        works = [(os._exit, 1) if call == crash else (time.sleep, CALL_S) for call in range(CALLS)]
        calls = [pool.submit(*work) for work in works]
        broken = sum(1 for call in calls if isinstance(call.exception(), BrokenProcessPool))
        try:
            accepted = 1 if pool.submit(abs, -1).result() == 1 else 0
        except BrokenProcessPool:
            accepted = 0
    return {
        'brokenCalls': broken,
        'answeredCalls': len(calls) - broken,
        'acceptedAfterwards': accepted,
    }


def _chunks(context):
    """The same light calls, handed out one by one and in chunks."""
    with concurrent.futures.ProcessPoolExecutor(POOL) as pool:
        # Its processes start with the first calls.
        list(pool.map(abs, range(POOL)))
        calls = context.parameters.calls
        single = _took_ms(pool, calls, 1)
        context.progress(0.9)
        return {'singleMs': single, 'chunkedMs': _took_ms(pool, calls, CHUNK)}


def _took_ms(pool, calls, size):
    """Milliseconds for calls that do next to nothing: what they take is what handing them out takes."""
    began = time.perf_counter()
    for _ in pool.map(abs, range(calls), chunksize=size):
        pass
    return (time.perf_counter() - began) * 1000


def _convoy(context):
    """How often a thread gets its turn that waits for 1 ms each time, alone and beside one that computes."""
    alone = _turns_per_second()
    context.progress(0.5)
    stop = threading.Event()
    spinning = threading.Thread(target=_spin, args=(stop,))
    spinning.start()
    try:
        beside = _turns_per_second()
    finally:
        stop.set()
        spinning.join()
    return {
        'alonePerSecond': alone,
        'besidePerSecond': beside,
        'switchIntervalMs': sys.getswitchinterval() * 1000,
    }


def _turns_per_second():
    began = time.perf_counter()
    turns = 0
    while time.perf_counter() - began < WATCH_S:
        time.sleep(WAIT_S)
        turns += 1
    return turns / (time.perf_counter() - began)


def _spin(stop):
    number = 0
    while not stop.is_set():
        for _ in range(10_000):
            number += 1


def _mean(values):
    """None: not measured."""
    return sum(values) / len(values) if values else None
