"""The inputs of tasks, read by each lane's process for itself: nothing has to cross to it."""
import json

from .errors import RunError


def read_inputs(inputs, files):
    """
    All of them; None where tasks have none. `files`: those that match their pattern, where they are files.
    Raises a RunError where they are no longer what they were when the run was planned.
    """
    if inputs is None:
        return None
    kind, path, pattern = inputs['kind'], inputs['path'], inputs['pattern']
    items = files if kind == 'files' else _items_in(kind, path)
    if len(items) != inputs['count']:
        counts = (pattern or path, inputs['count'], len(items))
        raise RunError('the inputs changed: %s had %d, and now has %d' % counts)
    return items


def _items_in(kind, path):
    with open(path, encoding='utf-8-sig', newline='') as file:
        text = file.read()
    if kind == 'json':
        items = json.loads(text)
        return items if isinstance(items, list) else [items]
    # Not splitlines: a form feed or a Unicode line separator ends no line of such a file.
    lines = [line for line in text.replace('\r\n', '\n').split('\n') if line.strip()]
    return [json.loads(line) for line in lines] if kind == 'json-lines' else lines
