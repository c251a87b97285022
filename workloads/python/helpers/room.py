"""Refuses runs that would take more memory or disk than the machine can spare, before they take it."""
import os

from helpers.words import counted

# Of what is free, a run may take this share: the models' own cost comes on top, and other programs need the rest.
SHARE = 0.5


class TooMuch(ValueError):
    """More than there is room for."""


def refuse_too_much_memory(at_once, bytes_each, lower):
    """Raises `TooMuch` when tasks at once would hold too much. `lower`: the numbers to change."""
    whose = '%s at once would hold' % counted(at_once, 'task')
    _refuse(whose, 'memory', at_once * bytes_each, free_memory(), lower)


def refuse_too_many_results(results, bytes_each, lower):
    """The same of results, which are kept for the check."""
    whose = '%s, kept for the check, would take' % counted(results, 'result')
    _refuse(whose, 'memory', results * bytes_each, free_memory(), lower)


def refuse_too_many_files(folder, files, bytes_each, lower):
    """The same of files, by the free space of their folder's disk."""
    free = None
    if hasattr(os, 'statvfs'):
        disk = os.statvfs(folder)
        free = disk.f_bavail * disk.f_frsize
    _refuse('%s would take' % counted(files, 'file'), 'disk space', files * bytes_each, free, lower)


def free_memory():
    """Bytes that programs can still have, also by the cgroup's limit; None where the system does not tell."""
    free = _available()
    limit, used = _number('/sys/fs/cgroup/memory.max'), _number('/sys/fs/cgroup/memory.current')
    if limit is not None and used is not None:
        left = max(0, limit - used)
        return left if free is None else min(free, left)
    return free


def _available():
    try:
        with open('/proc/meminfo') as lines:
            for line in lines:
                if line.startswith('MemAvailable:'):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return None


def _number(path):
    try:
        with open(path) as file:
            return int(file.read())
    except (OSError, ValueError):
        return None


def _refuse(whose, what, needed, free, lower):
    if free is None or needed <= free * SHARE:
        return
    raise TooMuch('%s %s, more than half of the free %s (%s): lower %s' % (
        whose, _in_units(needed), what, _in_units(free * SHARE), lower))


def _in_units(count):
    return '%.1f MB' % (count / 1e6) if count < 1e8 else '%.1f GB' % (count / 1e9)
