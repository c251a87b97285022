import { said } from '../../catalog/costs.ts';
import type { ModelId } from '../../protocol/plan.ts';
import { type GuideRows, run } from './rows.ts';

/** What cards tell of the models in CPython: what its lock, pickle and its libraries make of them. */
export const inPython: Readonly<Partial<Record<ModelId, GuideRows['lines']>>> = {
  sequential: [
    ['is', 'One task after another in the main thread: nothing overlaps.', run('wait', 6)],
    ['switches', 'Never: a task runs to its end before the next begins.', run('compute', 6)],
    [
      'good',
      'Work that is short or must keep its order. It is the baseline for every other model.',
      run('noop', 10_000),
    ],
    [
      'costs',
      'Nothing but the tasks themselves: no start-up, no handing over, no pickling.',
      run('transfer', 16),
    ],
    ['bites', 'Waits add up: ten calls of 400 ms take four seconds.', run('wait', 10)],
    ['bites', 'It uses one core, however many there are.', run('compute', 8)],
  ],
  async: [
    ['is', 'Tasks of asyncio on one event loop, in one thread.', run('wait', 24)],
    [
      'switches',
      'Only at an await. Between two awaits no other task runs.',
      run('blocked-loop', 2, { how: 'cooperative' }),
    ],
    ['good', 'Thousands of tasks that wait: one thread holds them all.', run('connections', 1000)],
    ['costs', `About ${said.pythonTask} per waiting task. Nothing has to start.`, run('memory', 20_000)],
    [
      'bites',
      'One blocking call, such as time.sleep, freezes the loop and every task on it.',
      run('blocked-loop', 2, { how: 'blocking' }),
    ],
    ['bites', 'Computing gains nothing: everything runs on one core.', run('compute', 8)],
    ['bites', 'A blocking library freezes the loop for as long as each call takes.', run('queries', 120)],
  ],
  threads: [
    ['is', 'Threads of one process that share the lock of the interpreter (the GIL).', run('compute', 8)],
    [
      'switches',
      'A thread that waits gives the lock up at once, one that computes after 5 ms.',
      run('compute', 16, {}, 4),
    ],
    ['good', 'Calls that block: a thread needs no lock while it waits.', run('wait', 24)],
    ['good', 'C code that gives the lock up, such as hashlib and zlib, on every core.', run('hash', 24)],
    ['costs', `About ${said.pythonThread} per thread. It starts at once.`, run('memory', 16, {}, 16)],
    [
      'bites',
      'Python code that computes gains nothing: one thread at a time has the lock.',
      run('compute', 8, {}, 4),
    ],
    ['bites', 'The lock does not guard your data: updates are lost.', run('race', 2, { how: 'every-time' })],
    [
      'bites',
      'A lock of your own costs several times as much as the update it protects.',
      run('race', 2, { how: 'lock' }),
    ],
  ],
  processes: [
    ['is', 'Processes, each with an interpreter and a lock of its own.', run('compute', 8)],
    [
      'switches',
      'They run side by side, one per core; more processes than cores take turns.',
      run('compute', 16, {}, 8),
    ],
    ['good', 'Python code that computes: they share no lock.', run('compute', 16)],
    ['good', 'Work that may crash or leak memory: each process is kept apart.', run('queries', 120)],
    ['costs', `About ${said.pythonProcess} of its own (PSS) per process.`, run('memory', 8, {}, 8)],
    ['costs', 'All data that goes in or out is pickled.', run('transfer', 16, { how: 'pickle' })],
    ['bites', 'Lambdas, local classes, locks, files and sockets cannot be pickled.', run('unpicklable', 11)],
    ['bites', 'A process per waiting task is a waste: one event loop holds thousands.', run('wait', 64)],
  ],
  hybrid: [
    [
      'is',
      'An event loop in front, with a pool of threads and one of processes behind it.',
      run('server', 400),
    ],
    [
      'switches',
      'The loop at each await. What blocks runs in a thread, what computes in a process.',
      run('blocked-loop', 2, { how: 'executor' }),
    ],
    ['good', 'Servers: light requests are answered while heavy ones are computed.', run('server', 400)],
    ['good', 'Async programs with one blocking library.', run('queries', 120)],
    [
      'costs',
      'A message to the pool and back for each call, and the lanes of the pool.',
      run('noop', 20_000),
    ],
    [
      'bites',
      'Python code that computes in its threads takes the lock from the loop.',
      run('compute', 8, {}, 4),
    ],
    [
      'bites',
      'One blocking call left on the loop freezes it again.',
      run('blocked-loop', 2, { how: 'blocking' }),
    ],
  ],
  interpreters: [
    ['is', 'Interpreters in threads of one process, each with a lock of its own.', run('compute', 8)],
    [
      'switches',
      'They run side by side, one per core; more of them than cores take turns.',
      run('compute', 16, {}, 8),
    ],
    ['good', 'Python code that computes, for less memory than processes.', run('compute', 16)],
    ['costs', `About ${said.pythonInterpreter} per interpreter.`, run('memory', 8, {}, 8)],
    ['costs', 'All data that goes in or out is pickled.', run('transfer', 16, { how: 'pickle' })],
    ['bites', 'Functions, files, sockets and locks cannot be sent to one.', run('unpicklable', 11)],
  ],
};
