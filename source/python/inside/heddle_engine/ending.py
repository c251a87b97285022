"""The end of the main process."""
import atexit
import os
import sys
import threading
import time

#: How long functions that a workload registered with atexit may take.
_EXIT_SECONDS = 1.0


def end_process():
    """Ends the process as a program ends, but without waiting for what a workload left running."""
    def end():
        time.sleep(_EXIT_SECONDS)
        os._exit(0)

    threading.Thread(target=end, daemon=True).start()
    pools = sys.modules.get('concurrent.futures.thread')
    if pools is not None:
        atexit.unregister(pools._python_exit)  # 3.8: it waits for threads of pools.
    try:
        atexit._run_exitfuncs()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass
    os._exit(0)
