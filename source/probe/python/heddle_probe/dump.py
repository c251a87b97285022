"""Has the stack of a thread written down at a signal, by code that needs no lock."""
import faulthandler
import fcntl
import os
import signal

from .descriptor import Descriptor

#: The first of the real-time signals that no C library uses for itself.
_SIGNAL = 44


class Dump:
    """Where stacks are written. `number`: the descriptor; None where the program has a use for that signal itself."""

    def __init__(self):
        self._file = None
        if signal.getsignal(_SIGNAL) != signal.SIG_DFL:
            return
        self._file = Descriptor.moved(os.memfd_create('heddle-stacks'))
        # Heddle empties it now and then.
        fcntl.fcntl(self._file.number, fcntl.F_SETFL, os.O_APPEND)
        faulthandler.register(_SIGNAL, file=self._file.number, all_threads=False, chain=False)

    @property
    def number(self):
        """The descriptor's."""
        return None if self._file is None else self._file.number

    def close(self):
        """The signal is what it was before."""
        if self._file is not None:
            faulthandler.unregister(_SIGNAL)
            self._file.close()
