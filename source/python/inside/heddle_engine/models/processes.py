"""
Processes of multiprocessing, each with a pipe of its own: tasks are handed out in batches that grow while
they are short.
"""
import multiprocessing
import pickle
import selectors

from ..errors import RunError
from ..failure import failure_of
from ..process_lane import ProcessLane
from ..recorder import Recorder
from ..remote_lane import kept_by
from ..reporter import ERRORS, PACKED, RESULTS, unreadable
from ..table import CANCELLED, FAILED, RUNNING, WAITING

#: A batch should take about this long: then a message a batch costs nothing, and no lane waits long at the
#: end.
_BATCH_MS = 20
_MOST_BARREN_CRASHES = 3


class _Batch:
    """What a lane works on, and how large its batches are."""

    __slots__ = ('begin', 'end', 'size', 'since_ms')

    def __init__(self):
        self.begin = self.end = 0
        self.size = 1
        self.since_ms = 0.0


class Model:
    """As many processes as "at once" says."""

    runs_tasks_here = may_freeze = False

    def __init__(self, run):
        self._run = run
        self._selector = selectors.DefaultSelector()
        self._lanes, self._batches = {}, {}
        self._left_over = []
        self._next = 0
        self._busy = 0
        self._barren = 0

    def prepare(self):
        """Starts the processes, all at once, and waits until each can work."""
        self.choose_context()
        for number in range(1, 1 + self._run.plan['concurrency']):
            self._start(number)
        for lane in self._lanes.values():
            lane.wait_ready()

    def choose_context(self):
        """What is needed to make lanes."""
        self._context = multiprocessing.get_context(self._run.plan['startMethod'])

    def make_lane(self, number):
        """One more lane."""
        return ProcessLane(self._run, number, self._context, whole_tasks=True)

    def _start(self, number):
        lane = self._lanes[number] = self.make_lane(number)
        self._batches[number] = _Batch()
        self._selector.register(lane.connection.fileno(), selectors.EVENT_READ, number)

    def run(self):
        """Hands out tasks until all are done, and beats."""
        for number in list(self._lanes):
            self._busy += self._give(number)
        while self._busy:
            for key, _ in self._run.heart.rest(self._selector.select):
                self._hear(key.data)

    def _take(self, size):
        """The next tasks, at most `size`; None where there are none."""
        if self._left_over:
            return self._left_over.pop()
        tasks = self._run.table.tasks
        if self._next >= tasks:
            return None
        # Never more than a fair share of what is left: the last batches are small, and all lanes end
        # together.
        share = -(-(tasks - self._next) // (2 * self._run.plan['concurrency']))
        begin = self._next
        self._next = min(tasks, begin + max(1, min(size, share)))
        return begin, self._next

    def _give(self, number):
        """Gives a lane work. Returns whether there was some."""
        batch = self._batches[number]
        # A task that is not yet due would keep those behind it in its batch from another lane.
        taken = None if self._run.table.stopped else self._take(1 if self._run.paced else batch.size)
        batch.begin, batch.end = taken or (0, 0)
        if taken is None:
            return False
        batch.since_ms = self._run.table.now()
        self._lanes[number].give(*taken)
        return True

    def _hear(self, number):
        """One message of a child, or its end."""
        run = self._run
        try:
            message = self._lanes[number].connection.recv_bytes()
        except (EOFError, OSError):
            self._died(number)
            return
        kind, data = message[:1], message[1:]
        if kind == RESULTS:
            for task, value in pickle.loads(data):
                run.collector.result(task, value)
        elif kind == PACKED:
            for task, value in pickle.loads(data):
                self._unpack(number, task, value)
        elif kind == ERRORS:
            for task, error in pickle.loads(data):
                run.collector.error(task, error)
        else:
            self._barren = 0
            self._adapt(self._batches[number])
            self.batch_ended(self._batches[number])
            self._busy -= not self._give(number)

    def _unpack(self, number, task, data):
        """A result that was sent by itself. What cannot be made again here fails its task."""
        run = self._run
        try:
            value = pickle.loads(data)
        except Exception as error:
            Recorder(run.table, number).ended(task, FAILED)
            run.collector.error(task, unreadable(error))
        else:
            run.collector.result(task, value)

    def _adapt(self, batch):
        took_ms = self._run.table.now() - batch.since_ms
        if took_ms < _BATCH_MS / 2:
            batch.size *= 2
        elif took_ms > _BATCH_MS * 2:
            batch.size = max(1, batch.size // 2)

    def _died(self, number):
        """
        A child died over a batch: what it had not told the end of has failed, and what it had not begun goes
        to others.
        """
        run, lane, batch = self._run, self._lanes[number], self._batches[number]
        self._selector.unregister(lane.connection.fileno())
        lane.connection.close()
        reason = lane.why_ended()
        if not report_crash(run, lane, reason, range(batch.begin, batch.end)):
            self._barren += 1
            if self._barren >= _MOST_BARREN_CRASHES:
                raise RunError('processes die before they can work: %s' % reason)
        first = batch.end
        while first > batch.begin and run.table.state_and_lane(first - 1)[0] == WAITING:
            first -= 1
        if first < batch.end:
            self._left_over.append((first, batch.end))
        if run.table.stopped:
            self._busy -= 1
            return
        self._start(number)
        self._lanes[number].wait_ready()
        self._busy -= not self._give(number)

    def batch_ended(self, batch):
        """A lane has done what it was given; a process counts its tasks itself."""

    def kept(self):
        """What each process keeps, by the number of its lane."""
        return kept_by(self._lanes.values())

    def close(self):
        """Ends the processes."""
        for lane in self._lanes.values():
            lane.close()
        for lane in self._lanes.values():
            lane.wait_end()


def report_crash(run, lane, reason, tasks):
    """
    The process of a lane died. Marks it and those of these tasks that it had not told the end of. Returns
    whether there were some.
    """
    table = run.table
    table.mark_crashed(lane.number)
    run.pipe.say('lane-crashed', lane=lane.number, pid=lane.pid, reason=reason)
    failed = [task for task in tasks if table.state_and_lane(task) == (RUNNING, lane.number)]
    for task in failed:
        Recorder(table, lane.number).ended(task, CANCELLED if table.cancelled else FAILED)
        if not table.cancelled:
            run.collector.error(task, crash_failure(reason))
    return bool(failed)


def crash_failure(reason):
    """The error of a task whose lane died."""
    return failure_of('LaneCrashed', reason)
