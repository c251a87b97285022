"""Threads that compute, of which only one at a time can hold the lock: `cause` has four of them."""
import sys
import threading
import time


def count(until):
    number = 0
    while time.monotonic() < until:
        number += 1


until = time.monotonic() + 6
threads = [threading.Thread(target=count, args=(until,)) for _ in range(4 if sys.argv[1] == "cause" else 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
