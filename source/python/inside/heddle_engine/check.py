"""Reads what a workload's check returned."""
import math
from collections.abc import Mapping

from .errors import RunError
from .failure import preview


def read_answer(answer):
    """The answer as it is told to the host. Raises a RunError when it is something else."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get('ok'), bool):
        raise _wrong('it', answer, "{'ok': True or False, 'expected': …, 'got': …}")
    figures = answer.get('figures') or []
    if not isinstance(figures, (list, tuple)):
        raise _wrong('for figures it', figures, 'a list')
    return {
        'ok': answer['ok'],
        'expected': str(answer.get('expected', '')),
        'got': str(answer.get('got', '')),
        'figures': [_figure(figure) for figure in figures],
    }


def _figure(figure):
    fields = figure if isinstance(figure, Mapping) else {}
    told = {key: fields.get(key) for key in ('name', 'title', 'unit')}
    value = fields.get('value')
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not all(isinstance(word, str) for word in told.values()) or not (is_number or value is None):
        raise _wrong('for a figure it', figure, '{name, title, value: a number or None, unit}')
    # What divides by nothing has not measured anything.
    return dict(told, value=value if is_number and math.isfinite(value) else None)


def _wrong(what, value, right):
    return RunError("the workload's check failed: %s returned %s, and not %s" % (what, preview(value), right))
