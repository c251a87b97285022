"""What the tasks of `server`, in whichever thread or process they run, and its load client say to each other.

Both sides say lines of JSON: a lane says `{"type": "listening", "port": …}` and keeps the line open for as long as its
server lives; the check asks `{"type": "report", "answers": …}` and hears the report.
"""
import json
import socket

HOST = '127.0.0.1'


class ClientGone(ConnectionError):
    """Why no more requests come."""

    def __init__(self):
        super().__init__('the load client has ended: no more requests come')


def reach_client(port):
    """A line to the client. Raises `ClientGone` when it is not there any more."""
    try:
        return socket.create_connection((HOST, port))
    except OSError:
        raise ClientGone() from None


def tell(line, **message):
    """Says one message."""
    line.sendall(json.dumps(message).encode() + b'\n')


def ask_for_report(port, answers):
    """What the client has measured, once so many answers are in. Raises `ClientGone` when it is gone."""
    with reach_client(port) as line:
        tell(line, type='report', answers=answers)
        said = line.makefile('rb').readline()
    if not said:
        raise ClientGone()
    return json.loads(said)
