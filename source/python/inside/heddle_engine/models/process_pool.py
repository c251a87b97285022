"""Processes behind a loop, each of which is given one call at a time."""
import multiprocessing
import pickle
from collections import deque

from ..failure import RemoteFailure, preview
from ..process_lane import ProcessLane
from ..remote_lane import kept_by
from .processes import crash_failure, report_crash


class ProcessPool:
    """Calls wait for a process that is free, in the order in which they came."""

    def __init__(self, run, numbers):
        """Starts the processes and waits until each can work. `numbers`: of their lanes."""
        self._run = run
        self._context = multiprocessing.get_context(run.plan['startMethod'])
        self._lanes = [self._make(number) for number in numbers]
        for lane in self._lanes:
            lane.wait_ready()
        self._loop = None
        self._free, self._waiting = deque(self._lanes), deque()
        #: What each lane works on: the number of the task and the future of its answer.
        self._works = {}

    def _make(self, number):
        return ProcessLane(self._run, number, self._context, whole_tasks=False)

    def attach(self, loop):
        """From now on answers are heard by this loop."""
        self._loop = loop
        for lane in self._lanes:
            self._listen(lane)

    def _listen(self, lane):
        self._loop.add_reader(lane.connection.fileno(), self._hear, lane)

    async def call(self, task, function, args):
        """Has a function called in a process. Returns what it does, and raises what it raises."""
        try:
            data = pickle.dumps((function, args), protocol=pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            sent = preview((function,) + args)
            raise TypeError('dispatch cannot send %s to a process: %s' % (sent, error)) from None
        while not self._free:
            turn = self._loop.create_future()
            self._waiting.append(turn)
            await turn
        lane = self._free.popleft()
        answer = self._loop.create_future()
        self._works[lane.number] = (task, answer)
        lane.give(task, task + 1, data)
        ok, value, error = await answer
        if ok:
            return pickle.loads(value)
        raise _raised(value, error)

    def _hear(self, lane):
        try:
            message = lane.connection.recv_bytes()
        except (EOFError, OSError):
            self._died(lane)
            return
        self._answer(lane, pickle.loads(message[1:]))
        self._set_free(lane)

    def _answer(self, lane, told):
        _, answer = self._works.pop(lane.number, (None, None))
        # Of a task that was cancelled nobody waits for it.
        if answer is not None and not answer.done():
            answer.set_result(told)

    def _set_free(self, lane):
        self._free.append(lane)
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                break

    def _died(self, lane):
        """The process died over a call: that fails, and another one takes its place."""
        self._loop.remove_reader(lane.connection.fileno())
        lane.connection.close()
        reason = lane.why_ended()
        report_crash(self._run, lane, reason, ())
        self._answer(lane, (False, crash_failure(reason), None))
        if lane in self._free:
            self._free.remove(lane)
        if self._run.table.stopped:
            return
        successor = self._make(lane.number)
        self._lanes[self._lanes.index(lane)] = successor
        successor.wait_ready()
        self._listen(successor)
        self._set_free(successor)

    def kept(self):
        """What each process keeps, by the number of its lane."""
        return kept_by(self._lanes)

    def close(self):
        """Ends the processes."""
        for lane in self._lanes:
            lane.close()
        for lane in self._lanes:
            lane.wait_end()


def _raised(told, error):
    """
    The exception itself where it could be sent, else one that says the same; with the place of where it was
    raised.
    """
    try:
        raised = pickle.loads(error)
        raised.heddle_failure = told
        return raised
    except Exception:
        return RemoteFailure(told)
