"""
How many tasks a second a function does under a model, without Heddle: FILE MODEL LANES SECONDS.
Prints the rate, from the tasks that end in the last half of the time.
"""
import asyncio
import importlib.util
import os
import sys
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait

path, model, lanes, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(path))[0], path)
work = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = work
spec.loader.exec_module(work)
is_async = asyncio.iscoroutinefunction(work.task)
said = os.fdopen(os.dup(1), 'w')
# What the work prints is not part of the answer.
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def call(index):
    """One task on a thread of its own."""
    result = work.task(index)
    return asyncio.run(result) if is_async else result


def rate_of(ends):
    """Of the second half: the first one is warm-up."""
    half = ends[len(ends) // 2:]
    return (len(half) - 1) / (half[-1] - half[0]) if len(half) > 1 else len(ends) / seconds


def one_after_another():
    ends, until = [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        call(len(ends))
        ends.append(time.perf_counter())
    return ends


def in_pool(executor):
    ends, until, index = [], time.perf_counter() + seconds, 0
    with executor(lanes) as pool:
        pending = set()
        while time.perf_counter() < until:
            while len(pending) < 2 * lanes:
                pending.add(pool.submit(call, index))
                index += 1
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for one in done:
                one.result()
                ends.append(time.perf_counter())
    return ends


async def on_loop():
    ends, until = [], time.perf_counter() + seconds

    async def runner():
        while time.perf_counter() < until:
            await work.task(len(ends))
            ends.append(time.perf_counter())

    await asyncio.gather(*(runner() for _ in range(lanes)))
    return ends


if model == 'sequential':
    ends = one_after_another()
elif model == 'async':
    ends = asyncio.run(on_loop())
else:
    ends = in_pool({'threads': ThreadPoolExecutor, 'processes': ProcessPoolExecutor}[model])
said.write('%.3f\n' % rate_of(ends))
