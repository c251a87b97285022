"""Counts without a lock, and adds what a call returns: other threads get their turn during the call."""
TIMES = 1_000_000
counter = 0


def one():
    return 1


def task(index):
    global counter
    for _ in range(TIMES):
        counter += one()


def check(results, parameters, shared):
    made = TIMES * len(results)
    lost = {'name': 'lostUpdates', 'title': 'lost', 'value': made - counter, 'unit': 'updates'}
    return {'ok': True, 'expected': str(made), 'got': str(counter), 'figures': [lost]}
