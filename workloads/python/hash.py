"""Functions of hashlib and zlib: C code that lets the interpreter's lock go while it runs."""
import asyncio
import functools
import gzip
import hashlib
import math

from helpers.chance import next_chance
from helpers.room import refuse_too_much_memory
from helpers.words import counted

title = 'Hash'
shows = 'C code of hashlib and zlib: it lets the lock go, so threads help'
kind = 'cpu'
tasks = 24
parameters = {
    'what': {
        'type': 'choice', 'title': 'which function',
        'choices': ['pbkdf2', 'scrypt', 'gzip', 'sha256', 'sha256-small'], 'default': 'pbkdf2',
    },
    'calls': {
        'type': 'number', 'title': 'calls per task, one after another', 'unit': 'calls',
        'default': 1, 'min': 1, 'max': 1000, 'integer': True,
    },
    'iterations': {
        'type': 'number', 'title': 'pbkdf2: rounds per call', 'unit': 'rounds',
        'default': 300_000, 'min': 1, 'max': 100_000_000, 'integer': True,
    },
    'kilobytes': {
        'type': 'number', 'title': 'scrypt: memory per call; gzip, sha256: size of the input', 'unit': 'KB',
        'default': 4096, 'min': 2, 'max': 65_536, 'integer': True,
    },
}

SALT = b'heddle'
KEY_BYTES = 32
# scrypt's usual block size. It takes N × 128 × r bytes: with r = 8 a kilobyte for each step of N.
BLOCK_SIZE = 8
# gzip's usual level, as the command and Node.js have it; Python's own default is 9.
GZIP_LEVEL = 6
# hashlib lets the lock go for more than 2,047 bytes at once: for pieces of this size it keeps it.
SMALL_BYTES = 1024


def set_up(context):
    what, kilobytes = context.parameters.what, context.parameters.kilobytes
    if what != 'pbkdf2':
        refuse_too_much_memory(context.concurrency, kilobytes * 1024, 'kilobytes or --concurrency')
    size = kilobytes * 1024
    given = b'password %d' % context.seed if what in ('pbkdf2', 'scrypt') else _log_lines(context.seed, size)
    return {'input': given, 'expected': _digest(_function(context.parameters)(given))}


def blocking(index, context):
    function = _function(context.parameters)
    output = None
    for _ in _turns(context):
        output = function(context.shared['input'])
    return None if output is None else _digest(output)


async def cooperative(index, context):
    """Each call in a thread of asyncio's default executor: asyncio has no hash functions of its own."""
    loop = asyncio.get_running_loop()
    function = _function(context.parameters)
    output = None
    for _ in _turns(context):
        output = await loop.run_in_executor(None, function, context.shared['input'])
    return None if output is None else _digest(output)


def check(results, parameters, shared):
    ended = sum(1 for result in results if result is not None)
    right = sum(1 for result in results if result == shared['expected'])
    return {
        'ok': right == ended,
        'expected': counted(ended, 'correct digest'),
        'got': counted(right, 'correct digest'),
    }


def _turns(context):
    """A call can be neither stopped nor asked how far it is: progress and cancel have their place between calls."""
    calls = context.parameters.calls
    for done in range(calls):
        if context.cancelled:
            return
        yield
        context.progress((done + 1) / calls)


def _function(chosen):
    """The function that is called, from bytes to bytes."""
    if chosen.what == 'gzip':
        return _gzip
    if chosen.what == 'sha256':
        return _sha256
    if chosen.what == 'sha256-small':
        return _sha256_in_pieces
    if chosen.what == 'pbkdf2':
        return functools.partial(_pbkdf2, chosen.iterations)
    return functools.partial(_scrypt, chosen.kilobytes)


def _pbkdf2(iterations, given):
    return hashlib.pbkdf2_hmac('sha512', given, SALT, iterations, KEY_BYTES)


def _scrypt(kilobytes, given):
    # It must be a power of two.
    steps = 2 ** round(math.log2(kilobytes))
    most = 2 ** 31 - 1
    return hashlib.scrypt(given, salt=SALT, n=steps, r=BLOCK_SIZE, p=1, maxmem=most, dklen=KEY_BYTES)


def _gzip(given):
    # Without the time of day in it: the same input makes the same bytes.
    return gzip.compress(given, GZIP_LEVEL, mtime=0)


def _sha256(given):
    return hashlib.sha256(given).digest()


def _sha256_in_pieces(given):
    total = hashlib.sha256()
    for start in range(0, len(given), SMALL_BYTES):
        total.update(given[start:start + SMALL_BYTES])
    return total.digest()


def _digest(output):
    return hashlib.sha256(output).hexdigest()


def _log_lines(seed, size):
    """Lines like those of a log, which shrink to about a third; the same ones for the same seed."""
    words = ('open', 'read', 'wait', 'wake', 'write', 'close', 'retry', 'done')
    # Some kilobytes differ and then repeat: zlib looks back no further than 32 KB.
    lines = []
    state = seed
    for _ in range(min(10_000, size)):
        state = next_chance(state)
        lines.append('%s %d\n' % (words[state >> 29], state >> 8 & 0xfff))
    some = ''.join(lines).encode()
    return (some * (size // len(some) + 1))[:size]
