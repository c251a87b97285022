import { percent } from '../../format.ts';
import type { Summary } from '../../session/summary.ts';
import { briefly, notKnown, type Question, type Reading } from '../question.ts';
import { wantedRatio } from './cpu.ts';

/** From this share of waiting on, doing other work meanwhile pays: it at least doubles what one core gets done. */
const waitingRatio = 0.5;
/** Below this share there is nothing to gain from not waiting. */
const hardlyRatio = 0.2;

export const io: Question = {
  key: 'io',
  text: 'Does it wait: for the network, a disk, a database?',
  why: 'Waiting costs no processor time: while one task waits, others can go on.',
  options: [
    {
      value: 'yes',
      label: 'it waits',
      example: 'HTTP calls, queries, file reads',
      because: 'while one task waits, others can go on',
    },
    {
      value: 'no',
      label: 'it does not',
      example: 'a short script, a few lookups',
      because: 'it neither computes nor waits: there is nothing to win',
    },
    notKnown('what does not compute usually waits'),
  ],
  applies: (known) => known.cpu === 'no',
  assumes: { value: 'yes', caveat: 'Assumed that it waits: what does not compute usually does.' },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'neither',
      when: (known) => known.io === 'no',
      to: 'sequential',
      because: 'one after another is enough, and the easiest to get right',
    },
  ],
  caveats: [],
  measure: { by: 'run', wish: (work) => briefly(work, 'sequential'), read: readWaiting },
};

function readWaiting(summary: Summary): Reading {
  const computing = wantedRatio(summary);
  if (computing === null) return { value: null, saw: 'The run was too short to tell: give it more tasks.' };
  const waiting = 1 - computing;
  const saw = `It waited ${percent(waiting)} of the time`;
  if (waiting >= waitingRatio) return { value: 'yes', saw: `${saw}: others could have gone on meanwhile.` };
  if (waiting < hardlyRatio) return { value: 'no', saw: `${saw}: next to nothing.` };
  return { value: null, saw: `${saw}: some of each, so the guide cannot choose for you.` };
}
