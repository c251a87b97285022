"""Whose code is on a stack: which request it serves, or that a timer has called it."""
import sys
from _contextvars import ContextVar

#: What is served here: something with a `text`, which is None when that is over. Tasks and timers inherit it.
current = ContextVar('heddle_request', default=None)

#: Code of Heddle's own that serves a request, which its `one` is.
serving = set()


def served_by(frame):
    """
    Of a stack, the innermost frame given: `request` and `timer`. Empty: it cannot be told, as no loop of asyncio's own calls it.
    """
    try:
        return _served_by(frame)
    except Exception:
        return {}


def _served_by(frame):
    events = sys.modules['asyncio.events']
    run = events.Handle._run.__code__
    while frame is not None:
        if frame.f_code in serving:
            return {'request': frame.f_locals['one'].text, 'timer': False}
        if frame.f_code is run:
            # A loop lets go of a handle when it has run.
            handle = frame.f_locals.get('self')
            return {} if handle is None else {
                'request': getattr(handle._context.get(current), 'text', None),
                'timer': isinstance(handle, events.TimerHandle)}
        frame = frame.f_back
    return {}
