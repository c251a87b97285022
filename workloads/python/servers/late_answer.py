"""An HTTP server in a process of its own: answers each request after some milliseconds with some bytes.

Usage: late_answer.py MS BYTES. Prints its port as a line of JSON.
"""
import asyncio
import json
import sys

from with_parent import end_with_parent

# Thousands connect in the same moment. The kernel caps this at its own limit (net.core.somaxconn).
BACKLOG = 65_535


class LateAnswer(asyncio.Protocol):
    """One connection: one request, one answer."""

    def __init__(self, delay_s, answer):
        self._delay_s, self._answer = delay_s, answer
        self._transport = None
        self._received = b''

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._received += data
        if self._received.endswith(b'\r\n\r\n'):
            asyncio.get_running_loop().call_later(self._delay_s, self._send)

    def _send(self):
        self._transport.write(self._answer)
        self._transport.close()


async def main(ms, size):
    head = 'HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n' % size
    answer = head.encode() + b'x' * size
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: LateAnswer(ms / 1000, answer), '127.0.0.1', 0, backlog=BACKLOG)
    print(json.dumps(server.sockets[0].getsockname()[1]), flush=True)
    await loop.create_future()


if __name__ == '__main__':
    end_with_parent()
    asyncio.run(main(float(sys.argv[1]), int(sys.argv[2])))
