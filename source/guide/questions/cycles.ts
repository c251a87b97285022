import { percent } from '../../format.ts';
import type { Measured } from '../../protocol/units.ts';
import { offLoopRatio, shortestMs } from '../../session/processor.ts';
import type { Summary } from '../../session/summary.ts';
import type { Character } from '../../work/character.ts';
import { notKnown, onlyComputing, type Question, type Reading, unmeasurable } from '../question.ts';

/** Above this share of the computing off the loop's thread, it runs in libuv's pool; watching takes some hundredths. */
const elsewhereRatio = 0.5;

export const cycles: Question = {
  key: 'cycles',
  text: 'What does the computing: your own code, native code, or Node.js itself?',
  why: 'While native code computes, other threads can run, also in CPython. Async calls of Node.js already compute in a pool of threads.',
  options: [
    {
      value: 'interpreter',
      label: 'your own code',
      example: 'your loops, parsing, JSON',
      because: 'The JavaScript or Python interpreter itself computes.',
    },
    {
      value: 'native',
      label: 'native code',
      example: 'numpy, hashlib, node:sqlite',
      because: 'Native code computes outside the interpreter.',
    },
    {
      value: 'libuv',
      label: 'async calls of Node.js',
      example: 'async crypto, zlib, sharp',
      because: "These calls compute in libuv's thread pool, inside Node.js.",
    },
    notKnown('Heddle assumes your own code, the harder case.'),
  ],
  skipped: onlyComputing,
  assumes: {
    value: 'interpreter',
    caveat: 'Assumed: your own code computes. Native code may need less.',
  },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'native-lets-go',
      when: (known, model) => known.cycles === 'native' && model === 'processes',
      to: 'threads',
      because: 'Native code releases the GIL, so other threads run meanwhile.',
    },
    {
      // Workers of Node.js have no lock that could be let go of.
      id: 'native-holds-its-thread',
      when: (known, model) => known.cycles === 'native' && known.runtime === 'node' && model === 'threads',
      to: 'threads',
      because: 'A native call blocks only the thread that makes it.',
    },
    {
      id: 'pool-of-another-runtime',
      when: (known, model) =>
        known.cycles === 'libuv' && known.runtime === 'cpython' && model === 'processes',
      to: 'threads',
      because: 'CPython has no such pool. Threads do the same there.',
    },
    {
      id: 'libuv-computes',
      when: (known) => known.cycles === 'libuv' && (known.runtime === 'node' || known.runtime === undefined),
      to: 'async',
      because: "libuv's threads already compute, so the loop only waits.",
    },
  ],
  caveats: [
    {
      id: 'libuv-pool-of-four',
      when: (known, model) => known.cycles === 'libuv' && model === 'async',
      text: "libuv's pool has 4 threads unless UV_THREADPOOL_SIZE is set at the start.",
    },
    {
      id: 'libuv-is-nodes',
      when: (known) => known.cycles === 'libuv' && known.runtime !== 'node' && known.runtime !== undefined,
      text: "Only Node.js has libuv's pool: in CPython read this as native code.",
    },
    {
      id: 'small-buffers-keep-the-lock',
      when: (known) =>
        known.cycles === 'native' && known.runtime !== 'node' && known.runtime !== 'free-threaded',
      text: 'Not all native code releases the GIL: hashlib does above 2,047 bytes.',
    },
  ],
  measure: { by: 'run', read: readPlace },
};

function readPlace(summary: Summary, character: Character | null): Reading {
  const inPython = summary.plan.interpreter !== null;
  const elsewhere = offLoopRatio(summary);
  if (elsewhere === null || summary.wallMs === null || summary.wallMs < shortestMs) {
    return unmeasurable(summary);
  }
  if (elsewhere >= elsewhereRatio) {
    // CPython has no such pool: there it is a library that computes in threads of its own.
    return inPython
      ? { value: 'native', saw: `${percent(elsewhere)} of the computing ran in other threads.` }
      : {
          value: 'libuv',
          saw: `${percent(elsewhere)} of the computing ran in a thread pool, not on the loop.`,
        };
  }
  const onThread = `${percent(1 - elsewhere)} of the computing ran on the loop's thread`;
  const native = nativeRatio(character);
  if (native === null)
    return {
      value: null,
      saw: `${onThread}. A run cannot tell your code from native code. Answer it yourself.`,
    };
  return native >= elsewhereRatio
    ? { value: 'native', saw: `${onThread}, ${percent(native)} of that in native code.` }
    : {
        value: 'interpreter',
        saw: `${onThread}, ${percent(1 - native)} of that in ${inPython ? 'Python code' : 'JavaScript'}.`,
      };
}

/** The share of native code in what the loop's thread computed; null where no profile tells it. */
function nativeRatio(character: Character | null): Measured {
  const { loopJs = null, loopNative = null, collector = null } = character?.shares ?? {};
  if (loopJs === null || loopNative === null) return null;
  const all = loopJs + loopNative + (collector ?? 0);
  return all > 0 ? loopNative / all : null;
}
