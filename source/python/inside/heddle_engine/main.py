"""The main process: one run of one plan, from loading the module to its check."""
import os
import sys
import time
from importlib import import_module

from . import witness
from .check import read_answer
from .collector import Collector
from .ending import end_process
from .errors import RunError
from .failure import failure, message_of
from .garbage import follow_collections
from .guard import die_with_parent, interrupts, watch_for_crash, write_whole_lines
from .heartbeat import MAIN_PERIOD_MS, Heartbeat
from .inputs import read_inputs
from .kept_memory import KeptMemory
from .lane import Lane
from .load import load_module
from .lock import runtime_at
from .pipe import Pipe
from .profiling import Profile, can_profile
from .queues import Queues
from .recorder import Recorder
from .same_names import late
from .table import Table
from .workload import Work, Workload

SAYS, HEARS, WITNESS = 3, 4, 5


def main(written_before=False):
    """
    Does the run that the adapter asks for, and ends the process. `written_before`: sys.dont_write_bytecode as
    it was.
    """
    for descriptor in (SAYS, HEARS, WITNESS):
        os.set_inheritable(descriptor, False)
    pipe = Pipe(SAYS, HEARS)
    start = pipe.hear()
    die_with_parent(start['adapterPid'])
    write_whole_lines()
    if start['dump']:
        watch_for_crash(start['dump'])
    try:
        finish = Run(start, pipe, written_before).complete()
    except BaseException as error:
        name = '' if isinstance(error, RunError) else type(error).__name__ + ': '
        finish = {'outcome': 'crashed', 'wallMs': None, 'message': name + message_of(error)}
    pipe.say('finish', **finish)
    pipe.hear()
    end_process()


class Run:
    """One run. Models find in here what they need: the plan, the table, the main lane and its heartbeat."""

    def __init__(self, start, pipe, written_before):
        self.start, self.plan, self.pipe = start, start['plan'], pipe
        self.telemetry = start['telemetry']
        #: Of this process; a process of a pool has its own.
        self.memory = KeptMemory()
        self._digest_of = None
        # Of Heddle's own workloads no bytecode appears in the package.
        self._written_before = written_before or start['plan']['module'] is None

    def _enter(self, phase):
        self.pipe.say('phase', phase=phase, atMs=time.monotonic() * 1e3 - self.start['originMs'])
        self.pipe.hear()

    def complete(self):
        """
        Does all of it. Returns what is said at the end; raises when set-up or the start of the lanes fails.
        """
        # What the model needs is imported first, and leaves no bytecode in the package.
        name = {'async': 'async_loop'}.get(self.plan['model'], self.plan['model'])
        model = import_module('.models.' + name, __package__)
        if self.plan['digests']:
            from .digest import digest_of
            self._digest_of = digest_of
        sys.dont_write_bytecode = self._written_before
        inputs = read_inputs(self.plan['inputs'], self.start['inputFiles'])
        lock_at = runtime_at()
        self.workload = Workload(load_module(self.start['file']), self.plan['export'])
        if 'multiprocessing' in sys.modules:
            late('heddle_engine.sockets').keep_sockets_in(self.start['folder'])
        self.pipe.say('loaded', runtimeAt=lock_at, bodies=self.workload.body_names,
                      kind=self.workload.kind, parts=self.workload.parts)
        #: Which body this model runs, on which lanes, and when tasks fall due: the catalog's to say.
        self.layout = self.pipe.hear()
        self.paced = self.layout['due'] is not None
        self.table = Table(self.layout['table'], self.start['originMs'])
        self.work = Work(self.plan, self.workload, self.layout['body'], inputs)
        self._enter('setting-up')
        steps, servers = self.workload.steps, None
        try:
            if 'set_up' in steps:
                set_up = late('heddle_engine.set_up')
                servers = set_up.Servers(lambda pid: self.pipe.say('server', pid=pid))
                context = set_up.set_up_context(self, servers)
                self.work.shared = step('set-up', lambda: steps['set_up'](context))
            try:
                return self._run_tasks(model.Model(self), servers)
            finally:
                if 'tear_down' in steps:
                    before = sys.exc_info()[1]
                    try:
                        step('tear-down', lambda: steps['tear_down'](self.work.shared))
                    except RunError:
                        # What went wrong first is told: this may only follow from it.
                        if before is None:
                            raise
        finally:
            if servers is not None:
                servers.close()

    @property
    def for_lanes(self):
        """What lanes in other processes and interpreters need to know."""
        keys = ('plan', 'file', 'inputFiles', 'originMs', 'telemetry', 'dump')
        told = {key: self.start[key] for key in keys}
        return dict(told, table=self.layout['table'], body=self.layout['body'], paced=self.paced)

    def lanes_of_kind(self, kind):
        """The numbers of the lanes of a kind."""
        return [number for number, of in enumerate(self.layout['laneKinds']) if of == kind]

    def _open_main(self):
        table, plan = self.table, self.plan
        keep = 'check' in self.workload.steps
        self.collector = Collector(self.pipe, keep, plan['digests'], self._digest_of)
        recorder = Recorder(table, 0)
        if self.telemetry:
            self.called = follow_collections(recorder)
        recorder.open(MAIN_PERIOD_MS)
        self.main = Lane(self.work, recorder, self.collector, self.paced, self.memory)
        self.heart = Heartbeat(table, recorder, self.telemetry, self.collector)
        interrupts(recorder, table, (self.main.run, Lane.run_async))

    def _run_tasks(self, model, servers):
        self._open_main()
        self._enter('starting')
        wall_ms = profile = None
        try:
            model.prepare()
            # Threads only now: lanes may have been forked.
            if servers is not None:
                servers.drain()
            if self.telemetry and self.start['stacks'] and model.may_freeze:
                witness.start(WITNESS, self.pipe)
            if self.plan['profile'] and model.runs_tasks_here and can_profile():
                profile = Profile()
            if self.telemetry:
                self.heart.queues = Queues(self.pipe, getattr(model, 'loop', None), self.called)
            if self.telemetry:
                self.memory.start()
            self._enter('running')
            began = self.table.now()
            self._queue(began)
            self.heart.start()
            model.run()
            wall_ms = self.table.now() - began
        finally:
            # A task may have held the loop up to its end: the overdue beat tells for how long, before the
            # last sample.
            self.heart.beat()
            if self.heart.queues is not None:
                self.heart.queues.look()
            shares = None if profile is None else profile.stop()
            self._enter('closing')
            if wall_ms is not None and self.telemetry and not self.table.cancelled:
                self._tell_kept(model)
            model.close()
            self.collector.flush()
            received, failed = self.collector.totals()
            promises, values = self.main.calls()
            before_await_ms = self.main.first_steps.seconds * 1e3
            self.pipe.say('calls', promises=promises, values=values, beforeAwaitMs=before_await_ms,
                          copyEstimateMs=self.collector.copy_ms(), results=received)
        if shares:
            self.pipe.say('profile', **shares)
        ok = self._check()
        outcome = 'failed' if failed or not ok else 'completed'
        return {'outcome': outcome, 'wallMs': wall_ms, 'message': None}

    def _tell_kept(self, model):
        """Says what each process keeps. Other interpreters of this one are still there, without garbage."""
        for lane, kept, places in list(model.kept()) + [(0, self.memory.tell(), [])]:
            if places:
                self.pipe.say('collected', lane=lane, places=places)
            if kept is not None:
                self.pipe.say('kept', lane=lane, **kept)

    def _queue(self, began):
        """Writes down when tasks fall due, where there is a rate."""
        for task, after_ms in enumerate(self.layout['due'] or ()):
            self.table.queue(task, began + after_ms)

    def _check(self):
        """Whether the workload's check holds. Of a part of the results nothing can be told."""
        if 'check' not in self.workload.steps or self.table.cancelled:
            return True
        if self.table.stopped and self.table.left_over():
            return True
        results = [self.collector.results.get(task) for task in range(self.plan['tasks'])]
        answer = read_answer(step(
            'check', lambda: self.workload.steps['check'](results, self.main.parameters, self.work.shared)))
        self.pipe.say('check', **answer)
        return answer['ok']


def step(name, work):
    """
    Does a step of the workload's, a coroutine or not. What it raises is told with the step's name, and where.
    """
    try:
        answer = work()
        if hasattr(answer, '__await__'):
            answer = late('asyncio').run(_awaited(answer))
        return answer
    except BaseException as error:
        told = failure(error)
        place = '' if told['place'] is None else ' (%s)' % told['place']
        message = "the workload's %s failed: %s: %s%s" % (name, told['name'], told['message'], place)
        raise RunError(message) from None


async def _awaited(answer):
    return await answer
