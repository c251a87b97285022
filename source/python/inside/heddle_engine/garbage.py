"""How long the interpreter collects garbage: Python code runs in no thread of it meanwhile."""
import gc
import os
import time

#: As in source/telemetry/collections.ts: a collection from that length on is a pause.
_LONG_SECONDS = 0.005
#: What follows it in this process, at most one.
_followers = []


def _forget():
    while _followers:
        follower = _followers.pop()
        if follower in gc.callbacks:
            gc.callbacks.remove(follower)


# A forked copy would write down its own in the place of what it is a copy of.
if hasattr(os, 'register_at_fork'):
    os.register_at_fork(after_in_child=_forget)


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

    _forget()
    _followers.append(seen)
    gc.callbacks.append(seen)


#: Less than this is what the engine itself and the first use of modules come to.
_LEAST_GROWTH_BYTES = 4000000


def note_memory():
    """
    Notes the resident memory of this process. Returns a function that tells, at the end, what of it is kept
    after a collection of all garbage; None where it hardly grew, and where the system does not tell.
    """
    began = _resident_bytes()

    def kept():
        ended = _resident_bytes()
        if began is None or ended is None or ended - began < _LEAST_GROWTH_BYTES:
            return None
        _forget()
        gc.collect()
        return {'beganBytes': began, 'endedBytes': ended, 'keptBytes': _resident_bytes()}

    return kept


def _resident_bytes():
    try:
        with open('/proc/self/statm', 'rb') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    except (OSError, ValueError, AttributeError):
        return None
