"""The way to Heddle: a line of JSON for each thing that is said."""
import _socket
import os
from _json import encode_basestring_ascii as quoted

from .descriptor import Descriptor


class Connection:
    """One to the socket where Heddle listens."""

    def __init__(self, path):
        """Raises OSError where nobody listens."""
        one = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            # Where too many wait to be heard, the program does not.
            one.setblocking(False)
            one.connect(path)
            one.setblocking(True)
        except OSError:
            one.close()
            raise
        self._descriptor = Descriptor.moved(one.detach())

    @property
    def number(self):
        """The descriptor's."""
        return self._descriptor.number

    def say(self, what, **fields):
        """Says it, unless there is no room for it at the moment. Raises OSError where nobody listens any more."""
        if not self._descriptor.is_open:
            raise OSError('the program has closed it')
        line = text_of(dict(type=what, **fields)) + '\n'
        one = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM, 0, self._descriptor.number)
        try:
            # Without a signal: it may be one that ends the program.
            one.send(line.encode(), _socket.MSG_DONTWAIT | _socket.MSG_NOSIGNAL)
        finally:
            one.detach()

    def hear(self):
        """Waits for what Heddle says; nothing: it has left."""
        return os.read(self._descriptor.number, 4096) if self._descriptor.is_open else b''

    @property
    def is_over(self):
        """Whether nobody listens any more."""
        if not self._descriptor.is_open:
            return True
        # Hardly any program comes here.
        import select
        poll = select.poll()
        poll.register(self._descriptor.number, select.POLLHUP)
        return bool(poll.poll(0))

    def close(self):
        """Leaves it."""
        self._descriptor.close()


def text_of(value):
    """A value as JSON. The module of that name takes 2 ms to import, and the program may never need it."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return '{%s}' % ','.join('%s:%s' % (quoted(key), text_of(one)) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return '[%s]' % ','.join(map(text_of, value))
    if isinstance(value, bool):
        return 'true' if value else 'false'
    return 'null' if value is None else repr(value)
