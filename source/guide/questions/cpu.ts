import { twoCores } from '../../claims/thresholds.ts';
import { percent } from '../../format.ts';
import type { Summary } from '../../session/summary.ts';
import { briefly, notKnown, type Question, type Reading } from '../question.ts';

/** Above this share of the time at a processor, cores are what the work lacks. */
export const computesRatio = 0.6;
/** Below this share it waits for something else; between the two it does some of each. */
export const waitsRatio = 0.3;
/** A shorter run has seen too few samples of processor time. */
export const shortestMs = 300;

export const cpu: Question = {
  key: 'cpu',
  text: 'Does your work mostly compute?',
  why: 'Computing needs cores, and only some models use more than one. Waiting needs none.',
  options: [
    {
      value: 'yes',
      label: 'it computes',
      example: 'parsing, images, models, hashes',
      because: 'computing is limited by cores, not by waiting',
    },
    {
      value: 'no',
      label: 'it does not',
      example: 'HTTP calls, queries, glue code',
      because: 'a faster or a second core would not make it faster',
    },
    notKnown('most programs wait more than they compute'),
  ],
  applies: () => true,
  assumes: {
    value: 'no',
    caveat: 'Assumed that it mostly waits: if it computes, the model is another.',
  },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'computing',
      when: (known) => known.cpu === 'yes',
      to: 'processes',
      because: 'processes compute on cores of their own in every runtime',
    },
  ],
  caveats: [
    {
      id: 'loop-must-turn',
      when: (_, model) => model === 'async' || model === 'hybrid',
      text: 'One blocking call on the loop stops every task: watch its lag.',
    },
    {
      id: 'one-core',
      when: (known, model, { effectiveCores }) =>
        known.cpu === 'yes' && model !== 'sequential' && effectiveCores < twoCores,
      text: 'There is hardly more than one core here: no model computes faster on it.',
    },
  ],
  measure: { by: 'run', wish: (work) => briefly(work, 'sequential'), read: readComputing },
};

/** The share of its time a run wanted a processor: waiting in the run queue is no waiting of its own. */
export function computingRatio({ cpu: { busyCores, queuedRatio }, wallMs }: Summary): number | null {
  if (busyCores === null || wallMs === null || wallMs < shortestMs) return null;
  return Math.min(1, busyCores / (1 - Math.min(0.9, queuedRatio ?? 0)));
}

function readComputing(summary: Summary): Reading {
  const ratio = computingRatio(summary);
  if (ratio === null) return { value: null, saw: 'The run was too short to tell: give it more tasks.' };
  const saw = `It wanted a processor ${percent(ratio)} of the time`;
  if (ratio >= computesRatio) return { value: 'yes', saw: `${saw}: it computes.` };
  if (ratio < waitsRatio) return { value: 'no', saw: `${saw}: it waits for something else.` };
  return { value: null, saw: `${saw}: some of each, so the guide cannot choose for you.` };
}
