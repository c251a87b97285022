"""Requests to a slow server on this machine."""
import asyncio
import os
import socket

from helpers.words import counted

title = 'Connections'
shows = 'requests to a slow local server: how many can wait at once?'
kind = 'async-io'
tasks = 1000
parameters = {
    'ms': {
        'type': 'number', 'title': 'delay before the server answers', 'unit': 'ms',
        'default': 200, 'min': 0, 'max': 60_000,
    },
    'bytes': {
        'type': 'number', 'title': 'size of each answer', 'unit': 'B',
        'default': 200, 'min': 0, 'max': 10_000_000, 'integer': True,
    },
}

HOST = '127.0.0.1'
SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'servers', 'late_answer.py')
# How often a thread that waits for the answer looks for a cancel.
LOOK_S = 0.2
PIECE_BYTES = 65_536


def set_up(context):
    chosen = context.parameters
    return {'port': context.start_server(SERVER, [str(chosen.ms), str(chosen.bytes)])}


def blocking(index, context):
    """One connection by a socket that blocks: ask, wait for the answer, count its bytes."""
    received = 0
    with socket.create_connection((HOST, context.shared['port'])) as connection:
        connection.sendall(_request(index))
        connection.settimeout(LOOK_S)
        while not context.cancelled:
            try:
                piece = connection.recv(PIECE_BYTES)
            except socket.timeout:
                continue
            if not piece:
                break
            received += len(piece)
    return received


async def cooperative(index, context):
    """The same on the loop, which has other connections meanwhile."""
    reader, writer = await asyncio.open_connection(HOST, context.shared['port'])
    received = 0
    try:
        writer.write(_request(index))
        while True:
            piece = await reader.read(PIECE_BYTES)
            if not piece:
                return received
            received += len(piece)
    finally:
        writer.close()


def check(results, parameters, shared):
    ended = [result for result in results if result is not None]
    right = sum(1 for result in ended if result > parameters.bytes)
    return {
        'ok': right == len(ended),
        'expected': counted(len(ended), 'complete answer'),
        'got': counted(right, 'complete answer'),
    }


def _request(index):
    return b'GET /%d HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' % index
