"""Where the tasks of threads wait for each other, so that they truly run at the same time."""
import threading

# A lane that is not there by then does not come: its thread ended, or the machine is busy beyond measuring.
USUAL_PATIENCE_S = 2


class StartLine:
    """One barrier for every `lanes` tasks. It belongs to one process: threads share it, processes cannot."""

    __slots__ = ('_barriers', '_lanes')

    def __init__(self, tasks, lanes):
        self._lanes = lanes
        self._barriers = [
            threading.Barrier(min(lanes, tasks - first)) for first in range(0, tasks, lanes)
        ]

    def meet(self, task, patience_s=USUAL_PATIENCE_S):
        """Holds the thread until all tasks that run with this one have come, or no more can be expected.

        A task that goes on alone does so from then on, and so do those that would have met it.
        """
        try:
            self._barriers[task // self._lanes].wait(patience_s)
        except threading.BrokenBarrierError:
            pass

    def leave(self, task):
        """Says that this task does not come any more: nobody waits for it."""
        self._barriers[task // self._lanes].abort()
