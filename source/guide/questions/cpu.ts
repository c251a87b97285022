import { isSerial, sharesLoop } from '../../catalog/models.ts';
import { twoCores } from '../../catalog/room.ts';
import { percent } from '../../format.ts';
import type { Measured } from '../../protocol/units.ts';
import { computingRatio, natureOf, shortestMs } from '../../session/processor.ts';
import type { Summary } from '../../session/summary.ts';
import { traitsOf } from '../lanes.ts';
import { notKnown, type Question, type Reading, unmeasurable } from '../question.ts';

export const cpu: Question = {
  key: 'cpu',
  text: 'Does your work spend most of its time computing?',
  why: 'If it computes, it needs a model that uses several cores. If it waits, one core is enough, and what matters is how many tasks wait.',
  options: [
    {
      value: 'yes',
      label: 'yes, it computes',
      example: 'parsing, image processing, hashing',
      because: 'The number of cores limits how fast it computes.',
    },
    {
      value: 'no',
      label: 'no, or only a little',
      example: 'HTTP calls, database queries',
      because: 'More or faster cores would not help.',
    },
    notKnown('Heddle assumes no: most programs wait more than they compute.'),
  ],
  skipped: () => null,
  assumes: {
    value: 'no',
    caveat: 'Assumed: it does not mostly compute. If it does, another model fits.',
  },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'computing',
      when: (known) => known.cpu === 'yes',
      to: 'processes',
      because: 'Processes use several cores in every runtime.',
    },
  ],
  caveats: [
    {
      id: 'loop-must-turn',
      when: (_, model) => sharesLoop(traitsOf(model)),
      text: 'One blocking call freezes the event loop and every task: watch its lag.',
    },
    {
      id: 'one-core',
      when: (known, model, { effectiveCores }) =>
        known.cpu === 'yes' && !isSerial(traitsOf(model)) && effectiveCores < twoCores,
      text: 'This machine has about one core, so no model computes faster here.',
    },
  ],
  measure: { by: 'run', read: readComputing },
};

/**
 * The share of its time a run of one task after another wanted a processor, in all its threads: what libuv's pool
 * computes is the work's own computing, too. Null where the run is too short to tell.
 */
export function wantedRatio({ cpu: { busyCores }, lanes, wallMs }: Summary): Measured {
  if (busyCores === null || wallMs === null || wallMs < shortestMs) return null;
  const { waitMs = null, lockMs = null } = lanes.find(({ kind }) => kind === 'loop') ?? {};
  return Math.min(1, computingRatio([{ cpuMs: busyCores * wallMs, waitMs, lockMs }], wallMs) ?? 0);
}

function readComputing(summary: Summary): Reading {
  const ratio = wantedRatio(summary);
  if (ratio === null) return unmeasurable(summary);
  const saw = `It needed a core ${percent(ratio)} of the time`;
  switch (natureOf(ratio)) {
    case 'computes':
      return { value: 'yes', saw: `${saw}, so it computes.` };
    case 'waits':
      return { value: 'no', saw: `${saw}, so it mostly waits.` };
    case 'both':
      return { value: null, saw: `${saw}: it computes and waits. Answer it yourself.` };
  }
}
