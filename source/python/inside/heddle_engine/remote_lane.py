"""A lane that is not in main's interpreter, seen from main."""
import pickle
import time

from .errors import RunError
from .reporter import COLLECT, KEPT, READY, UNFIT

#: Lanes that are idle have so many seconds for a collection, all of them together.
_PATIENCE_SECONDS = 2


class RemoteLane:
    """How main talks with it, over its end of a pipe. A lane works on one thing at a time."""

    #: What it is, at the beginning of a sentence.
    what = None

    def __init__(self, number, connection):
        self.number, self.connection = number, connection

    def wait_ready(self):
        """Waits until it can work. Raises a RunError when it cannot."""
        try:
            answer = self.connection.recv_bytes()
        except (EOFError, OSError):
            raise RunError('%s ended before it could work: %s' % (self.what, self.why_ended())) from None
        if answer[:1] == UNFIT:
            raise RunError('%s cannot work: %s' % (self.what, answer[1:].decode('utf-8')))
        assert answer == READY

    def give(self, *message):
        """Sends a range of tasks, or a call. One that died meanwhile is heard of by its end of the pipe."""
        self._send(message)

    def collect(self):
        """Asks it to collect its garbage and to tell what it keeps."""
        self._send(COLLECT)

    def heard_kept(self, until):
        """What it then tells; nothing where it does not until that time."""
        try:
            while self.connection.poll(max(0, until - time.monotonic())):
                message = self.connection.recv_bytes()
                if message[:1] == KEPT:
                    return pickle.loads(message[1:])
        except (EOFError, OSError):
            pass
        return None, []

    def close(self):
        """Asks it to end."""
        self._send(None)

    def _send(self, message):
        try:
            self.connection.send_bytes(pickle.dumps(message))
        except OSError:
            pass


def kept_by(lanes):
    """
    What each of these lanes keeps once all tasks have ended, with its number, and the collections that code in it
    called for: None where that hardly grew, and of what shares this process.
    """
    lanes = list(lanes)
    for lane in lanes:
        lane.collect()
    until = time.monotonic() + _PATIENCE_SECONDS
    return [(lane.number,) + lane.heard_kept(until) for lane in lanes]
