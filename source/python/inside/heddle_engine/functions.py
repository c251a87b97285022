"""What can be told of a function without calling it."""
from types import CodeType

from .same_names import late

#: Flags of code, as `inspect` has them.
_COROUTINE, _GENERATORS, _VARIABLE = 0x80, 0x20 | 0x200, 0x04

#: Methods of a context that hand a part of a task to the pool behind the loop.
PARTS = ('offload', 'dispatch')


def code_of(function):
    """
    The code of a function, or of what a decorator or functools.partial wraps; None for what is written in C.
    """
    for _ in range(20):
        inner = getattr(function, 'func', None) or getattr(function, '__wrapped__', None)
        if inner is None:
            break
        function = inner
    code = getattr(function, '__code__', None)
    if code is None and not isinstance(function, type):
        code = getattr(getattr(type(function), '__call__', None), '__code__', None)
    return code if isinstance(code, CodeType) else None


def is_async(function):
    """Whether calling it makes a coroutine."""
    code = code_of(function)
    return code is not None and bool(code.co_flags & _COROUTINE)


def is_generator(function):
    """Whether calling it runs nothing yet: a function with `yield` in it."""
    code = code_of(function)
    return code is not None and bool(code.co_flags & _GENERATORS)


class Arguments:
    """What a function must or may be called with by position."""

    def __init__(self, function):
        """Of what does not tell, such as much that is written in C, it is one argument."""
        names, defaults, variable, named = _plain(function) or _by_signature(function)
        #: Names of arguments that it cannot do without.
        self.required = names[:len(names) - defaults] + named
        self.fits = len(self.required) <= 2 and not named
        #: Whether it takes the number of a task, or its input.
        self.takes_index = bool(names) or variable
        # One with a default copes without, unless it is meant: `context=None`.
        self.takes_context = len(self.required) >= 2 or names[1:2] == ['context']


def _plain(function):
    """
    Of a plain function: the names of what it takes by position, how many of them have a default, whether
    it takes any number, and names that it must be given by name. Other than by `inspect`, in no time.
    """
    code = getattr(function, '__code__', None)
    # A bound method has the code of its function, which takes the object as well.
    if code is None or hasattr(function, '__wrapped__') or hasattr(function, '__self__'):
        return None
    names = list(code.co_varnames[:code.co_argcount])
    by_name = code.co_varnames[code.co_argcount:code.co_argcount + code.co_kwonlyargcount]
    named = [name for name in by_name if name not in (function.__kwdefaults__ or {})]
    return names, len(function.__defaults__ or ()), bool(code.co_flags & _VARIABLE), named


def _by_signature(function):
    inspect = late('inspect')
    Parameter = inspect.Parameter
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return ['index'], 0, False, []
    by_position = [one for one in parameters
                   if one.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)]
    defaults = sum(one.default is not Parameter.empty for one in by_position)
    variable = any(one.kind is Parameter.VAR_POSITIONAL for one in parameters)
    named = [one.name for one in parameters
             if one.kind is Parameter.KEYWORD_ONLY and one.default is Parameter.empty]
    return [one.name for one in by_position], defaults, variable, named


def parts_of(function):
    """Which of `offload` and `dispatch` its code names, that of functions inside it included."""
    names, codes = set(), [code_of(function)]
    while codes:
        code = codes.pop()
        if code is not None:
            names.update(code.co_names)
            codes.extend(const for const in code.co_consts if isinstance(const, CodeType))
    return [part for part in PARTS if part in names]
