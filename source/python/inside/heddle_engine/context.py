"""What a task's body is handed as its second argument."""
from .table import CANCELLED_AT


class Fields(dict):
    """A dict whose items are attributes, too: `parameters.ms` and `parameters['ms']`."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            there = ', '.join(self) or 'nothing'
            raise AttributeError('there is no %s; there is %s' % (name, there)) from None


class Context:
    """One a task, for tasks whose function takes it."""

    __slots__ = ('index', 'saw_cancellation', '_lane')

    def __init__(self, lane, index):
        #: 0-based number of the task.
        self.index = index
        self.saw_cancellation = False
        self._lane = lane

    @property
    def input(self):
        """The task's item of --inputs; None without."""
        inputs = self._lane.inputs
        return inputs[self.index % len(inputs)] if inputs else None

    @property
    def tasks(self):
        """How many tasks the run has."""
        return self._lane.plan['tasks']

    @property
    def parameters(self):
        """The parameters of the run, by attribute or by item."""
        return self._lane.parameters

    @property
    def shared(self):
        """What set_up returned."""
        return self._lane.shared

    @property
    def seed(self):
        """The run's seed, for work that wants chance repeated."""
        return self._lane.plan['seed']

    @property
    def cancelled(self):
        """True once the run is being cancelled. A long task looks now and then, and returns early."""
        if self._lane.recorder.ints[CANCELLED_AT] != 1:
            return False
        self.saw_cancellation = True
        return True

    def progress(self, ratio):
        """Says how much is done, from 0 to 1. Call it between chunks, not in the hot loop."""
        self._lane.recorder.progress(self.index, min(1.0, ratio) if ratio >= 0 else 0.0)

    async def offload(self, function, *args):
        """Has a call that blocks done by a thread of the pool behind the loop (hybrid), else here."""
        return await self._lane.elsewhere(self.index, 'offload', function, args)

    async def dispatch(self, function, *args):
        """
        Has a computation done by a process of the pool behind the loop (hybrid), else here. A function of the
        module.
        """
        return await self._lane.elsewhere(self.index, 'dispatch', function, args)
