"""A module as a workload, by convention of names and without an import from Heddle."""
from .functions import Arguments, is_async, parts_of

#: The bodies a task may have; which of them a model runs is the catalog's to say.
BODIES = ('blocking', 'cooperative', 'run')
#: Functions of a module that are called once a run.
STEPS = ('set_up', 'tear_down', 'check')
KINDS = ('cpu', 'async-io', 'blocking-io', 'mixed', 'pitfall')


class Workload:
    """What a module offers: `bodies` by name, `steps` by name, `kind` and `parts` as a card has them."""

    def __init__(self, module, export):
        """
        `export`: the function that was asked for; None: by convention. Raises an AttributeError where it is
        not there.
        """
        self.bodies = {'run': getattr(module, export)} if export else _bodies_in(module)
        self.steps = {}
        kind = None
        if not export:
            self.steps = _callables(module, STEPS)
            kind = getattr(module, 'kind', None)
        kind = kind if isinstance(kind, str) and kind in KINDS else None
        describes_itself = kind is not None or isinstance(getattr(module, 'shows', None), str)
        #: Whether it is one function and says nothing about itself.
        self.alone = bool(export) or (list(self.bodies) == ['run'] and not describes_itself)
        order = ('cooperative', 'run', 'blocking')
        usual = next((self.bodies[name] for name in order if name in self.bodies), None)
        # A coroutine gives its thread back while it waits; of any other function the worst has to be assumed.
        self.kind = kind or ('async-io' if self.alone and is_async(usual) else 'mixed')
        self.parts = parts_of(usual)

    @property
    def body_names(self):
        """The names of its bodies, in their order."""
        return [name for name in BODIES if name in self.bodies]


def _callables(module, names):
    return {name: getattr(module, name) for name in names if callable(getattr(module, name, None))}


def _bodies_in(module):
    found = _callables(module, BODIES)
    if callable(getattr(module, 'task', None)):
        found.setdefault('run', module.task)
    if callable(getattr(module, 'task_async', None)):
        found.setdefault('cooperative', module.task_async)
    return found


class Work:
    """What the tasks of one run are: the function, and what it is given. Each process has one."""

    def __init__(self, plan, workload, body, inputs):
        """
        `body`: the name of the function that this run calls. `inputs`: items of --inputs, None for none.
        """
        function = workload.bodies[body]
        arguments = Arguments(function)
        self.plan, self.body_name = plan, body
        self.body = function if arguments.takes_index else lambda _: function()
        self.with_context = arguments.takes_context
        self.is_async = is_async(function)
        self.inputs = inputs
        #: What set_up returned.
        self.shared = None
