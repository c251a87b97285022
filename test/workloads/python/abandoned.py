"""Makes a block of shared memory in a process that is killed, and prints as JSON what becomes of it.

Usage: abandoned.py FOLDER-OF-THE-WORKLOADS
"""
import json
import os
import signal
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])

from helpers.shared_block import FOLDER, create_block, remove_block  # noqa: E402 (it is in the folder named above)

SIZE = 1000


def is_there(name):
    return os.path.exists(os.path.join(FOLDER, name))


def main():
    maker = subprocess.Popen(
        [sys.executable, __file__, sys.argv[1], 'make'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        start_new_session=True)
    name = maker.stdout.readline().decode().strip()
    own = create_block(SIZE)
    kept = is_there(name)
    # With all that would tidy up after it.
    os.killpg(maker.pid, signal.SIGKILL)
    maker.wait()
    left = is_there(name)
    another = create_block(SIZE)
    print(json.dumps({'kept': kept, 'left': left, 'removed': not is_there(name), 'own': is_there(own)}))
    for block in (own, another):
        remove_block(block)


if sys.argv[2:] == ['make']:
    print(create_block(SIZE), flush=True)
    sys.stdin.read()
else:
    main()
