"""
Every Python that inherits PYTHONPATH imports this before the program's own code. Whatever fails in here is not the
program's problem: it then goes on unobserved. Python 2 reads it, too.
"""
import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))
_implementation = getattr(getattr(sys, 'implementation', None), 'name', None)


def _observe():
    path = os.environ.get('HEDDLE_WATCH')
    if not path or _implementation != 'cpython' or sys.version_info < (3, 8):
        return
    # Bytecode of ours would be in the package, which is not the program's to write into.
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        from heddle_probe import process
        process.observe(path, 'launched')
    finally:
        sys.dont_write_bytecode = before


try:
    _observe()
except Exception:
    pass

# From here on all is as it would be without this file: the program's own of that name, which this one hides, is imported
# in its place, and fails as it would; where there is none, that is what `site` expects.
sys.path[:] = [place for place in sys.path if os.path.abspath(place) != _here]
sys.modules.pop('sitecustomize', None)
import sitecustomize  # noqa: E402,F401
