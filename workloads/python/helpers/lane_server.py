"""The HTTP server of a lane. Its tasks take one request each; what arrives in between waits for the next of them."""
import asyncio
import collections
import contextvars
import threading

from helpers.load import HOST, ClientGone, reach_client, tell

# A lane is a thread or a process: each has a server of its own.
_own = threading.local()


async def lane_server(control_port):
    """The lane's server. The first task that asks opens it and tells the load client."""
    opening = getattr(_own, 'opening', None)
    if opening is None:
        # In a context of its own: what arrives belongs to no task until one takes it.
        opening = contextvars.Context().run(asyncio.ensure_future, _open(control_port))
        _own.opening = opening
    return await asyncio.shield(opening)


class Arrival:
    """A request that has arrived, until it is answered."""

    __slots__ = ('path', '_transport')

    def __init__(self, path, transport):
        self.path, self._transport = path, transport

    def answer(self, status, text):
        """Hands the answer to the system. Raises `ClientGone` when nobody waits for it any more."""
        if self._transport.is_closing():
            raise ClientGone()
        content = text.encode()
        head = 'HTTP/1.1 %d\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n' % (status, len(content))
        self._transport.write(head.encode() + content)


class LaneServer:
    """Arrivals and those who wait for them, each in their order."""

    __slots__ = ('_arrivals', '_takers', '_gone', '_line')

    def __init__(self):
        self._arrivals, self._takers = collections.deque(), collections.deque()
        self._gone = False
        # An open line to the load client: each end sees by it whether the other is still there.
        self._line = None

    async def next(self):
        """The next request. Raises `ClientGone` when no more can come."""
        if self._arrivals:
            return self._arrivals.popleft()
        if self._gone:
            raise ClientGone()
        taker = asyncio.get_running_loop().create_future()
        self._takers.append(taker)
        return await taker

    def arrive(self, arrival):
        """Gives a request to the task that has waited longest, or keeps it."""
        while self._takers:
            taker = self._takers.popleft()
            if not taker.done():
                taker.set_result(arrival)
                return
        self._arrivals.append(arrival)

    def watch(self, line, port):
        """Tells the load client where this server listens, and ends with it."""
        self._line = line
        tell(line, type='listening', port=port)
        asyncio.get_running_loop().add_reader(line, self._end)

    def _end(self):
        asyncio.get_running_loop().remove_reader(self._line)
        self._gone = True
        for taker in self._takers:
            if not taker.done():
                taker.set_exception(ClientGone())


class _Connection(asyncio.Protocol):
    """A connection of the load client: it sends a request when it has the answer to the one before."""

    def __init__(self, server):
        self._server = server
        self._received = b''
        self._transport = None

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._received += data
        if self._received.endswith(b'\r\n\r\n'):
            path = self._received.split(b' ', 2)[1].decode()
            self._received = b''
            self._server.arrive(Arrival(path, self._transport))


async def _open(control_port):
    server = LaneServer()
    listening = await asyncio.get_running_loop().create_server(lambda: _Connection(server), HOST, 0)
    server.watch(reach_client(control_port), listening.sockets[0].getsockname()[1])
    return server
