"""Counts with a lock around each update."""
import threading

TIMES = 1_000_000
counter = 0
lock = threading.Lock()


def task(index):
    global counter
    for _ in range(TIMES):
        with lock:
            counter += 1


def check(results, parameters, shared):
    made = TIMES * len(results)
    lost = {'name': 'lostUpdates', 'title': 'lost', 'value': made - counter, 'unit': 'updates'}
    return {'ok': True, 'expected': str(made), 'got': str(counter), 'figures': [lost]}
