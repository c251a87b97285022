"""The attributes by which a module describes itself, checked."""
from collections.abc import Mapping

from .module_error import ModuleError
from .workload import KINDS

MODELS = ('sequential', 'async', 'threads', 'processes', 'hybrid', 'interpreters')


def checked_fields(module, strict):
    """
    Those of title, shows, kind, tasks, parameters, refuses and judged_by that a module has. Raises a
    ModuleError that names the first one that is wrong, and what is right. Not `strict`: a module that holds
    one function may use these names for something else, and what does not fit is not meant.
    """
    fields = {}
    for name, check in _CHECKS.items():
        value = getattr(module, name, None)
        if value is None or callable(value):
            continue
        try:
            fields[name] = check(name, value)
        except ModuleError:
            if strict:
                raise
    return fields


def _wrong(name, value, right):
    shown = repr(value) if isinstance(value, (str, int, float)) else 'a %s' % type(value).__name__
    return ModuleError('is no workload: its %s is %s' % (name, shown), 'it must be %s' % right)


def _text(name, value):
    if not isinstance(value, str):
        raise _wrong(name, value, 'text')
    return value


def _one_of(*words):
    def check(name, value):
        if value not in words:
            raise _wrong(name, value, 'one of %s' % ', '.join(words))
        return value
    return check


def _number(name, value):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _wrong(name, value, 'a number')
    return value


def _whole(name, value):
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _wrong(name, value, 'a whole number of 1 or more')
    return value


def _mapping(name, value):
    if not isinstance(value, Mapping):
        raise _wrong(name, value, 'a dict')
    return value


def _refuses(name, value):
    for model, reason in _mapping(name, value).items():
        _one_of(*MODELS)('%s: a key of it' % name, model)
        _text('%s[%r]' % (name, model), reason)
    return dict(value)


def _judged_by(name, value):
    figure = _text("%s['figure']" % name, _mapping(name, value).get('figure'))
    better = _one_of('lower', 'higher')("%s['better']" % name, value.get('better', 'lower'))
    return {'figure': figure, 'better': better}


def _parameters(name, value):
    return {_text('%s: a key of it' % name, key): _parameter('%s[%r]' % (name, key), key, spec)
            for key, spec in _mapping(name, value).items()}


def _parameter(name, key, spec):
    def field(of, check, default=None):
        return check("%s['%s']" % (name, of), _mapping(name, spec).get(of, default))

    title = field('title', _text, key)
    if field('type', _one_of('number', 'choice')) == 'choice':
        choices = spec.get('choices')
        is_list = isinstance(choices, (list, tuple)) and len(choices) > 0
        if not is_list or not all(isinstance(one, str) for one in choices):
            raise _wrong("%s['choices']" % name, choices, 'a list of text')
        default = field('default', _one_of(*choices))
        refuses = {_text(name, choice): _refuses('%s[%r]' % (name, choice), models)
                   for choice, models in spec.get('refuses', {}).items()}
        card = {'type': 'choice', 'title': title, 'choices': list(choices), 'default': default}
        return dict(card, refuses=refuses) if refuses else card
    low, high, default = (field(of, _number) for of in ('min', 'max', 'default'))
    if not low <= default <= high:
        raise _wrong("%s['default']" % name, default, 'from %s to %s' % (low, high))
    unit = field('unit', _text, '')
    card = {'type': 'number', 'title': title, 'unit': unit, 'default': default, 'min': low, 'max': high}
    return dict(card, integer=True) if spec.get('integer') else card


_CHECKS = {
    'title': _text,
    'shows': _text,
    'kind': _one_of(*KINDS),
    'tasks': _whole,
    'parameters': _parameters,
    'refuses': _refuses,
    'judged_by': _judged_by,
}
