"""Nothing outlives the engine, and a crash tells where it was."""
import os
import re
import signal
import sys

from .own_files import ENGINE, is_own

#: A real-time signal that no program uses. On it the C code of faulthandler writes where a thread is, without
#: the lock.
DUMP_SIGNAL = 44
_PR_SET_PDEATHSIG = 1
_dump = None


def die_with_parent(parent):
    """
    Has the kernel kill this process when the thread that started it ends, which also ends C code that holds
    the lock. `parent`: the process that must still be there. Linux only; elsewhere the adapter's keeper does
    it.
    """
    if not sys.platform.startswith('linux'):
        return
    try:
        import ctypes
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(70)


def watch_for_crash(path):
    """
    From now on a crash of this process writes where it was to a file, and so does DUMP_SIGNAL sent to a
    thread.
    """
    global _dump
    import faulthandler
    _dump = open(path, 'ab', buffering=0)
    # Never all threads: frames of one that runs Python code meanwhile cannot be read without a crash.
    faulthandler.enable(file=_dump, all_threads=False)
    if sys.platform.startswith('linux'):
        faulthandler.register(DUMP_SIGNAL, file=_dump, all_threads=False, chain=False)


def place_of_crash(path):
    """Where a process says that it crashed, ` at work.py:17 in task`; nothing where it does not say so."""
    try:
        with open(path, encoding='utf-8', errors='replace') as file:
            text = file.read()
    except OSError:
        return ''
    # Before it may stand stacks that the process was asked for.
    at = text.rfind('Fatal Python error')
    frames = re.findall(r'File "(.+)", line (\d+) in (.+)', text[at:]) if at >= 0 else []
    found = next((frame for frame in frames if is_own(frame[0])), None)
    return '' if found is None else ' at %s:%s in %s' % (os.path.basename(found[0]), found[1], found[2])


def interrupts(recorder, table, callers):
    """
    Lets SIGINT end the task that the main thread is in, once the run is being cancelled. It never ends
    anything else: between tasks, and in code of the engine other than `callers`, it does nothing. Those are
    functions that call a task, which may be written in C, and catch what it raises.
    """
    codes = [function.__code__ for function in callers]

    def on_interrupt(number, frame):
        if frame is None or not table.cancelled or recorder.ints[recorder.current] == -1:
            return
        if frame.f_code in codes or not frame.f_code.co_filename.startswith(ENGINE):
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, on_interrupt)


def write_whole_lines():
    """Has every print arrive at once and whole, whatever is in it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, 'reconfigure'):
            stream.reconfigure(line_buffering=True, encoding='utf-8', errors='backslashreplace')
