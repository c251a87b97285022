import { percent } from '../../format.ts';
import type { Summary } from '../../session/summary.ts';
import { notKnown, type Question, type Reading, unmeasurable } from '../question.ts';
import { wantedRatio } from './cpu.ts';

/** From this share of waiting on, doing other work meanwhile pays: it at least doubles what one core gets done. */
const waitingRatio = 0.5;
/** Below this share there is nothing to gain from not waiting. */
const hardlyRatio = 0.2;

export const io: Question = {
  key: 'io',
  text: 'Does your work wait for a network, a disk or a database?',
  why: 'While one task waits, others can run. If nothing waits, running tasks one after another is enough.',
  options: [
    {
      value: 'yes',
      label: 'yes, it waits',
      example: 'HTTP calls, queries, reading files',
      because: 'While one task waits, others can run.',
    },
    {
      value: 'no',
      label: 'no',
      example: 'a short script, a few lookups',
      because: 'It neither computes nor waits, so there is nothing to gain.',
    },
    notKnown('Heddle assumes yes: work that does not compute usually waits.'),
  ],
  skipped: ({ cpu }) => {
    if (cpu === 'no') return null;
    return cpu === 'yes' ? 'Of work that computes, "mixed" asks whether it also waits.' : 'Answer cpu first.';
  },
  assumes: { value: 'yes', caveat: 'Assumed: it waits. Most work that does not compute does.' },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'neither',
      when: (known) => known.io === 'no',
      to: 'sequential',
      because: 'One after another is enough, and the easiest to get right.',
    },
  ],
  caveats: [],
  measure: { by: 'run', read: readWaiting },
};

function readWaiting(summary: Summary): Reading {
  const computing = wantedRatio(summary);
  if (computing === null) return unmeasurable(summary);
  const waiting = 1 - computing;
  const saw = `It waited ${percent(waiting)} of the time`;
  if (waiting >= waitingRatio) return { value: 'yes', saw: `${saw}, so other tasks could run meanwhile.` };
  if (waiting < hardlyRatio) return { value: 'no', saw: `${saw}, which is next to nothing.` };
  return { value: null, saw: `${saw}: it computes and waits. Answer it yourself.` };
}
