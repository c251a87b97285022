"""By which errors are grouped: the code that says most of why, and the call of the system that failed."""
import errno
import re

#: Causes behind causes: requests, urllib3 and the socket are four.
_DEEPEST = 6
#: The name of an error of the system; exceptions of other classes have codes of their own.
_SYSTEM = re.compile(r'E[A-Z0-9]+\Z|EAI_[A-Z]+\Z')
#: asyncio tells of several addresses that were tried in turn in words alone.
_IN_WORDS = re.compile(r'\[Errno (\d+)\]')


def root_cause(error):
    """
    A code and a call, of the error or of what is behind it: `('ECONNREFUSED', 'connect')`. None for what is not
    known.
    """
    first = None
    for one in _behind(error):
        code = code_of(one)
        if code is not None and _SYSTEM.match(code):
            return code, _call_of(one, code)
        first = first or code
    return first, None


def code_of(error):
    """The system's name of an error, or the code of another class; None where there is none."""
    if isinstance(error, SystemExit):
        return None
    code = getattr(error, 'code', None) or getattr(error, 'sqlite_errorname', None)
    if isinstance(error, OSError):
        code = _name_of_number(error) or code
    return code if isinstance(code, str) else None


def _name_of_number(error):
    # Numbers of the resolver are below zero. Its module is loaded where it raised one.
    if type(error).__name__ == 'gaierror':
        import socket
        names = [name for name in dir(socket)
                 if name.startswith('EAI_') and getattr(socket, name) == error.errno]
        return names[0] if names else None
    told = _IN_WORDS.search(str(error)) if error.errno is None else None
    return errno.errorcode.get(int(told.group(1)) if told else error.errno)


def _call_of(error, code):
    if code.startswith('EAI_'):
        return 'getaddrinfo'
    if code == 'ECONNREFUSED':
        return 'connect'
    # Only what opens, or asks for, a file by its name says that name.
    return 'open' if code in ('EMFILE', 'ENFILE') and error.filename is not None else None


def _behind(error):
    seen = 0
    while isinstance(error, BaseException) and seen < _DEEPEST:
        yield error
        seen += 1
        error = _next(error)


def _next(error):
    group = getattr(error, 'exceptions', None)
    if isinstance(group, tuple) and group:
        return group[0]
    # What urllib and urllib3 wrap.
    reason = getattr(error, 'reason', None)
    if isinstance(reason, BaseException):
        return reason
    if error.__cause__ is not None:
        return error.__cause__
    return None if error.__suppress_context__ else error.__context__
