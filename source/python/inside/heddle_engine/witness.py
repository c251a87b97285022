"""
A thread that sleeps until it is asked where another one is. Silent, it tells that C code holds the lock.
"""
import os
import sys
import threading
import time

#: Enough to find the person's own frame below those of a library.
_MOST_FRAMES = 50


def frames_of(frame):
    """The frames of a stack, innermost first."""
    frames = []
    while frame is not None and len(frames) < _MOST_FRAMES:
        code = frame.f_code
        frames.append({'name': code.co_name, 'file': code.co_filename, 'line': frame.f_lineno or 0})
        frame = frame.f_back
    return frames


def start(descriptor, pipe):
    """
    Starts the witness. It is asked by lines on the descriptor: the kernel's number of a thread, and the time
    then, in milliseconds of the monotonic clock.
    """
    def wait():
        answer(lines(lambda: os.read(descriptor, 4096)), threading.main_thread().ident, pipe.say)

    threading.Thread(target=wait, daemon=True, name='heddle-witness').start()


def answer(questions, main, say, more=lambda frame: {}):
    """
    Says for each question where that thread is. `main`: the main thread, as Python numbers it. `more(frame)`: what else is to
    be said of a stack.
    """
    def identity(tid):
        if tid == os.getpid():
            return main
        found = (thread.ident for thread in threading.enumerate() if thread.native_id == tid)
        # One of C code alone has no frames.
        return next(found, None)

    for question in questions:
        now_ms = time.monotonic() * 1e3
        tid, asked_ms = question.split()
        frame = sys._current_frames().get(identity(int(tid)))
        say('where', tid=int(tid), waitedMs=now_ms - float(asked_ms), frames=frames_of(frame), **more(frame))


def lines(read):
    """The lines of what is read, up to its end, or until work closes what is not its own."""
    rest = b''
    while True:
        try:
            data = read()
        except OSError:
            return
        if not data:
            return
        *whole, rest = (rest + data).split(b'\n')
        yield from whole
