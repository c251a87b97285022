"""
A process of the pool: one lane. It is given batches of tasks, or calls of single functions, and answers.
"""
import gc
import os
import pickle
import sys
import time

from .failure import failure, failure_of, message_of, preview
from .garbage import Called, follow_collections
from .guard import die_with_parent, interrupts, watch_for_crash, write_whole_lines
from .heartbeat import LANE_PERIOD_MS, Heartbeat
from .inputs import read_inputs
from .kept_memory import KeptMemory
from .lane import Lane
from .load import load_module
from .recorder import Recorder
from .same_names import adopt, late
from .table import FAILED, WAITING, Table
from .workload import Work, Workload

#: What the first byte of an answer says.
READY, UNFIT, RESULTS, PACKED, ERRORS, DONE, CALLED, KEPT = b'+', b'!', b'R', b'P', b'E', b'D', b'C', b'K'
#: What it is told when no more tasks will come: it collects its garbage, and tells what it keeps.
COLLECT = 'collect'

#: A message a task would cost more than most tasks; a tenth of a second is still live.
_FLUSH_SECONDS, _FLUSH_COUNT = 0.1, 1000
#: What always survives pickle: many of them are sent as one.
_SAFE = frozenset((int, float, str, bytes, bool))


class Reporter:
    """
    Sends results and errors in batches. They are pickled here and by hand, so that it can be told what that
    takes.
    """

    def __init__(self, connection, recorder, kind):
        """`kind`: what sends, a process or an interpreter."""
        self._connection, self._recorder, self._kind = connection, recorder, kind
        self._results, self._errors = [], []
        self._flushed_at = time.monotonic()

    def result(self, task, value):
        """What a task returned."""
        self._results.append((task, value))
        # The clock is read for one task in sixteen: tasks may take less time than reading it.
        waiting = len(self._results)
        due = waiting & 15 == 1 and time.monotonic() - self._flushed_at > _FLUSH_SECONDS
        if due or waiting >= _FLUSH_COUNT:
            self.flush()

    def error(self, task, error):
        """What a task raised."""
        self._errors.append((task, failure(error)))

    def flush(self):
        """Sends what there is. A result that cannot be pickled turns its task into a failed one."""
        self._flushed_at = time.monotonic()
        if all(type(value) in _SAFE for _, value in self._results):
            if self._results:
                self._connection.send_bytes(RESULTS + self._pickled(self._results))
        else:
            self._send_packed(self._results)
        # Not before they were sent: what is left here when the pipe is gone is lost.
        self._results = []
        if self._errors:
            self._connection.send_bytes(ERRORS + pickle.dumps(self._errors))
        self._errors = []

    def unsent(self):
        """The tasks of which nothing was told yet."""
        return [task for task, _ in self._results + self._errors]

    def _send_packed(self, results):
        """
        Each by itself: one that cannot be pickled, or not be made again over there, takes no other along.
        """
        packed = []
        for task, value in results:
            data = self._pickled(value)
            if data is not None:
                packed.append((task, data))
            else:
                self._recorder.ended(task, FAILED)
                self._errors.append((task, unpicklable(value, self._kind)))
        if packed:
            self._connection.send_bytes(PACKED + pickle.dumps(packed, protocol=pickle.HIGHEST_PROTOCOL))

    def _pickled(self, value):
        """Its bytes; None where it cannot be pickled."""
        began = time.thread_time()
        data = _pickled(value)
        self._recorder.copied((time.thread_time() - began) * 1e3)
        return data


def unpicklable(value, kind):
    """
    Why a value cannot leave its process or interpreter. Python's own words differ by version, so these are
    ours.
    """
    what = (preview(value), kind)
    return _failed_copy('returned %s, which cannot leave its %s: pickle cannot copy it' % what)


def unreadable(error):
    """Why a value that left its process did not arrive: pickle calls its class, and that raised an error."""
    return _failed_copy('returned a value that left its process but did not arrive: %s: %s' % (
        type(error).__name__, message_of(error)))


def _failed_copy(message):
    return failure_of('PicklingError', message, 'ERR_UNPICKLABLE')


def _pickled(value):
    """Its bytes; None where it cannot be pickled."""
    try:
        return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception:
        return None


def main(spec, connection, shared):
    """
    The process from its start to its end. `spec`: the run, the number of the lane, and whose child this is.
    `shared`: what set_up returned, as it was inherited or as bytes.
    """
    prepare_process(spec)
    serve(spec, connection, shared, os._exit)


def prepare_process(spec):
    """What a process needs and an interpreter has from the one that made it."""
    die_with_parent(os.getppid() if spec['parent'] is None else spec['parent'])
    write_whole_lines()
    if spec['run']['dump']:
        watch_for_crash(crash_file(spec['run']['dump'], os.getpid()))


def crash_file(dump, pid):
    """Where the process of a lane writes its last place."""
    return '%s-%d' % (dump, pid)


def serve(spec, connection, shared, end):
    """
    Works until it is told to end, or until nobody is there to tell it. `end`: ends the process with an exit
    code.
    """
    try:
        lane = _ChildLane(spec, connection, shared)
        connection.send_bytes(READY)
    except BaseException as error:
        why = '%s: %s' % (type(error).__name__, message_of(error))
        connection.send_bytes(UNFIT + why.encode('utf-8', 'replace'))
        end(1)
        return
    while True:
        try:
            message = pickle.loads(connection.recv_bytes())
        except EOFError:
            break
        if message is None:
            break
        try:
            if message == COLLECT:
                lane.collect()
            else:
                lane.answer(*message)
        except OSError:
            # Work may have closed descriptors that are not its own. Main hears of it as of any other end.
            lane.lose()
            end(1)
    lane.close()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    end(0)


class _ChildLane:
    def __init__(self, spec, connection, shared):
        run = spec['run']
        self._connection = connection
        self._tasks = ()
        self._table = Table(run['table'], run['originMs'])
        sys.dont_write_bytecode = spec['written_before'] or run['plan']['module'] is None
        inputs = read_inputs(run['plan']['inputs'], run['inputFiles'])
        adopt(spec['surroundings'])
        workload = Workload(load_module(run['file']), run['plan']['export'])
        work = Work(run['plan'], workload, run['body'], inputs)
        # Only now: it may hold what the module defines.
        work.shared = pickle.loads(shared) if isinstance(shared, bytes) else shared.value
        recorder = Recorder(self._table, spec['lane'])
        self._reporter = Reporter(connection, recorder, spec['kind'])
        #: Of an interpreter main tells, with all that is in the process.
        self._memory = KeptMemory()
        self._lane = Lane(work, recorder, self._reporter, run['paced'], self._memory)
        self._loop = None
        if work.is_async and spec['whole_tasks']:
            self._loop = late('heddle_engine.loop').BeatingLoop(self._table, recorder)
            self._heart = Heartbeat(self._table, recorder, run['telemetry'])
            self._heart.silence()
        if spec['kind'] == 'process':
            interrupts(recorder, self._table, (self._lane.run, Lane.run_async, _ChildLane._call))
        self._called = Called()
        if run['telemetry']:
            self._called = follow_collections(recorder)
            if spec['kind'] == 'process':
                self._memory.start()
        recorder.open(LANE_PERIOD_MS if self._loop else 0)

    def answer(self, begin, end, call=None):
        """
        Runs tasks from `begin` up to `end`; or, where there is a call, that, on behalf of the task `begin`.
        """
        if call is not None:
            self._call(begin, call)
            return
        tasks = self._tasks = range(begin, end)
        if self._loop is None:
            self._lane.run_all(tasks, self._table)
        else:
            self._loop.run(self._heart, self._lane.run_all_async(tasks, self._table))
            self._heart.silence()
        self._reporter.flush()
        self._connection.send_bytes(DONE)

    def lose(self):
        """
        The pipe is gone, and with it what tasks returned: they are not done, and main tells that they failed.
        Where none returned anything, the last one is taken to have closed the pipe.
        """
        ran = [task for task in self._tasks if self._table.state_and_lane(task)[0] != WAITING]
        for task in self._reporter.unsent() or ran[-1:]:
            self._lane.recorder.unended(task)

    def collect(self):
        """Collects garbage, and tells what is kept, and which collections code has called for."""
        kept = self._memory.tell()
        gc.collect()
        self._connection.send_bytes(KEPT + pickle.dumps((kept, self._called.places())))

    def _call(self, task, call):
        recorder = self._lane.recorder
        self._memory.begins()
        try:
            recorder.ints[recorder.current] = task
            function, arguments = pickle.loads(call)
            value = function(*arguments)
            recorder.ints[recorder.current] = -1
            self._memory.ends()
        except BaseException as error:
            recorder.ints[recorder.current] = -1
            self._memory.ends()
            self._connection.send_bytes(CALLED + pickle.dumps((False, failure(error), _pickled(error))))
            return
        began = time.thread_time()
        data = _pickled(value)
        answer = (True, data, None) if data is not None else (False, unpicklable(value, 'process'), None)
        self._connection.send_bytes(CALLED + pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
        recorder.copied((time.thread_time() - began) * 1e3)

    def close(self):
        """The lane ends."""
        self._lane.recorder.close()
