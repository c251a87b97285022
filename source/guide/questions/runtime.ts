import type { Summary } from '../../session/summary.ts';
import { lanesOf } from '../lanes.ts';
import { briefly, isPython, isReal, notKnown, type Question, type Reading } from '../question.ts';

export const runtime: Question = {
  key: 'runtime',
  text: 'Which runtime does it run in?',
  why: 'In CPython all threads share one lock; in Node.js and in free-threaded CPython they compute at the same time.',
  options: [
    {
      value: 'node',
      label: 'Node.js',
      example: 'any version from 22.18 on',
      because: 'worker threads share no lock, and I/O is async by habit',
    },
    {
      value: 'cpython',
      label: 'CPython with its lock',
      example: 'the usual python3',
      because: 'one thread at a time runs Python code',
    },
    {
      value: 'free-threaded',
      label: 'free-threaded CPython',
      example: 'python3.13t, python3.14t',
      because: 'its threads compute at the same time',
    },
    notKnown('the verdict is one that holds in every runtime'),
  ],
  applies: isReal,
  assumes: {
    value: null,
    caveat: 'The runtime is open: the verdict holds in each; one may allow a cheaper one.',
  },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'workers-compute',
      when: (known, model) => known.runtime === 'node' && model === 'processes',
      to: 'threads',
      because: 'workers compute as fast, start sooner and can share memory',
    },
    {
      id: 'no-lock',
      when: (known, model) => known.runtime === 'free-threaded' && model === 'processes',
      to: 'threads',
      because: 'without the lock threads compute side by side',
    },
    {
      id: 'clients-are-async',
      when: (known) => known.runtime === 'node' && known.scale === 'few',
      to: 'async',
      because: 'nearly every client for Node.js is async already',
    },
  ],
  caveats: [
    {
      id: 'free-threaded-extensions',
      when: (known) => known.runtime === 'free-threaded',
      text: 'Some extensions switch the lock on again: ask sys._is_gil_enabled().',
    },
    {
      id: 'pickled',
      when: (known, model) => isPython(known) && lanesOf(model, known) === 'process',
      text: 'What crosses must be picklable: no lambdas, no open files, no connections.',
    },
    {
      id: 'cloned',
      when: (known, model) => known.runtime === 'node' && lanesOf(model, known) === 'thread',
      text: 'What crosses is cloned: no functions, no sockets, no methods of classes.',
    },
    {
      id: 'json-by-default',
      when: (known, model) => known.runtime === 'node' && lanesOf(model, known) === 'process',
      text: 'fork() packs as JSON: dates and maps change, and no error says so.',
    },
    {
      id: 'files-share-four',
      when: (known, model) => known.runtime === 'node' && known.cpu === 'no' && model === 'async',
      text: "Files and DNS wait in libuv's pool of 4: UV_THREADPOOL_SIZE makes it larger.",
    },
  ],
  measure: { by: 'run', wish: (work) => briefly(work, 'sequential'), read: readRuntime },
};

/** The work is a module of some runtime, and that is the one that ran it. */
function readRuntime({ plan: { runtime }, startMs }: Summary): Reading {
  if (startMs === null) return { value: null, saw: 'The run did not get to its first task.' };
  // Of Python only the build says whether it has the lock.
  return runtime === 'node'
    ? { value: 'node', saw: 'It ran in Node.js.' }
    : { value: null, saw: 'It ran in Python; whether with the lock, a run cannot tell.' };
}
