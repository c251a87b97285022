"""The table of a process: a file without a place on any disk, which Heddle opens through /proc."""
import os

from .descriptor import Descriptor, identity
from .table import BEAT_SLOTS, LANE_BYTES, Table

#: As source/telemetry/table-layout.ts has it for one lane and no task.
_BEATS_AT, _BEAT_BYTES = 64, 32
_LANES_AT = _BEATS_AT + BEAT_SLOTS * _BEAT_BYTES
_BYTES = _LANES_AT + LANE_BYTES

#: Tables whose descriptor the program has closed: to let go of them would close what has its number now.
_kept = []


class Memory:
    """Its `table`, and the `number` of its descriptor."""

    def __init__(self, origin_ms):
        file = os.memfd_create('heddle-table')
        try:
            # What is written now is there for each beat.
            os.write(file, bytes(_BYTES))
            self.table = Table({
                'path': '/proc/self/fd/%d' % file, 'bytes': _BYTES, 'beatsAt': _BEATS_AT, 'lanesAt': _LANES_AT,
                'tasksAt': _BYTES, 'tasks': 0}, origin_ms)
            self._descriptor = Descriptor(_same_as(file))
        finally:
            os.close(file)
        self.number = self._descriptor.number

    def close(self):
        """From now on nothing can be written."""
        if self._descriptor.is_open:
            self.table.close()
        else:
            _kept.append(self.table)


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
