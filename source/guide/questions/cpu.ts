import { twoCores } from '../../catalog/room.ts';
import { percent } from '../../format.ts';
import type { Measured } from '../../protocol/units.ts';
import { computingRatio, natureOf, shortestMs } from '../../session/processor.ts';
import type { Summary } from '../../session/summary.ts';
import { briefly, notKnown, type Question, type Reading } from '../question.ts';

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

/**
 * The share of its time a run of one task after another wanted a processor, in all its threads: what libuv's pool
 * computes is the work's own computing, too. Null where the run is too short to tell.
 */
export function wantedRatio({ cpu: { busyCores }, lanes, wallMs }: Summary): Measured {
  if (busyCores === null || wallMs === null || wallMs < shortestMs) return null;
  const waitMs = lanes.find(({ kind }) => kind === 'loop')?.waitMs ?? null;
  return Math.min(1, computingRatio([{ cpuMs: busyCores * wallMs, waitMs }], wallMs) ?? 0);
}

function readComputing(summary: Summary): Reading {
  const ratio = wantedRatio(summary);
  if (ratio === null) return { value: null, saw: 'The run was too short to tell: give it more tasks.' };
  const saw = `It wanted a processor ${percent(ratio)} of the time`;
  switch (natureOf(ratio)) {
    case 'computes':
      return { value: 'yes', saw: `${saw}: it computes.` };
    case 'waits':
      return { value: 'no', saw: `${saw}: it waits for something else.` };
    case 'both':
      return { value: null, saw: `${saw}: some of each, so the guide cannot choose for you.` };
  }
}
