"""What a workload's set_up is given, servers of its own among it."""
import json
import os
import selectors
import subprocess
import sys
import threading

from .context import Fields
from .errors import RunError

#: How long a server may take to say where it listens.
_START_SECONDS = 10


def set_up_context(run, servers):
    """The one argument of set_up."""
    plan, start = run.plan, run.start
    kinds = run.layout['laneKinds']
    behind = plan['model'] == 'hybrid' and bool(run.workload.parts)
    if behind or len(kinds) == 1:
        lanes = Fields(kind='loop', count=1, offloads=behind)
    else:
        lanes = Fields(kind=kinds[1], count=len(kinds) - 1, offloads=False)
    return Fields(
        model=plan['model'],
        lanes=lanes,
        body=run.layout['body'],
        parameters=Fields(plan['parameters']),
        tasks=plan['tasks'],
        concurrency=plan['concurrency'],
        seed=plan['seed'],
        folder=start['folder'],
        start_server=servers.start,
    )


class Servers:
    """Processes that set_up starts: they belong to the run and end with it."""

    def __init__(self, on_started):
        """`on_started` is called with the number of each process."""
        self._on_started = on_started
        self._processes = []

    def start(self, file, args=()):
        """
        Runs a Python file and returns the first line of JSON that it prints. Raises a RunError when none
        comes.
        """
        command = [sys.executable, os.path.abspath(file)] + [str(one) for one in args]
        # Its input ends with this process: one that waits for that does not outlive it.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._processes.append(process)
        self._on_started(process.pid)
        line = self._first_line(process)
        try:
            return json.loads(line)
        except ValueError:
            raise RunError('the server said what is no JSON: %r' % line[:100]) from None

    @staticmethod
    def _first_line(process):
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            if not selector.select(_START_SECONDS):
                raise RunError('the server said nothing for %d s' % _START_SECONDS)
        line = process.stdout.readline()
        if not line:
            raise RunError('the server ended before it was ready (exit code %s)' % process.wait())
        return line

    def drain(self):
        """
        From now on what they print arrives where prints of tasks do. Not before lanes were forked: it takes
        threads.
        """
        for process in self._processes:
            threading.Thread(target=_copy, args=(process.stdout,), daemon=True).start()

    def close(self):
        """Ends them."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()


def _copy(stream):
    # Some of it may have been read together with the first line.
    for chunk in iter(lambda: stream.read1(4096), b''):
        os.write(1, chunk)
