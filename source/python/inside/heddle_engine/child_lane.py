"""The lane in a process or interpreter of the pool: what it does with what it is given."""
import gc
import pickle
import sys
import time

from .failure import failure
from .garbage import Called, follow_collections
from .guard import interrupts
from .heartbeat import LANE_PERIOD_MS, Heartbeat
from .inputs import read_inputs
from .kept_memory import KeptMemory
from .lane import Lane
from .load import load_module
from .recorder import Recorder
from .reporter import CALLED, DONE, KEPT, Reporter, pickled, unpicklable
from .same_names import adopt, late
from .table import WAITING, Table
from .workload import Work, Workload


class ChildLane:
    """Runs tasks, and calls of single functions, for main at the other end of the pipe."""

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
            interrupts(recorder, self._table, (self._lane.run, Lane.run_async, ChildLane._call))
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
            self._connection.send_bytes(CALLED + pickle.dumps((False, failure(error), pickled(error))))
            return
        began = time.thread_time()
        data = pickled(value)
        answer = (True, data, None) if data is not None else (False, unpicklable(value, 'process'), None)
        self._connection.send_bytes(CALLED + pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
        recorder.copied((time.thread_time() - began) * 1e3)

    def close(self):
        """The lane ends."""
        self._lane.recorder.close()
