import { percent } from '../../format.ts';
import type { Measured } from '../../protocol/units.ts';
import { shortestMs } from '../../session/processor.ts';
import type { Summary } from '../../session/summary.ts';
import { notKnown, onlyWaiting, type Question, type Reading, unmeasurable } from '../question.ts';

/** A loop that stood still for this share of a run was held by calls that block. */
const heldRatio = 0.3;
/** One that stood still for less than this was hardly held at all. */
const freeRatio = 0.05;

export const library: Question = {
  key: 'library',
  text: 'Is there an async library for what your work waits for?',
  why: 'Async works only with calls that free the event loop while they wait. Blocking calls need threads.',
  options: [
    {
      value: 'yes',
      label: 'yes, an async one',
      example: 'fetch, pg, aiohttp, asyncpg',
      because: 'Its calls free the loop while they wait.',
    },
    {
      value: 'no',
      label: 'only a blocking one',
      example: 'requests, node:sqlite, an old driver',
      because: 'Its calls block the thread that makes them.',
    },
    notKnown('Heddle leaves the model as it is. Look for an async library first.'),
  ],
  skipped: (known) =>
    onlyWaiting(known) ?? (known.scale === 'legacy' ? 'You said that the libraries block.' : null),
  assumes: {
    value: null,
    caveat: 'Look for an async library first: it decides between async and threads.',
  },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'blocks-many',
      when: (known, model) => known.library === 'no' && known.scale !== 'few' && model === 'async',
      to: 'hybrid',
      because: 'The loop holds the many tasks; a pool makes the blocking calls.',
    },
    {
      id: 'blocks-few',
      when: (known, model) => known.library === 'no' && model === 'async',
      to: 'threads',
      because: 'A few blocking calls need only a few threads.',
    },
    {
      id: 'async-at-hand',
      when: (known, model) => known.library === 'yes' && model === 'threads',
      to: 'async',
      because: 'With an async library a waiting task needs no thread.',
    },
  ],
  caveats: [
    {
      id: 'pool-is-the-limit',
      when: (known, model) => known.library === 'no' && model === 'hybrid',
      text: 'Only as many blocking calls run at once as the pool has threads.',
    },
  ],
  measure: { by: 'run', read: readHeld },
};

function readHeld(summary: Summary): Reading {
  const held = heldOf(summary);
  if (held === null) return unmeasurable(summary);
  const saw = `The loop was frozen ${percent(held)} of the time`;
  if (held >= heldRatio) return { value: 'no', saw: `${saw}: these calls block it.` };
  if (held < freeRatio) return { value: 'yes', saw: `${saw}: these calls do not block it.` };
  return { value: null, saw: `${saw}: some calls block it. Answer it yourself.` };
}

/** The share of a run in which its loop was frozen; null where that is not known. */
function heldOf({ loop, wallMs }: Summary): Measured {
  if (loop.frozenMs === null || wallMs === null || wallMs < shortestMs) return null;
  return Math.min(1, loop.frozenMs / wallMs);
}

/** What a run says about how many wait, and in what: only that calls block shows. */
export function readBlocking(summary: Summary): Reading {
  const held = heldOf(summary);
  if (held === null) return unmeasurable(summary);
  const saw = `The loop was frozen ${percent(held)} of the time`;
  return held >= heldRatio
    ? { value: 'legacy', saw: `${saw}: these calls block it.` }
    : { value: null, saw: `${saw}. A run cannot tell how many tasks will wait at once. Answer it yourself.` };
}
