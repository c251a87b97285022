"""The same in C code that keeps the interpreter's lock: the sum of a range."""
import asyncio
import time

from freezes import LENGTHS_MS, tasks  # noqa: F401


def _numbers_a_ms():
    best = min(_time(lambda: sum(range(1_000_000))) for _ in range(5))
    return 1_000_000 / best


def _time(call):
    began = time.monotonic()
    call()
    return (time.monotonic() - began) * 1e3


_PER_MS = _numbers_a_ms()


async def task(index):
    await asyncio.sleep(2 * sum(LENGTHS_MS[:index]) / 1e3 + 0.2 * (index + 1))
    return _time(lambda: sum(range(int(LENGTHS_MS[index] * _PER_MS))))
