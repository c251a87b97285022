"""What threads do with the lock: compute under it, compute without it, or wait."""
import hashlib
import time

_BLOCK = bytes(4_000_000)


def loops(index):
    until = time.thread_time() + 0.1
    while time.thread_time() < until:
        for _ in range(2000):
            pass


def hashes(index):
    for _ in range(10):
        hashlib.sha256(_BLOCK).digest()


def sleeps(index):
    time.sleep(0.1)
