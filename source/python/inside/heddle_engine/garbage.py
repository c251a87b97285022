"""How long the interpreter collects garbage: Python code runs in no thread of it meanwhile."""
import gc
import os
import sys
import time
from collections import deque
from functools import lru_cache

from .same_names import late
from .witness import frames_of

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


class Called:
    """Long collections that code called for itself, by the line of the call."""

    #: Code that calls for them at more lines than these tells no line.
    _MOST = 20

    def __init__(self):
        self._places = {}

    def add(self, frame, took_ms):
        """One took so long, which was called for there, if that is not the engine's own doing."""
        if frame.f_code.co_filename.startswith(_ENGINE):
            return
        key = (frame.f_code, frame.f_lineno)
        if key not in self._places and len(self._places) < self._MOST:
            self._places[key] = {'frames': _frames(frame), 'times': 0, 'ms': 0.0}
        place = self._places.get(key)
        if place is not None:
            place['times'] += 1
            place['ms'] += took_ms

    def places(self):
        """All of them so far."""
        return [dict(place) for place in list(self._places.values())]


_ENGINE = os.path.dirname(os.path.abspath(__file__)) + os.sep
#: Enough to find the person's own frame below those of a library.
_MOST_FRAMES = 12


def _frames(frame):
    frames = [one for one in frames_of(frame) if not one['file'].startswith(_ENGINE)]
    return [dict(one, column=None) for one in frames[:_MOST_FRAMES]]


def _is_called(generation, counts, frame):
    """
    Whether a collection that began there was called for; `counts`: as they were then. The interpreter begins one when
    a count has passed its threshold; but one of all objects it may put off, and then only the call itself tells it.
    """
    if counts[generation] <= gc.get_threshold()[generation]:
        return True
    return 'collect' in frame.f_code.co_names and _calls_collect(frame.f_code, frame.f_lasti)


#: Of arguments, and of what a version of Python puts between them.
_MOST_BETWEEN = 8


@lru_cache(maxsize=64)
def _calls_collect(code, at):
    """Whether the instruction there calls something named `collect`."""
    before = deque(maxlen=_MOST_BETWEEN)
    for one in late('dis').get_instructions(code):
        if one.offset == at:
            return 'CALL' in one.opname and 'collect' in before
        before.append(one.argval)
    return False


def follow_collections(recorder):
    """
    From now on writes down for a lane how long this interpreter collects garbage, and returns those that were
    called for. A collection costs 0.6 µs more.
    """
    clock = time.perf_counter
    began, counts = 0.0, ()
    count, called = gc.get_count, Called()
    all_seconds = young_seconds = long_seconds = 0.0
    recorder.collector_ms = 0.0

    def seen(phase, info):
        nonlocal began, counts, all_seconds, young_seconds, long_seconds
        if phase == 'start':
            counts = count()
            began = clock()
            return
        took = clock() - began
        all_seconds += took
        # The oldest generation is 2; a collection of that is of all objects.
        if info['generation'] < 2:
            young_seconds += took
        if took >= _LONG_SECONDS:
            long_seconds += took
            # As the interpreter ends there is none.
            frame = sys._getframe().f_back
            if frame is not None and _is_called(info['generation'], counts, frame):
                called.add(frame, took * 1e3)
        recorder.collector_ms = all_seconds * 1e3
        recorder.collected(all_seconds * 1e3, young_seconds * 1e3, long_seconds * 1e3)

    forget_collections()
    _followers.append(seen)
    gc.callbacks.append(seen)
    return called
