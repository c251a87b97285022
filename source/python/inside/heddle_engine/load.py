"""Loads a person's module by its path."""
import os
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location

from .same_names import look_first_in, names_of_python


class _Loader(SourceFileLoader):
    """Writes no bytecode: no __pycache__ appears beside the person's file."""

    def set_data(self, path, data, *, _mode=0o666):
        pass


def module_name(path):
    """
    Under which name a module is loaded: that of its file, so that what it holds is called as the person knows
    it. Not where that is no name or belongs to another module. Never __main__: its guards must not run.
    """
    stem = os.path.splitext(os.path.basename(path))[0]
    if not stem.isidentifier() or stem in names_of_python() or stem in sys.modules:
        return 'heddle_work_' + ''.join(c if c.isalnum() else '_' for c in stem)
    return stem


def load_module(path):
    """The module in a file, loaded once a process. Raises what its code raises."""
    path = os.path.abspath(path)
    # A forked child has it under the name it was given: under another one its classes would be others.
    for module in list(sys.modules.values()):
        if getattr(module, '__heddle_file__', None) == path:
            return module
    name = module_name(path)
    look_first_in(path)
    spec = spec_from_file_location(name, path, loader=_Loader(name, path))
    module = module_from_spec(spec)
    module.__heddle_file__ = path
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module
