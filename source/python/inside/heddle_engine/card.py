"""What is known of a workload without running it: a WorkloadCard, as source/catalog/workloads.ts has it."""
import difflib
import os
from types import FunctionType

from .definition import checked_fields
from .functions import Arguments, is_async, is_generator
from .module_error import ModuleError
from .workload import Workload

#: Enough tasks to see something, few enough for any function to end soon.
DEFAULT_TASKS = 24
#: More names than these would hide what to do.
_SHOWN_NAMES = 5
_TO_WRITE = 'write `def task(index): …`'


def card_of(module, path, asked, word):
    """
    The card of a module. `asked`: a function of it, or None. `word`: the file as it was typed. Raises a
    ModuleError.
    """
    export = asked if asked is not None else _only_function(module, word)
    if asked is not None:
        _check_asked(module, asked, word)
    workload = Workload(module, export)
    for function in workload.bodies.values():
        _check_function(function)
    stem = os.path.splitext(os.path.basename(path))[0]
    fields = {} if export is not None else checked_fields(module, strict=not workload.alone)
    return {
        'id': stem if export is None else '%s#%s' % (os.path.basename(path), export),
        'title': fields.get('title', stem if export is None else export),
        'shows': fields.get('shows', 'your own function' if workload.alone else 'your own workload'),
        'kind': workload.kind,
        'parameters': fields.get('parameters', {}),
        'tasks': fields.get('tasks', DEFAULT_TASKS),
        'bodies': workload.body_names,
        'parts': workload.parts,
        'refuses': fields.get('refuses', {}),
        'module': path,
        'export': export,
        'runtime': 'python',
        'judgedBy': fields.get('judged_by'),
        'called': _called(module, workload, export),
    }


def _called(module, workload, export):
    """How a program without Heddle calls it, as source/catalog/called.ts has it."""
    functions = {}
    for body, function in workload.bodies.items():
        arguments = Arguments(function)
        names = (export, body, 'task', 'task_async')
        functions[body] = {
            'name': next(name for name in names if name and getattr(module, name, None) is function),
            'arguments': 2 if arguments.takes_context else int(arguments.takes_index),
            'isAsync': is_async(function),
        }
    return {'as': 'functions', 'functions': functions, 'setsUp': 'set_up' in workload.steps}


def _functions(module):
    """Functions that the module itself defines, in the order of its text, by name."""
    found = [(value.__code__.co_firstlineno, name) for name, value in vars(module).items()
             if isinstance(value, FunctionType) and value.__module__ == module.__name__ and name[0] != '_']
    return [name for _, name in sorted(found)]


def _only_function(module, word):
    """None for a module that follows the convention; else the name of its only function."""
    if Workload(module, None).bodies:
        return None
    names = _functions(module)
    if not names:
        raise ModuleError('defines no function (loading it ran its code once)', _TO_WRITE)
    if len(names) == 1:
        return names[0]
    many = ['%s#%s' % (word, name) for name in names]
    problem = 'defines %d functions, none of them named task' % len(names)
    raise ModuleError(problem, 'name one: %s' % _listed(many))


def _check_asked(module, asked, word):
    function = getattr(module, asked, None)
    names = _functions(module)
    there_is = 'it defines %s' % _listed(names) if names else _TO_WRITE
    if function is None:
        near = difflib.get_close_matches(asked, names, 1)
        remedy = 'did you mean %s#%s?' % (word, near[0]) if near else there_is
        raise ModuleError('does not define %s' % asked, remedy)
    if not callable(function) or isinstance(function, type):
        what = 'a class' if isinstance(function, type) else 'of type %s' % type(function).__name__
        raise ModuleError('has no function %s: that is %s' % (asked, what), there_is)


def _check_function(function):
    name = getattr(function, '__name__', 'task')
    if is_generator(function):
        raise ModuleError('has `yield` in its function %s: calling it would run none of its code' % name,
                          'return the values as a list')
    arguments = Arguments(function)
    if not arguments.fits:
        needs = _listed(arguments.required)
        raise ModuleError('has a function %s that needs more than Heddle gives: %s' % (name, needs),
                          'write `def %s(index)` or `def %s(index, context)`' % (name, name))


def _listed(names):
    shown = ', '.join(names[:_SHOWN_NAMES])
    return shown + ', …' if len(names) > _SHOWN_NAMES else shown
