"""Descriptors that are Heddle's, in somebody else's process."""
import fcntl
import os

#: From there on: a program may count on the numbers of its first ones.
_LEAST = 100


class Descriptor:
    """
    The program may close it, or put its number to another use, at any time: before each use it is made sure that it is still
    the same.
    """

    def __init__(self, number):
        self.number = number
        self._is = identity(number)

    @classmethod
    def moved(cls, number):
        """It instead of that one, out of the program's way. Programs that are started do not inherit it."""
        try:
            return cls(fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, _LEAST))
        finally:
            os.close(number)

    @property
    def is_open(self):
        """Whether it is still the same."""
        try:
            return identity(self.number) == self._is
        except OSError:
            return False

    def close(self):
        """Closes it, unless the program has."""
        if self.is_open:
            os.close(self.number)


def identity(number):
    """What tells one open file from others. Raises OSError for a number that is free."""
    seen = os.fstat(number)
    return seen.st_dev, seen.st_ino
