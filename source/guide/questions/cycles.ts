import { percent } from '../../format.ts';
import { offLoopRatio, shortestMs } from '../../session/processor.ts';
import type { Summary } from '../../session/summary.ts';
import { briefly, isReal, notKnown, type Question, type Reading } from '../question.ts';

/** Above this share of the cycles off the loop's thread, they run in libuv's pool; watching takes some hundredths. */
const elsewhereRatio = 0.5;

export const cycles: Question = {
  key: 'cycles',
  text: 'Where do the cycles run?',
  why: 'While native code computes, other threads can go on, in CPython, too; or the pool computes that is there already.',
  options: [
    {
      value: 'interpreter',
      label: 'in the interpreter',
      example: 'your own loops, parsing, JSON',
      because: 'the interpreter itself is what computes',
    },
    {
      value: 'native',
      label: 'in native code',
      example: 'numpy, hashlib, node:sqlite',
      because: 'native code computes outside of the interpreter',
    },
    {
      value: 'libuv',
      label: "in Node's own pool",
      example: 'async crypto, zlib, sharp',
      because: "Node's async calls compute in libuv's pool of threads",
    },
    notKnown('the interpreter is the harder case'),
  ],
  applies: (known) => known.cpu === 'yes' && isReal(known),
  assumes: {
    value: 'interpreter',
    caveat: 'Assumed that the interpreter computes: native code may need less.',
  },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'native-lets-go',
      when: (known, model) => known.cycles === 'native' && model === 'processes',
      to: 'threads',
      because: 'native code lets go of the lock: other threads run meanwhile',
    },
    {
      // Workers of Node.js have no lock that could be let go of.
      id: 'native-holds-its-thread',
      when: (known, model) => known.cycles === 'native' && known.runtime === 'node' && model === 'threads',
      to: 'threads',
      because: 'a native call holds the thread it is made on, and no other',
    },
    {
      id: 'pool-of-another-runtime',
      when: (known, model) =>
        known.cycles === 'libuv' && known.runtime === 'cpython' && model === 'processes',
      to: 'threads',
      because: 'CPython has no such pool; threads do the same there',
    },
    {
      id: 'libuv-computes',
      when: (known) => known.cycles === 'libuv' && (known.runtime === 'node' || known.runtime === undefined),
      to: 'async',
      because: "libuv's threads compute already: the loop only has to wait",
    },
  ],
  caveats: [
    {
      id: 'libuv-pool-of-four',
      when: (known, model) => known.cycles === 'libuv' && model === 'async',
      text: 'The pool has 4 threads unless UV_THREADPOOL_SIZE says more, at the start.',
    },
    {
      id: 'libuv-is-nodes',
      when: (known) => known.cycles === 'libuv' && known.runtime !== 'node' && known.runtime !== undefined,
      text: "libuv's pool is Node's: in CPython read that answer as native code.",
    },
    {
      id: 'small-buffers-keep-the-lock',
      when: (known) =>
        known.cycles === 'native' && known.runtime !== 'node' && known.runtime !== 'free-threaded',
      text: 'Not all native code lets go of the lock: hashlib does above 2,047 bytes.',
    },
  ],
  measure: { by: 'run', wish: (work) => briefly(work, 'async'), read: readPlace },
};

function readPlace(summary: Summary): Reading {
  const elsewhere = offLoopRatio(summary);
  if (elsewhere === null || summary.wallMs === null || summary.wallMs < shortestMs) {
    return { value: null, saw: 'The run was too short to tell: give it more tasks.' };
  }
  if (elsewhere >= elsewhereRatio) {
    return {
      value: 'libuv',
      saw: `${percent(elsewhere)} of the cycles ran off the loop, in a pool of threads.`,
    };
  }
  return {
    value: null,
    saw: `${percent(1 - elsewhere)} of the cycles ran on the loop's thread: JavaScript or native, a run cannot tell.`,
  };
}
