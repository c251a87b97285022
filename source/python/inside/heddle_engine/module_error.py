"""Why a module cannot be used as a workload: one line, with what to write or type instead."""
import os
import sys

from .failure import failure
from .load import load_module


class ModuleError(Exception):
    """
    `problem`: the rest of a sentence that begins with the module's name. `remedy`: None where the problem
    says it.
    """

    def __init__(self, problem, remedy=None):
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def load_or_refuse(path):
    """The module in a file. Raises a ModuleError when its code cannot be loaded."""
    try:
        return load_module(path)
    except SyntaxError as error:
        raise _syntax_error(error) from None
    except ModuleNotFoundError as error:
        raise _missing(error, path) from None
    except EOFError as error:
        if 'EOF when reading a line' not in str(error):
            raise _raised(error) from None
        place = _at(failure(error)['place'])
        raise ModuleError('asks for input while it is loaded%s' % place, _GUARD) from None
    except SystemExit as error:
        told = failure(error)
        ended = 'it %s%s' % (told['message'], _at(told['place']))
        raise ModuleError('ended its process while it was loaded: %s' % ended, _GUARD) from None
    except BaseException as error:
        raise _raised(error) from None


_GUARD = "put what a program does behind `if __name__ == '__main__':`"


def _raised(error):
    told = failure(error)
    first = told['message'].split('\n')[0].rstrip('.')
    says = '%s: %s' % (told['name'], first) if first else told['name']
    return ModuleError('cannot be loaded: %s%s' % (says, _at(told['place'])))


def _syntax_error(error):
    place = None if error.filename is None else '%s:%s' % (error.filename, error.lineno)
    return ModuleError('cannot be loaded: %s: %s%s' % (type(error).__name__, error.msg, _at(place)))


def _missing(error, path):
    name = (error.name or '').split('.')[0]
    told = failure(error)
    version = '.'.join(map(str, sys.version_info[:3]))
    if not name or name in sys.modules or os.path.isdir(os.path.join(os.path.dirname(path), name)):
        return _raised(error)
    problem = 'needs the package %s, which Python %s has not%s' % (name, version, _at(told['place']))
    # Of a virtual environment the folder says more than a version that two of them may have.
    return ModuleError(problem, 'install it: %s -m pip install %s, or name another Python with --python'
                       % (_short(sys.executable), name))


def _at(place):
    """` (work.py:3)`, relative where that is below the working directory; nothing where it is not known."""
    return '' if place is None else ' (%s)' % _short(place)


def _short(path):
    try:
        below = os.path.relpath(path)
    except (OSError, ValueError):
        return path
    return path if below.startswith('..') else below
