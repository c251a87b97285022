"""
Modules of the person's that are called like Python's own, such as a `queue.py` beside the file. The person's
code finds them, as it does without Heddle; the engine, and all of Python that it uses, finds Python's.
"""
import os
import sys
from contextlib import contextmanager
from importlib import import_module

from . import AT_START
from .own_files import ENGINE, STDLIB

_at_start = AT_START
#: The folder of the person's file, where it holds a module that is called like one of Python's.
_folder = None
#: Names of such modules, without that of the file itself.
_names = frozenset()
#: Python's own modules of these names, as far as the engine has imported them.
_pythons = {}
#: The person's modules of these names, and the path, while imports find Python's; else None.
_aside = None


def names_of_python():
    """What modules of the standard library are called."""
    known = getattr(sys, 'stdlib_module_names', None)  # 3.10
    return known or frozenset(name.split('.')[0] for name in os.listdir(STDLIB))


def look_first_in(file):
    """
    From now on imports look first into the folder of the person's file. That itself is in nobody's way: a
    `threading.py` that imports threading means Python's.
    """
    global _folder, _names
    folder, name = os.path.split(file)
    if sys.path[:1] != [folder]:
        sys.path.insert(0, folder)
    names = _names_in(folder)
    if names:
        _folder, _names = folder, names - {os.path.splitext(name)[0]}
        _pythons.update(_taken())


def _names_in(folder):
    """Names of Python's modules that a folder has as well, but for those that are imported at the start."""
    try:
        there = set(os.listdir(folder))
    except OSError:
        return frozenset()
    found = {name for name in names_of_python() if name + '.py' in there
             or (name in there and os.path.isfile(os.path.join(folder, name, '__init__.py')))}
    return frozenset(found.difference(_at_start, sys.builtin_module_names))


def _taken():
    """Modules of these names, and what is in them, taken out of those that are imported."""
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.split('.')[0] in _names}


@contextmanager
def pythons_own():
    """Within it, imports find Python's modules, and none of the person's that are called alike."""
    global _aside
    if _folder is None or _aside is not None:
        yield
        return
    _aside = _taken(), sys.path[:]
    sys.modules.update(_pythons)
    sys.path[:] = path_of_engine()
    try:
        yield
    finally:
        _bring_back()


def _bring_back():
    global _aside
    (theirs, path), _aside = _aside, None
    sys.path[:] = path
    _pythons.update(_taken())
    sys.modules.update(theirs)


def late(name):
    """
    A module of Python's or of the engine's that is imported only when the person's own is there. It writes no
    bytecode: that of the engine's would be in the package.
    """
    there = _pythons if name.split('.')[0] in _names else sys.modules
    if name in there:
        return there[name]
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        with pythons_own():
            return import_module(name)
    finally:
        sys.dont_write_bytecode = before


def path_of_engine():
    """Where the engine looks for modules."""
    return [place for place in sys.path if place != _folder]


@contextmanager
def apart():
    """
    The same also for interpreters that are started within it: they look into the working directory first.
    """
    if _folder is None:
        yield
        return
    with pythons_own():
        cwd = os.getcwd()
        os.chdir(ENGINE)
        try:
            yield
        finally:
            os.chdir(cwd)


def surroundings():
    """What another process or interpreter of the run needs to find the same modules as this one."""
    cwd = None if _folder is None else os.getcwd()
    return {'path': sys.path[:], 'cwd': cwd, 'at_start': _at_start}


def adopt(told):
    """Has this process or interpreter find the same modules as the one whose `surroundings` these are."""
    global _at_start
    if _aside is not None:
        # It was forked while the other one imported what is Python's.
        _bring_back()
    _at_start = told['at_start']
    sys.path[:] = told['path']
    if told['cwd'] is not None:
        os.chdir(told['cwd'])
