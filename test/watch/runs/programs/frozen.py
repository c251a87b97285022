"""A server of asyncio alone: what it is asked for freezes it, in one way or another."""
import asyncio
import os
import re
import sys
import threading
import time


def spins():
    end = time.monotonic() + 0.6
    while time.monotonic() < end: pass  # one line



def backtracks():
    re.match(r'(?:a|aa)+$', 'a' * 35 + 'b')


def sleeps():
    time.sleep(0.6)


def waits_for_the_lock():
    thread = threading.Thread(target=backtracks)
    thread.start()
    while thread.is_alive():
        pass


def ends():
    os._exit(4)


WAYS = {one.__name__: one for one in (spins, backtracks, sleeps, waits_for_the_lock, ends)}


async def answer(reader, writer):
    words = (await reader.readline()).decode().split()
    while (await reader.readline()).strip():
        pass
    way = words[1].strip('/') if len(words) > 1 else ''
    if way == 'exit':
        sys.exit(3)
    if way in WAYS:
        WAYS[way]()
    writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok')
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(answer, '127.0.0.1', 0)
    print('port %d' % server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == '__main__':
    asyncio.run(main())
