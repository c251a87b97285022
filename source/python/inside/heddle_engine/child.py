"""
A process of the pool: one lane. It is given batches of tasks, or calls of single functions, and answers.
"""
import os
import pickle
import sys

from .child_lane import ChildLane
from .failure import message_of
from .guard import die_with_parent, watch_for_crash, write_whole_lines
from .reporter import COLLECT, READY, UNFIT


def main(spec, connection, shared):
    """
    The process from its start to its end. `spec`: the run, the number of the lane, and whose child this is.
    `shared`: what set_up returned, as it was inherited or as bytes.
    """
    prepare_process(spec)
    serve(spec, connection, shared, os._exit)


def prepare_process(spec):
    """What a process needs and an interpreter has from the one that made it."""
    die_with_parent(os.getppid() if spec['parent'] is None else spec['parent'])
    write_whole_lines()
    if spec['run']['dump']:
        watch_for_crash(crash_file(spec['run']['dump'], os.getpid()))


def crash_file(dump, pid):
    """Where the process of a lane writes its last place."""
    return '%s-%d' % (dump, pid)


def serve(spec, connection, shared, end):
    """
    Works until it is told to end, or until nobody is there to tell it. `end`: ends the process with an exit
    code.
    """
    try:
        lane = ChildLane(spec, connection, shared)
        connection.send_bytes(READY)
    except BaseException as error:
        why = '%s: %s' % (type(error).__name__, message_of(error))
        connection.send_bytes(UNFIT + why.encode('utf-8', 'replace'))
        end(1)
        return
    while True:
        try:
            message = pickle.loads(connection.recv_bytes())
        except EOFError:
            break
        if message is None:
            break
        try:
            if message == COLLECT:
                lane.collect()
            else:
                lane.answer(*message)
        except OSError:
            # Work may have closed descriptors that are not its own. Main hears of it as of any other end.
            lane.lose()
            end(1)
    lane.close()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    end(0)
