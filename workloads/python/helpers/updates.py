"""Ways to add 1 to a counter that tasks share, on a thread and on a loop."""
import asyncio
import threading
import time


class Counter:
    """A number in an object that all tasks see, and the locks that may guard it."""

    __slots__ = ('value', 'lock', 'loop_lock')

    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()
        # Made by the first task that wants it: up to 3.9 it belongs to the loop that runs when it is made.
        self.loop_lock = None


def one():
    """What is added. Its call is what lets another thread in between reading and writing."""
    return 1


def add_plain(counter, times):
    """`+= 1`: from CPython 3.10 on no other thread gets its turn between reading and writing."""
    for _ in range(times):
        counter.value += 1


def add_call(counter, times):
    """The same with a call on the right: the value is read before the call, and other threads may run in it."""
    for _ in range(times):
        counter.value += one()


def add_locked(counter, times):
    """The same call, guarded."""
    lock = counter.lock
    for _ in range(times):
        with lock:
            counter.value += one()


def add_to_copy(counter, times, meet):
    """Reads, lets all others read as well, adds, and writes: all but the last one's updates are lost, every time."""
    seen = counter.value
    meet()
    for _ in range(times):
        seen += one()
    counter.value = seen
    # All have written before anyone reads again: exactly these updates are lost.
    meet()


async def await_between(counter, times):
    """Reads, awaits, writes: every task of the loop has read before the first one writes."""
    for _ in range(times):
        seen = counter.value
        await asyncio.sleep(0)
        counter.value = seen + one()


async def await_locked(counter, times):
    """The same, guarded by a lock of asyncio."""
    if counter.loop_lock is None:
        counter.loop_lock = asyncio.Lock()
    for _ in range(times):
        async with counter.loop_lock:
            seen = counter.value
            await asyncio.sleep(0)
            counter.value = seen + one()


def time_alone(times=200_000):
    """Nanoseconds of one update by `add_call` in one thread, without a lock."""
    counter = Counter()
    # From 3.11 on, the interpreter adapts to the code in its first rounds.
    add_call(counter, times)
    began = time.perf_counter()
    add_call(counter, times)
    return (time.perf_counter() - began) * 1e9 / times


def time_alone_on_loop(times=20_000):
    """Nanoseconds of one update by `await_between` of one task, on a loop of its own."""
    loop = asyncio.new_event_loop()
    try:
        began = time.perf_counter()
        loop.run_until_complete(await_between(Counter(), times))
        return (time.perf_counter() - began) * 1e9 / times
    finally:
        loop.close()
