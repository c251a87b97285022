"""
Preloaded by multiprocessing's fork server: it must not outlive the engine, for its children only die with it.
"""
import os
import sys

from .guard import die_with_parent
from .own_files import ENGINE


def take_back():
    """Undoes what the engine put into the environment so that this module was found."""
    here = ENGINE.rstrip(os.sep)
    rest = os.environ.pop('PYTHONPATH', '')[len(here):].lstrip(os.pathsep)
    if rest:
        os.environ['PYTHONPATH'] = rest
    writes = os.environ.pop('HEDDLE_WRITES', '')
    if not writes:
        os.environ.pop('PYTHONDONTWRITEBYTECODE', None)
    while here in sys.path:
        sys.path.remove(here)
    sys.path.append(here)


take_back()
die_with_parent(os.getppid())
