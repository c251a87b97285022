import { percent } from '../../format.ts';
import { shortestMs } from '../../session/processor.ts';
import type { Summary } from '../../session/summary.ts';
import { briefly, isReal, notKnown, type Question, type Reading } from '../question.ts';

/** A loop that stood still for this share of a run was held by calls that block. */
const heldRatio = 0.3;
/** One that stood still for less than this was hardly held at all. */
const freeRatio = 0.05;

export const library: Question = {
  key: 'library',
  text: 'Is there an async library for what it waits for?',
  why: 'Async only works with calls that give the loop back while they wait.',
  options: [
    {
      value: 'yes',
      label: 'yes, an async one',
      example: 'fetch, pg, aiohttp, asyncpg',
      because: 'its calls give the loop back while they wait',
    },
    {
      value: 'no',
      label: 'only a blocking one',
      example: 'requests, node:sqlite, an old driver',
      because: 'its calls hold whatever thread they are made on',
    },
    notKnown('no library has been looked for yet'),
  ],
  applies: (known) => isReal(known) && known.cpu === 'no' && known.scale !== 'legacy',
  assumes: {
    value: null,
    caveat: 'Look for an async library first: it decides between loop and threads.',
  },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'blocks-many',
      when: (known, model) => known.library === 'no' && known.scale !== 'few' && model === 'async',
      to: 'hybrid',
      because: 'the loop holds the many, a pool makes the blocking calls',
    },
    {
      id: 'blocks-few',
      when: (known, model) => known.library === 'no' && model === 'async',
      to: 'threads',
      because: 'few calls that block are few threads',
    },
    {
      id: 'async-at-hand',
      when: (known, model) => known.library === 'yes' && model === 'threads',
      to: 'async',
      because: 'with an async client a waiting task needs no thread',
    },
  ],
  caveats: [
    {
      id: 'pool-is-the-limit',
      when: (known, model) => known.library === 'no' && model === 'hybrid',
      text: 'Only as many blocking calls run as the pool has threads: the rest wait.',
    },
  ],
  measure: { by: 'run', wish: (work) => briefly(work, 'async'), read: readHeld },
};

function readHeld({ loop, wallMs }: Summary): Reading {
  if (loop.frozenMs === null || wallMs === null || wallMs < shortestMs) {
    return { value: null, saw: 'The run was too short to tell: give it more tasks.' };
  }
  const held = Math.min(1, loop.frozenMs / wallMs);
  const saw = `The loop stood still ${percent(held)} of the time`;
  if (held >= heldRatio) return { value: 'no', saw: `${saw}: these calls block it.` };
  if (held < freeRatio) return { value: 'yes', saw: `${saw}: these calls give it back.` };
  return { value: null, saw: `${saw}: some calls block it and some do not.` };
}
