"""Servers of asyncio's streams that speak HTTP/1 themselves: their requests are read off what they read and write."""
from ..current import current
from ..quiet import quiet
from ..request_table import GONE

#: So long a head may be before nobody looks for its end any more.
_MOST_HEAD = 65536
_HEAD_ENDS = b'\r\n\r\n'


def follow(streams, begin):
    """Connections of clients only; their tasks inherit which one they serve."""
    protocol = streams.StreamReaderProtocol
    made = protocol.connection_made

    def connection_made(self, transport):
        before = current.get()
        _observe(self, begin)
        try:
            made(self, transport)
        finally:
            current.set(before)

    protocol.connection_made = connection_made


@quiet
def _observe(protocol, begin):
    connected = protocol._client_connected_cb
    if connected is None:
        return
    connection = _Connection(begin)
    current.set(connection)

    def observe_and_connect(reader, writer):
        connection.observe(protocol, reader, writer)
        return connected(reader, writer)

    protocol._client_connected_cb = observe_and_connect


class _Connection:
    """Requests come one after another: each ends with its answer, or as the next one begins."""

    def __init__(self, begin):
        self._begin = begin
        self._one = None
        #: Of an answer: what is known of its head; how many bytes are to follow it, None: until something else tells its end.
        self._head, self._rest = b'', None

    @property
    def text(self):
        """Of the request that is in flight."""
        return None if self._one is None else self._one.text

    @quiet
    def observe(self, protocol, reader, writer):
        """Follows what is read and written; once it is over, nothing is left."""
        for whose, name, work in (
                (reader, 'feed_data', self._read), (writer, 'write', self._written), (writer, 'close', self._end)):
            _before(whose, name, work)

        def unfollow(*given):
            self._end(GONE)
            for whose, name in ((reader, 'feed_data'), (writer, 'write'), (writer, 'close'), (protocol, 'connection_lost')):
                vars(whose).pop(name, None)
        _before(protocol, 'connection_lost', unfollow)

    def _read(self, data):
        words = bytes(data[:data.find(b'\r\n')]).split(b' ') if data[:1].isalpha() else ()
        if len(words) == 3 and words[2].startswith(b'HTTP/1'):
            self._end()
            self._head, self._rest = b'', None
            self._one = self._begin(words[0], words[1])

    def _written(self, data):
        one = self._one
        if one is None:
            return
        if one.status is None:
            self._head += bytes(data)
            head, found, data = self._head.partition(_HEAD_ENDS)
            if not found:
                if len(head) > _MOST_HEAD:
                    self._one = None
                return
            self._note_head(one, head)
        if self._rest is not None:
            self._rest -= len(data)
        if self._rest is None and data.endswith(b'0' + _HEAD_ENDS) or self._rest is not None and self._rest <= 0:
            one.end()

    def _note_head(self, one, head):
        one.status = int(head.split(b' ', 2)[1])
        for line in head.split(b'\r\n')[1:]:
            name, _, value = line.partition(b':')
            if name.strip().lower() == b'content-length':
                self._rest = int(value)

    def _end(self, status=None):
        if self._one is not None:
            self._one.end(status)
            self._one = None


def _before(whose, name, work):
    """Has that done each time before its own function of that name is called."""
    own = getattr(whose, name)
    noted = quiet(work)

    def note_and_do(*given, **named):
        noted(*given)
        return own(*given, **named)

    setattr(whose, name, note_and_do)
