"""Empty tasks through a ThreadPoolExecutor: `python3 executor.py TASKS THREADS` prints how many a second."""
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def nothing(index):
    return None


tasks, threads = int(sys.argv[1]), int(sys.argv[2])
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(nothing, range(1000)))
    began = time.perf_counter()
    futures = [pool.submit(nothing, index) for index in range(tasks)]
    for future in futures:
        future.result()
    print(tasks / (time.perf_counter() - began))
