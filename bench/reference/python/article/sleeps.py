"""Sleeps in a call that blocks its thread."""
import time


def task(index):
    time.sleep(1)
