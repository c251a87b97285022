"""Values that tasks may return, and what of each is still the same where it arrives."""
import datetime
import decimal
import os
import re
import socket
import threading

# A value that stands for "there is none": code asks with `is`, and a copy is another object.
MISSING = object()


class Account:
    """An instance of a class that both sides can import."""

    def __init__(self):
        self.owner = 'Ada'
        self._cents = 12_300

    @property
    def euros(self):
        return self._cents / 100


class HttpError(Exception):
    """Pickle makes an exception again by calling its class with `args`: this one's own arguments are not in there."""

    def __init__(self, status, url):
        super().__init__('status %d for %s' % (status, url))
        self.status = status


def _make_error():
    try:
        try:
            int('x')
        except ValueError as cause:
            raise LookupError('no such order') from cause
    except LookupError as error:
        error.status = 404
        return error


def _make_local():
    class Local:
        owner = 'Ada'

    return Local()


def _make_plain():
    return {
        'name': 'Ada', 'scores': (1, 2, 3), 'born': datetime.date(1815, 12, 10), 'tags': {'a'}, 'bytes': b'\0\1',
        'price': decimal.Decimal('12.30'), 'ratio': float('nan'), 'large': 2 ** 100, 'pattern': re.compile('a+'),
        'note': None,
    }


def _fields_of_error(error):
    return {
        'class': _class(error), 'message': str(error), 'status': repr(getattr(error, 'status', None)),
        'cause': repr(error.__cause__), 'traceback': str(error.__traceback__ is not None),
    }


def _class(value):
    return type(value).__name__


def _only_class(value):
    return {'class': _class(value)}


# By the name one chooses it by: how it is made, and its fields as text, of what was made and of what arrived.
KINDS = {
    'plain': (_make_plain, lambda value: {name: repr(field) for name, field in value.items()}),
    'class-instance': (
        Account, lambda value: {'class': _class(value), 'owner': value.owner, 'euros': repr(value.euros)}),
    'error': (_make_error, _fields_of_error),
    'own-error': (lambda: HttpError(404, '/orders'), _fields_of_error),
    'sentinel': (lambda: {'found': MISSING}, lambda value: {'found': str(value['found'] is MISSING)}),
    'function': (lambda: lambda: 'done', lambda value: {'class': _class(value), 'calls': value()}),
    'local-class': (_make_local, lambda value: {'class': _class(value), 'owner': value.owner}),
    'generator': (lambda: (number for number in range(3)), _only_class),
    'lock': (threading.Lock, _only_class),
    'file': (lambda: open(os.devnull), _only_class),
    'socket': (socket.socket, _only_class),
}


def compare(kind, arrived):
    """How many fields a value of that kind has, and the names of those that are not what they were."""
    make, fields = KINDS[kind]
    before, after = fields(make()), fields(arrived)
    return len(before), [name for name in before if before[name] != after.get(name)]
