"""What tasks stand in line for besides their loop, the processes that they start, and the garbage they have collected."""
import sys

from .programs import Programs

#: Of a process that runs no more than an interpreter, by how it is made: measured with CPython 3.8 to 3.13.
_START_MS = {'fork': 3, 'forkserver': 10, 'spawn': 40}
#: Of a longer line the first calls tell what is in it.
_MOST_READ = 200


class Queues:
    """
    Looks at the executor that asyncio.to_thread, run_in_executor(None, ...) and getaddrinfo of a loop share, and
    at how many processes multiprocessing has made, and counts programs that are started. It holds nothing back.
    """

    def __init__(self, pipe, loop, called):
        """
        `loop`: the one whose executor it is; None where there is none. `called`: collections that code called for.
        """
        self._pipe, self._loop, self._called = pipe, loop, called
        self._said_places = []
        self._made_before = _processes_made()
        self._started = Programs()
        self._started.follow()
        self._said = None

    def look(self):
        """Says what there is right now, if there is anything and it is not the same as before."""
        self._started.follow()
        figures = self._executor() + self._processes() + self._programs()
        if figures and figures != self._said:
            self._said = figures
            self._pipe.say('figures', figures=figures)
        places = self._called.places()
        if places != self._said_places:
            self._said_places = places
            self._pipe.say('collected', lane=0, places=places)

    def _executor(self):
        executor = getattr(self._loop, '_default_executor', None)
        line = getattr(executor, '_work_queue', None)
        if line is None or not executor._threads:
            return []
        return [
            _figure('executorWaitingCalls', "calls that wait for a thread of the loop's executor",
                    line.qsize(), 'calls'),
            _figure('executorWaitingLookups', 'lookups of addresses among them', _lookups(line), 'calls'),
            _figure('executorThreads', 'threads of that executor', len(executor._threads), 'threads'),
        ]

    def _processes(self):
        made, runtimes = _processes_made() - self._made_before, self._started.runtimes
        if not made + runtimes:
            return []
        start_ms = (made * _start_ms() if made else 0) + runtimes * _START_MS['spawn']
        return [
            _figure('startedProcesses', 'processes of a runtime that tasks started', made + runtimes, 'processes'),
            _figure('processStartMs', 'what the start of one takes', start_ms / (made + runtimes), 'ms'),
        ]

    def _programs(self):
        if not self._started.programs:
            return []
        return [
            _figure('startedPrograms', 'programs that tasks started', self._started.programs, 'programs'),
            _figure('programStartMs', 'what the call that starts one took', self._started.call_ms, 'ms'),
        ]


def _figure(name, title, value, unit):
    return {'name': name, 'title': title, 'value': value, 'unit': unit}


def _lookups(line):
    """How many calls of socket.getaddrinfo wait."""
    found = 0
    getaddrinfo = getattr(sys.modules.get('socket'), 'getaddrinfo', None)
    try:
        for number, item in enumerate(line.queue):
            if number == _MOST_READ:
                break
            function = item.fn if hasattr(item, 'fn') else item.task[0]
            found += function is getaddrinfo
    # A thread took one meanwhile; or what is in a line of CPython's own has changed: nobody promises it.
    except (RuntimeError, AttributeError, LookupError, TypeError):
        pass
    return found


def _start_ms():
    """What a process of multiprocessing takes to start that does nothing."""
    method = sys.modules['multiprocessing'].get_start_method(allow_none=True)
    return _START_MS[method or ('forkserver' if sys.version_info >= (3, 14) else 'fork')]


def _processes_made():
    """How many processes multiprocessing has made in this one: it numbers them."""
    counter = getattr(sys.modules.get('multiprocessing.process'), '_process_counter', None)
    digits = str(counter)[len('count('):-1]
    return int(digits) - 1 if digits.isdigit() else 0
