"""
Runs the tasks of a file as one would by hand, without Heddle: FILE MODEL TASKS. Prints what they took together, in
milliseconds of wall and of processor time, and how many updates were lost where the file counts.
"""
import asyncio
import importlib
import json
import multiprocessing
import os
import resource
import sys
import threading
import time

path, model, tasks = sys.argv[1], sys.argv[2], int(sys.argv[3])
sys.path.insert(0, os.path.dirname(path))
work = importlib.import_module(os.path.splitext(os.path.basename(path))[0])


def side_by_side(kind):
    workers = [kind(target=work.task, args=(index,)) for index in range(tasks)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


async def gathered():
    await asyncio.gather(*(work.task(index) for index in range(tasks)))


def one_after_another():
    for index in range(tasks):
        work.task(index)


def processor_ms():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used) * 1e3


ways = {
    'sequential': one_after_another,
    'async': lambda: asyncio.run(gathered()),
    'threads': lambda: side_by_side(threading.Thread),
    'processes': lambda: side_by_side(multiprocessing.get_context('fork').Process),
}

if __name__ == '__main__':
    began, used = time.perf_counter(), processor_ms()
    ways[model]()
    told = {'wallMs': (time.perf_counter() - began) * 1e3, 'cpuMs': processor_ms() - used}
    if hasattr(work, 'check'):
        told['lost'] = work.check([None] * tasks, None, None)['figures'][0]['value']
    print(json.dumps(told))
