import type { LaneCard, ModelCard } from '../../catalog/cards.ts';
import { type Form, formOf } from '../../catalog/models.ts';
import { bytes } from '../../format.ts';
import { formAndLane } from '../lanes.ts';
import { type GuideRows, run } from './rows.ts';

/** What can be said of a model by its traits alone, until somebody writes its rows. */
export function derivedRows(card: ModelCard, lane: LaneCard): GuideRows {
  const form = formOf(card);
  const each = `About ${bytes(lane.bytes)} per ${card.lane}`;
  const because: Readonly<Record<Form, string>> = {
    serial: 'It waits for each task before it starts the next.',
    loop: 'One thread runs all tasks: what computes or blocks stops them all.',
    lanes: `Each task that runs takes a ${card.lane} of its own.`,
    behind: 'A loop and a pool to get right, where one of them is enough.',
  };
  const switches: Readonly<Record<Form, string>> = {
    serial: 'Never: a task runs to its end before the next begins.',
    loop: 'At every await, and nowhere else.',
    lanes: `The operating system switches at any time: more ${lane.unit} than cores take turns.`,
    behind: `The loop at every await, the operating system between its ${lane.unit}.`,
  };
  const bites: Readonly<Record<Form, string>> = {
    serial: 'It uses one core, however many there are.',
    loop: 'One blocking call stops every task.',
    lanes: lane.sharesMemory ? 'Shared data needs a lock.' : 'All data that goes in or out is copied.',
    behind: 'One blocking call left on the loop stops every task.',
  };
  return {
    reasons: [
      {
        when: (_, chosen) => formAndLane(chosen) === formAndLane(card.id),
        because: 'It runs tasks in the same way.',
      },
      { when: () => true, because: because[form] },
    ],
    lines: [
      ['is', sentence(card.how), run('wait', 24)],
      ['switches', switches[form], run('compute', 8)],
      ['good', sentence(card.goodFor), run('wait', 24)],
      [
        'costs',
        form === 'serial' || form === 'loop' ? 'No thread or process has to start.' : `${each}.`,
        run('noop', 1000),
      ],
      ['bites', bites[form], run('compute', 8)],
    ],
  };
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
