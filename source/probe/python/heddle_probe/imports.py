"""Does something as soon as a module is imported, so that programs without it do not pay for that."""
import sys


def once_imported(name, work):
    """Calls `work(module)` when the module has been imported, before anybody has it; at once where it is there."""
    if name in sys.modules:
        work(sys.modules[name])
    else:
        sys.meta_path.insert(0, _Finder(name, work))


class _Finder:
    """Finds a module as the others would, once."""

    def __init__(self, name, work):
        self._name, self._work = name, work

    def find_spec(self, name, path=None, target=None):
        """What the import system asks each finder."""
        if name != self._name:
            return None
        sys.meta_path.remove(self)
        found = (finder.find_spec(name, path, target) for finder in list(sys.meta_path))
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and hasattr(spec.loader, 'exec_module'):
            self._follow(spec.loader)
        return spec

    def _follow(self, loader):
        execute = loader.exec_module

        def execute_and_tell(module):
            del loader.exec_module
            execute(module)
            self._work(module)

        # A loader of the standard library's files serves one module only.
        loader.exec_module = execute_and_tell
