"""Does something as soon as a module is imported, so that programs without it do not pay for that."""
import sys


def once_imported(name, work):
    """Calls `work(module)` when the module has been imported, before anybody has it; at once where it is there."""
    if name in sys.modules:
        work(sys.modules[name])
        return
    if not _awaited:
        sys.meta_path.insert(0, _Finder)
    _awaited[name] = work


#: What is to be done, by the name of the module.
_awaited = {}


class _Finder:
    """Finds modules as the others would."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """What the import system asks each finder."""
        if name not in _awaited:
            return None
        found = (finder.find_spec(name, path, target) for finder in list(sys.meta_path) if finder is not _Finder)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and hasattr(spec.loader, 'exec_module'):
            _follow(spec.loader, name)
        return spec


def _follow(loader, name):
    execute = loader.exec_module

    def execute_and_tell(module):
        del loader.exec_module
        execute(module)
        # One that was only looked for has not been imported.
        work = _awaited.pop(name, None)
        if work is not None:
            work(module)

    # A loader of files serves one module only.
    loader.exec_module = execute_and_tell
