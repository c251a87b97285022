import type { Summary } from '../../session/summary.ts';
import { lanesOf } from '../lanes.ts';
import { isPython, notKnown, oneTask, type Question, type Reading } from '../question.ts';

export const runtime: Question = {
  key: 'runtime',
  text: 'Which runtime does it run in?',
  why: "CPython's global interpreter lock (GIL) lets one thread compute at a time: computing needs processes there. Elsewhere threads are enough.",
  options: [
    {
      value: 'node',
      label: 'Node.js',
      example: 'JavaScript or TypeScript',
      because: 'Worker threads compute in parallel, and most I/O is async.',
    },
    {
      value: 'cpython',
      label: 'CPython with the GIL',
      example: 'the usual python3',
      because: 'Only one thread at a time runs Python code.',
    },
    {
      value: 'free-threaded',
      label: 'free-threaded CPython',
      example: 'python3.13t, python3.14t',
      because: 'Its threads compute in parallel.',
    },
    notKnown('Heddle then gives a verdict that holds in every runtime.'),
  ],
  skipped: oneTask,
  assumes: {
    value: null,
    caveat: 'No runtime given: this holds in all. Naming one may allow a cheaper model.',
  },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'workers-compute',
      when: (known, model) => known.runtime === 'node' && model === 'processes',
      to: 'threads',
      because: 'Threads compute as fast as processes, and can share memory.',
    },
    {
      id: 'no-lock',
      when: (known, model) => known.runtime === 'free-threaded' && model === 'processes',
      to: 'threads',
      because: 'Without the GIL threads compute in parallel.',
    },
    {
      id: 'clients-are-async',
      when: (known) => known.runtime === 'node' && known.scale === 'few',
      to: 'async',
      because: 'Nearly every client library for Node.js is async.',
    },
  ],
  caveats: [
    {
      id: 'free-threaded-extensions',
      when: (known) => known.runtime === 'free-threaded',
      text: 'Some extensions switch the GIL on again: check sys._is_gil_enabled().',
    },
    {
      id: 'pickled',
      when: (known, model) => isPython(known) && lanesOf(model, known) === 'process',
      text: 'Data for a process must be picklable: no lambdas, files or connections.',
    },
    {
      id: 'cloned',
      when: (known, model) => known.runtime === 'node' && lanesOf(model, known) === 'thread',
      text: 'Data for a thread is cloned: no functions, no sockets, no class methods.',
    },
    {
      id: 'json-by-default',
      when: (known, model) => known.runtime === 'node' && lanesOf(model, known) === 'process',
      text: 'fork() sends JSON by default: dates and maps change without an error.',
    },
    {
      id: 'files-share-four',
      when: (known, model) => known.runtime === 'node' && known.cpu === 'no' && model === 'async',
      text: "File and DNS calls share libuv's 4 threads: UV_THREADPOOL_SIZE sets more.",
    },
  ],
  measure: {
    by: 'run',
    withoutWork: 'Press f to open your file: a .py file runs in Python, any other in Node.js.',
    read: readRuntime,
  },
};

/** The work is a module of some runtime, and that is the one that ran it. */
function readRuntime({ plan: { interpreter }, startMs }: Summary): Reading {
  if (startMs === null) return { value: null, saw: 'The run did not reach its first task.' };
  if (interpreter === null) return { value: 'node', saw: 'It ran in Node.js.' };
  const { version, lock } = interpreter;
  return lock === 'none'
    ? { value: 'free-threaded', saw: `It ran in Python ${version}, a build without the GIL.` }
    : { value: 'cpython', saw: `It ran in Python ${version}, with the GIL.` };
}
