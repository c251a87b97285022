"""A load client in a process of its own.

Requests fall due at chance moments, as those of many people do, and not when those before are answered. Latency counts
from there. So a server that stands still is charged with all the requests that it keeps waiting, and not only with
those that had been sent (coordinated omission).

Usage: load_client.py ORDER, a JSON object: `rate` (requests per second), `lightRatio`, `pages` (to choose from),
`connections` (at most), `servers` (to wait for), `answers` (after so many it stops), `seed`. Prints its port.
"""
import asyncio
import collections
import json
import math
import os
import sys
import time

from with_parent import end_with_parent

sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from helpers.chance import chance_from, gap_s  # noqa: E402 (it lies beside this folder)
from helpers.load import HOST  # noqa: E402

# A lane whose server has not opened by then, counted from the first that has, is not waited for any longer.
PATIENCE_S = 3
# What answers on their way may take to arrive once all tasks have ended.
LAST_ANSWERS_S = 2


class Client:
    """Sends requests as they fall due, to all servers in turn, and measures."""

    def __init__(self, order):
        self._order = order
        self._chance = chance_from(order['seed'])
        self._servers = []
        # Path and moment of each request that waits for a connection.
        self._due = collections.deque()
        self._light_ms, self._page_ms = [], []
        self._failures = self._turn = 0
        self._began = self._last_answer = self._next_due = None
        self._stopped = False
        self._answered = asyncio.Event()

    def add(self, server):
        """A lane's server is there. With the last of them it begins."""
        self._servers.append(server)
        if len(self._servers) == self._order['servers']:
            self._begin()
        elif len(self._servers) == 1:
            asyncio.get_running_loop().call_later(PATIENCE_S, self._begin)
        else:
            self.send()

    def remove(self, server):
        """A lane's server is gone: its lane has no more tasks, or the run says why not."""
        self._servers.remove(server)

    async def report(self, answers):
        """What was measured, once so many answers are in; but it does not wait for ever."""
        async def enough():
            while self._answers() < answers:
                self._answered.clear()
                await self._answered.wait()

        try:
            await asyncio.wait_for(enough(), LAST_ANSWERS_S)
        except asyncio.TimeoutError:
            pass
        self._stopped = True
        every = sorted(self._light_ms + self._page_ms)
        took = (self._last_answer or 0) - (self._began or 0)
        return {
            'answers': len(every),
            'failures': self._failures,
            'perSecond': len(every) / took if every else None,
            'p50Ms': percentile(every, 0.5),
            'p99Ms': percentile(every, 0.99),
            'maxMs': percentile(every, 1),
            'lightP99Ms': percentile(sorted(self._light_ms), 0.99),
            'pageP99Ms': percentile(sorted(self._page_ms), 0.99),
        }

    def record(self, path, due, ok):
        """An answer has come."""
        if self._stopped:
            return
        if not ok:
            self._failures += 1
            return
        self._last_answer = time.perf_counter()
        times = self._light_ms if path == '/light' else self._page_ms
        times.append((self._last_answer - due) * 1000)
        if self._answers() == self._order['answers']:
            self._stopped = True
        self._answered.set()

    def send(self):
        """Sends what is due while there are free connections."""
        while self._due and self._servers and not self._stopped:
            most = -(-self._order['connections'] // len(self._servers))
            for at in range(len(self._servers)):
                server = self._servers[(self._turn + at) % len(self._servers)]
                if server.pending < most:
                    break
            else:
                return
            self._turn = (self._servers.index(server) + 1) % len(self._servers)
            server.request(*self._due.popleft())

    def _answers(self):
        return len(self._light_ms) + len(self._page_ms)

    def _begin(self):
        if self._began is None and not self._stopped:
            self._began = self._next_due = time.perf_counter()
            self._schedule()

    def _schedule(self):
        """Puts every request whose time has come in line, and comes back for the next."""
        if self._stopped:
            return
        order, chance = self._order, self._chance
        while self._next_due <= time.perf_counter():
            light = chance() < order['lightRatio']
            self._due.append(('/light' if light else '/page/%d' % (chance() * order['pages']), self._next_due))
            self._next_due += gap_s(order['rate'], chance)
        self.send()
        asyncio.get_running_loop().call_later(max(0, self._next_due - time.perf_counter()), self._schedule)


class Server:
    """A lane's server, as the client sees it: connections that are free, and how many requests are on their way."""

    def __init__(self, client, port):
        self.client, self.pending = client, 0
        self._port = port
        self._free = []

    def request(self, path, due):
        self.pending += 1
        if self._free:
            self._free.pop().ask(path, due)
        else:
            asyncio.ensure_future(self._connect(path, due))

    def answered(self, connection):
        self._free.append(connection)
        self.ended()

    def ended(self):
        """A request is answered, or lost with its connection."""
        self.pending -= 1
        self.client.send()

    def lost(self, connection):
        if connection in self._free:
            self._free.remove(connection)

    async def _connect(self, path, due):
        try:
            make = asyncio.get_running_loop().create_connection
            _, connection = await make(lambda: Connection(self), HOST, self._port)
        except OSError:
            self.ended()
        else:
            connection.ask(path, due)


class Connection(asyncio.Protocol):
    """One request after another, each when the answer to the one before is there."""

    def __init__(self, server):
        self._server, self._transport = server, None
        self._asked, self._received = None, b''

    def connection_made(self, transport):
        self._transport = transport

    def ask(self, path, due):
        self._asked = path, due
        self._transport.write(b'GET %s HTTP/1.1\r\nHost: %s\r\n\r\n' % (path.encode(), HOST.encode()))

    def data_received(self, data):
        self._received += data
        head, end, content = self._received.partition(b'\r\n\r\n')
        if not end or len(content) < int(head.rpartition(b'Content-Length:')[2].split(b'\r')[0]):
            return
        self._received = b''
        (path, due), self._asked = self._asked, None
        self._server.client.record(path, due, ok=head.split(b' ', 2)[1][:3] == b'200')
        self._server.answered(self)

    def connection_lost(self, exc):
        self._server.lost(self)
        if self._asked:
            self._server.ended()


def percentile(ordered, ratio):
    """The value below or at which that share of the sorted values lies (nearest rank). None without values."""
    return ordered[max(0, math.ceil(ratio * len(ordered)) - 1)] if ordered else None


async def serve(order):
    """Listens to the lanes and to the check."""
    client = Client(order)

    async def listen(reader, writer):
        server = None
        async for line in reader:
            message = json.loads(line)
            if message['type'] == 'listening':
                server = Server(client, message['port'])
                client.add(server)
            else:
                report = await client.report(message['answers'])
                writer.write(json.dumps(report).encode() + b'\n')
        if server is not None:
            client.remove(server)
        writer.close()

    control = await asyncio.start_server(listen, HOST, 0)
    print(json.dumps(control.sockets[0].getsockname()[1]), flush=True)
    await asyncio.get_running_loop().create_future()


if __name__ == '__main__':
    end_with_parent()
    asyncio.run(serve(json.loads(sys.argv[1])))
