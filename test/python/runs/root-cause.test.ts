import { describe, expect, test } from 'vitest';
import { insidePython, interpreters, noPython } from '../../helpers/python.ts';

const program = `
import asyncio, errno, json, socket
from heddle_engine.collector import SHOWN, Collector
from heddle_engine.failure import kind_of

def kept(cause=None, context=None, **fields):
    error = ValueError('no')
    error.__context__ = context
    if cause is not None:
        error.__cause__ = cause
    error.__dict__.update(fields)
    return error

refused = ConnectionRefusedError(errno.ECONNREFUSED, 'refused')
several = OSError("Multiple exceptions: [Errno 111] Connect call failed ('::1', 9, 0, 0), [Errno 111] Connect")
hidden = kept(context=refused)
hidden.__suppress_context__ = True
own = kept(context=refused, code='P2024')
busy = kept(sqlite_errorname='SQLITE_BUSY')
kinds = [kind_of(one) for one in [
    refused, several, kept(cause=refused), kept(context=refused), hidden, own, kept(reason=refused),
    OSError(errno.EMFILE, 'too many', '/a'), socket.gaierror(socket.EAI_AGAIN, 'no'), asyncio.TimeoutError(),
    SystemExit(1), busy,
]]

class Pipe:
    counted = []
    def say(self, type, errors, more):
        self.counted += [(one['rootCode'], one['tasks']) for one in more]

collector = Collector(Pipe(), False, 0, None)
for task in range(SHOWN + 7):
    collector.error(task, refused if task % 2 else KeyError('no'))
collector.flush()
print(json.dumps([[(one['name'], one['rootCode'], one['syscall']) for one in kinds], Pipe.counted]))
`;

describe.skipIf(interpreters.length === 0)(`errors in Python (skipped: ${noPython})`, () => {
  test('tell the code behind them, and after a thousand are counted by it', () => {
    const connect = ['ECONNREFUSED', 'connect'];
    expect(insidePython(interpreters[0]!, program)).toEqual([
      [
        ['ConnectionRefusedError', ...connect],
        ['OSError', ...connect],
        ['ValueError', ...connect],
        ['ValueError', ...connect],
        ['ValueError', null, null],
        ['ValueError', ...connect],
        ['ValueError', ...connect],
        ['OSError', 'EMFILE', 'open'],
        ['gaierror', 'EAI_AGAIN', 'getaddrinfo'],
        ['TimeoutError', null, null],
        ['SystemExit', null, null],
        ['ValueError', 'SQLITE_BUSY', null],
      ],
      [
        [null, 4],
        ['ECONNREFUSED', 3],
      ],
    ]);
  });
});
