"""Nothing of Heddle's may fail in somebody's program, or be left behind in its folders."""
import sys


def quiet(work):
    """The function, without its errors: what it was to observe is then not observed."""
    def quietly(*given):
        try:
            return work(*given)
        except Exception:
            return None
    return quietly


class no_bytecode:
    """Within it none is written: that of Heddle's own code would be in its package."""

    def __enter__(self):
        self._before, sys.dont_write_bytecode = sys.dont_write_bytecode, True

    def __exit__(self, *error):
        sys.dont_write_bytecode = self._before
