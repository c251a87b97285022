"""Memory that Heddle reads through /proc: a file without a place on any disk."""
import os

from .descriptor import Descriptor, identity

#: What was mapped of those whose descriptor the program has closed: to let go would close what has its number now.
_kept = []


class Memory:
    """What is `mapped` of it, and the `number` of its descriptor."""

    def __init__(self, name, size, mapped):
        """`mapped(path)`: maps the file, of that many bytes, and returns what can be closed."""
        file = os.memfd_create(name)
        try:
            # What is written now is there each time.
            os.write(file, bytes(size))
            self.mapped = mapped('/proc/self/fd/%d' % file)
            self._descriptor = Descriptor(_same_as(file))
        finally:
            os.close(file)
        self.number = self._descriptor.number

    def close(self):
        """From now on nothing can be written."""
        if self._descriptor.is_open:
            self.mapped.close()
        else:
            _kept.append(self.mapped)


def _same_as(file):
    """The descriptor of the same file that `mmap` has made for itself, and tells nobody."""
    for number in map(int, os.listdir('/proc/self/fd')):
        try:
            if number != file and identity(number) == identity(file):
                return number
        except OSError:
            # That of the listing itself.
            pass
    raise OSError('mmap keeps none')
