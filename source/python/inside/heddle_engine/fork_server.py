"""The fork server of multiprocessing, with the guard in it."""
import os

from .own_files import ENGINE


def ensure_fork_server(context):
    """Starts the fork server, unless it runs: the first of all, and another one when that was killed."""
    from multiprocessing import forkserver
    names = ['fork_server_guard', 'child', 'load', 'workload']
    context.set_forkserver_preload(['heddle_engine.' + name for name in names])
    here = ENGINE.rstrip(os.sep)
    before = {name: os.environ.get(name) for name in ('PYTHONPATH', 'PYTHONDONTWRITEBYTECODE')}
    # Up to 3.13 the fork server ignores the path it is given: it would not find the guard, and not say so.
    # The guard takes both back in there.
    os.environ['PYTHONPATH'] = here + (os.pathsep + before['PYTHONPATH'] if before['PYTHONPATH'] else '')
    os.environ['PYTHONDONTWRITEBYTECODE'] = '1'
    os.environ['HEDDLE_WRITES'] = before['PYTHONDONTWRITEBYTECODE'] or ''
    try:
        forkserver.ensure_running()
    finally:
        del os.environ['HEDDLE_WRITES']
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
