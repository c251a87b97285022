"""The interpreter's lock: at most one thread runs Python code at a time, where there is one."""
import os
import sys


def has_lock():
    """Whether threads share one. A build without it may have been told to use it: `PYTHON_GIL=1`."""
    return getattr(sys, '_is_gil_enabled', lambda: True)()


def runtime_at():
    """
    The address of the interpreter's own state, its lock included: a thread asleep in there waits for the
    lock. 0: no lock, or its waiters sleep elsewhere.
    """
    try:
        if not has_lock() or not _waits_in_lock():
            return 0
        import ctypes
        return ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, '_PyRuntime'))
    except (ImportError, ValueError, AttributeError):
        return 0


def _waits_in_lock():
    """Whether a thread that waits for the lock sleeps inside it: in glibc. In musl it is on its stack."""
    try:
        return os.confstr('CS_GNU_LIBC_VERSION') is not None
    except (AttributeError, ValueError, OSError):
        return False
