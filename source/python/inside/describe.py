"""
Loads a person's module in a process of its own and says what workload it is, as one line of JSON on
descriptor 3: a module may print, hang or raise while it loads, and none of that must reach the process that
shows the screen.

python describe.py FILE EXPORT-or-empty WORD

WORD is the file as it was typed. Descriptor 4 closes with the process that wants to know.
"""
import sys

written_before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
# Found, but in the way of no module of the person's.
sys.path.append(sys.path.pop(0))

import heddle_engine  # noqa: E402,F401 (notes what is imported already)
import json  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import threading  # noqa: E402

from heddle_engine.card import card_of  # noqa: E402
from heddle_engine.module_error import ModuleError, load_or_refuse  # noqa: E402

SAYS, LIFELINE = 3, 4


def end_with_host():
    """A module may loop for ever: only another thread sees that nobody waits any more."""
    try:
        while os.read(LIFELINE, 64):
            pass
    except OSError:
        pass
    if hasattr(os, 'killpg') and os.getpgrp() == os.getpid():
        # With all that the module has started.
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def main():
    """Says one line, and ends without waiting for what the module started."""
    file, export, word = sys.argv[1:4]
    for descriptor in (SAYS, LIFELINE):
        os.set_inheritable(descriptor, False)
    threading.Thread(target=end_with_host, daemon=True).start()
    # What it prints is told nobody, and what it asks is answered by nobody.
    sys.argv[:] = [file]
    sys.dont_write_bytecode = written_before
    try:
        answer = {'card': card_of(load_or_refuse(file), file, export or None, word)}
    except ModuleError as error:
        answer = {'problem': error.problem, 'remedy': error.remedy}
    os.write(SAYS, json.dumps(answer).encode('utf-8', 'backslashreplace'))
    os._exit(0)


main()
