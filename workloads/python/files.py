"""Files that are read and hashed."""
import asyncio
import hashlib
import os

from helpers.room import refuse_too_many_files, refuse_too_much_memory
from helpers.words import counted

title = 'Files'
shows = 'read and hash files: partly waiting for the disk'
kind = 'blocking-io'
tasks = 200
parameters = {
    'kilobytes': {
        'type': 'number', 'title': 'size of each file', 'unit': 'KB',
        'default': 512, 'min': 1, 'max': 65_536, 'integer': True,
    },
    'files': {
        'type': 'number', 'title': 'number of different files', 'unit': 'files',
        'default': 16, 'min': 1, 'max': 1000, 'integer': True,
    },
}


def set_up(context):
    size = context.parameters.kilobytes * 1024
    files = min(context.parameters.files, context.tasks)
    refuse_too_much_memory(context.concurrency, size, 'kilobytes or --concurrency')
    refuse_too_many_files(context.folder, files, size, 'kilobytes or files')
    paths, hashes = [], []
    for number in range(files):
        content = _content(context.seed + number, size)
        paths.append(os.path.join(context.folder, 'file-%d.bin' % number))
        hashes.append(_sha256(content))
        with open(paths[number], 'wb') as file:
            file.write(content)
    return {'paths': paths, 'hashes': hashes}


def blocking(index, context):
    return _sha256(_read(_path(index, context)))


async def cooperative(index, context):
    """Reads in a thread of asyncio's default executor: asyncio has no files of its own."""
    loop = asyncio.get_running_loop()
    return _sha256(await loop.run_in_executor(None, _read, _path(index, context)))


def check(results, parameters, shared):
    hashes = shared['hashes']
    ended = sum(1 for result in results if result is not None)
    right = sum(1 for index, result in enumerate(results) if result == hashes[index % len(hashes)])
    return {'ok': right == ended, 'expected': _right_hashes(ended), 'got': _right_hashes(right)}


def _content(seed, size):
    """Bytes that differ from file to file and repeat from run to run."""
    return hashlib.shake_128(b'file %d' % seed).digest(size)


def _path(index, context):
    paths = context.shared['paths']
    return paths[index % len(paths)]


def _read(path):
    with open(path, 'rb') as file:
        return file.read()


def _sha256(content):
    return hashlib.sha256(content).hexdigest()


def _right_hashes(count):
    return counted(count, 'correct hash', 'correct hashes')
