"""One task after another in the main thread: the baseline."""
import time

from ..same_names import late


class Model:
    """Coroutines run on a loop, one at a time; functions are called."""

    runs_tasks_here = may_freeze = True

    def __init__(self, run):
        self._run = run
        self._loop = None

    def prepare(self):
        """Makes the loop, where there are coroutines."""
        run = self._run
        if run.work.is_async:
            self._loop = late('heddle_engine.loop').BeatingLoop(run.table, run.main.recorder)

    def run(self):
        """Runs all tasks."""
        run = self._run
        main, heart, table = run.main, run.heart, run.table
        tasks = range(table.tasks)
        if self._loop is not None:
            self._loop.run(heart, main.run_all_async(tasks, table))
            return
        for task in tasks:
            while run.paced and not table.stopped and table.due_ms(task) > table.now():
                heart.rest(time.sleep, max(0.0, table.due_ms(task) - table.now()))
            if table.stopped:
                break
            main.run(task)
            heart.beat_if_due()

    def kept(self):
        """Nothing apart from the process."""
        return ()

    def close(self):
        """Closes the loop."""
        if self._loop is not None:
            self._loop.close()
