"""Errors and values as short texts for people."""
import re
import reprlib
from itertools import islice

from .own_files import is_own
from .root_cause import code_of, root_cause

#: A message is read, and lines that are said have a limit.
_MOST_OF_MESSAGE = 2000
#: As many frames as tell how it came there.
MOST_FRAMES = 10
MOST_CHARACTERS = 120
#: Keys are shown in order; a million of them would hold the loop for a second while they are sorted.
_MOST_SORTED = 1000


def failure(error):
    """An error as plain data, as it crosses to the host. Never raises, even for what cannot be looked at."""
    told = getattr(error, 'heddle_failure', None)
    if told is not None:
        return dict(told)
    place, stack = _frames(error.__traceback__)
    if place is None and error.__cause__ is not None:
        place, stack = _frames(error.__cause__.__traceback__)
    kind = kind_of(error)
    return dict(kind, message=message_of(error), code=_code(error), place=place, stack=stack)


def failure_of(name, message, code=None):
    """The same of what no exception was raised for."""
    return {'name': name, 'message': message, 'code': code, 'place': None, 'stack': [], 'rootCode': code,
            'syscall': None}


def kind_of(error):
    """By what errors are counted: a name, a code and a call. Of an error, or of what was told of one. Never raises."""
    told = error if isinstance(error, dict) else getattr(error, 'heddle_failure', None)
    if told is not None:
        return {key: told[key] for key in ('name', 'rootCode', 'syscall')}
    try:
        code, call = root_cause(error)
    except Exception:
        code = call = None
    return {'name': type(error).__name__, 'rootCode': code, 'syscall': call}


def _code(error):
    try:
        return code_of(error)
    except Exception:
        return None


class RemoteFailure(Exception):
    """
    An error of another process that could not be sent as it is; `heddle_failure` is what was told of it.
    """

    def __init__(self, told):
        super().__init__('%s: %s' % (told['name'], told['message']))
        self.heddle_failure = told


def message_of(error):
    """What an error says, and what is behind it where it says that itself."""
    try:
        if isinstance(error, SystemExit):
            return 'called sys.exit(%s)' % ('' if error.code is None else preview(error.code))
        message = str(error) or '(no message)'
        reason = _reason(error)
        if reason is not None and reason not in message:
            message = '%s: %s' % (message, reason)
        return message if len(message) <= _MOST_OF_MESSAGE else message[:_MOST_OF_MESSAGE] + '…'
    except BaseException:
        return '(an error that cannot be shown)'


def _reason(error):
    """
    `ConnectionError: refused`, of the cause that was named, or of the first of a group; None where there is
    none.
    """
    group = getattr(error, 'exceptions', None)
    behind = group[0] if isinstance(group, tuple) and group else error.__cause__
    if not isinstance(behind, BaseException):
        return None
    first = str(behind).split('\n')[0]
    return '%s: %s' % (type(behind).__name__, first) if first else type(behind).__name__


def _frames(traceback):
    """
    The nearest place in the person's own code, `/work.py:17` or None, and the frames there, nearest first.
    """
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if is_own(code.co_filename):
            at = '%s:%d' % (code.co_filename, traceback.tb_lineno)
            frame = ('%s (%s)' % (code.co_name, at), at)
            # What calls itself a thousand times says so once.
            if not frames or frames[-1] != frame:
                frames.append(frame)
        traceback = traceback.tb_next
    frames.reverse()
    return (frames[0][1] if frames else None), [text for text, _ in frames[:MOST_FRAMES]]


class _Short(reprlib.Repr):
    """Never makes a text much longer than what is shown of it, where the value is one of Python's own."""

    def __init__(self):
        super().__init__()
        self.maxlevel = 3
        self.maxstring = self.maxlong = 100
        self.maxother = MOST_CHARACTERS

    def repr_bytes(self, value, level):
        return repr(bytes(value[:40])) + ('…' if len(value) > 40 else '')

    def repr_bytearray(self, value, level):
        return 'bytearray(%s)' % self.repr_bytes(value, level)

    def repr_int(self, value, level):
        if value.bit_length() > 10000:  # Python refuses to write it, or takes seconds.
            return '<int of %d bits>' % value.bit_length()
        return super().repr_int(value, level)

    def repr_dict(self, value, level):
        if len(value) > _MOST_SORTED:
            value = dict(islice(value.items(), self.maxdict + 1))
        return super().repr_dict(value, level)

    def repr_set(self, value, level):
        return super().repr_set(self._some(value), level)

    def repr_frozenset(self, value, level):
        return super().repr_frozenset(self._some(value), level)

    def _some(self, value):
        return value if len(value) <= _MOST_SORTED else type(value)(islice(value, self.maxset + 1))

    def repr_instance(self, value, level):
        if isinstance(value, dict) and len(value) > _MOST_SORTED:
            return '%s(%s)' % (type(value).__name__, self.repr_dict(value, level))
        return repr(value)


_short = _Short()


def _without_addresses(text):
    """Where a thing is in memory says nothing, and something else each time."""
    if ' at 0x' not in text:
        return text
    return re.sub(' at 0x[0-9a-f]+', '', text)


def preview(value):
    """A value as one short line for people."""
    try:
        text = _without_addresses(' '.join(_short.repr(value).split()))
    except BaseException as error:
        return '(a value that cannot be shown: %s)' % type(error).__name__
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS - 1] + '…'
