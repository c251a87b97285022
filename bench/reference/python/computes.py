"""About 6 ms of Python code a task. By itself: `python3 computes.py TASKS THREADS` runs them and prints their processor time in ms."""
import itertools
import sys
import threading
import time


def task(index):
    total = 0
    for number in range(100_000):
        total += number * index
    return total


def alone(tasks, threads):
    take = itertools.count().__next__

    def work():
        for index in iter(take, None):
            if index >= tasks:
                return
            task(index)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    before = time.process_time()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print((time.process_time() - before) * 1e3)


if __name__ == '__main__':
    alone(int(sys.argv[1]), int(sys.argv[2]))
