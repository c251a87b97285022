"""Tells the files of the person's own from Python's, of packages and of the engine."""
import os

ENGINE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
STDLIB = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
PACKAGES = tuple(os.sep + name + os.sep for name in ('site-packages', 'dist-packages'))


def is_of_python(file):
    """Whether code of this file is Python's or the engine's: neither the person's own nor of a package."""
    if any(name in file for name in PACKAGES):
        return False
    return file.startswith(('<', ENGINE, STDLIB))


def is_own(file):
    """Whether code of this file is the person's own. `<string>` and the like are no files."""
    return not (file.startswith(('<', ENGINE, STDLIB)) or any(name in file for name in PACKAGES))
