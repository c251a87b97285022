"""How long the interpreter collects garbage: Python code runs in no thread of it meanwhile."""
import gc
import os
import time

#: As in source/telemetry/collections.ts: a collection from that length on is a pause.
_LONG_SECONDS = 0.005
#: What follows it in this process, at most one.
_followers = []


def forget_collections():
    """From now on nobody follows them."""
    while _followers:
        follower = _followers.pop()
        if follower in gc.callbacks:
            gc.callbacks.remove(follower)


# A forked copy would write down its own in the place of what it is a copy of.
if hasattr(os, 'register_at_fork'):
    os.register_at_fork(after_in_child=forget_collections)


def follow_collections(recorder):
    """
    From now on writes down for a lane how long this interpreter collects garbage. A collection costs 0.5 µs more.
    """
    clock = time.perf_counter
    began = 0.0
    all_seconds = young_seconds = long_seconds = 0.0
    recorder.collector_ms = 0.0

    def seen(phase, info):
        nonlocal began, all_seconds, young_seconds, long_seconds
        if phase == 'start':
            began = clock()
            return
        took = clock() - began
        all_seconds += took
        # The oldest generation is 2; a collection of that is of all objects.
        if info['generation'] < 2:
            young_seconds += took
        if took >= _LONG_SECONDS:
            long_seconds += took
        recorder.collector_ms = all_seconds * 1e3
        recorder.collected(all_seconds * 1e3, young_seconds * 1e3, long_seconds * 1e3)

    forget_collections()
    _followers.append(seen)
    gc.callbacks.append(seen)
