import { worthMovingMs } from '../../findings/work.ts';
import { duration } from '../../format.ts';
import type { Summary } from '../../session/summary.ts';
import { briefly, isReal, notKnown, type Question, type Reading } from '../question.ts';

/** A process takes about 60 ms to start: a task longer than this bears a start of its own. */
const longMs = 100;

export const length: Question = {
  key: 'length',
  text: 'How long does one task compute?',
  why: 'Handing a task over costs 20 to 40 µs, and starting a thread or a process 20 to 60 ms.',
  options: [
    {
      value: 'tiny',
      label: 'less than 0.1 ms',
      example: 'one row, one small message',
      because: 'handing it over costs as much as doing it',
    },
    {
      value: 'short',
      label: '0.1 to 100 ms',
      example: 'one request, a thumbnail',
      because: 'worth handing over to a lane that is kept alive',
    },
    {
      value: 'long',
      label: 'more than 100 ms',
      example: 'a video, a report, a model',
      because: 'long enough to bear the start of a lane',
    },
    notKnown('most tasks take milliseconds'),
  ],
  applies: (known) => known.cpu === 'yes' && isReal(known),
  assumes: {
    value: 'short',
    caveat: 'Assumed that a task takes milliseconds: tiny ones are not worth the way.',
  },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'not-worth-the-way',
      when: (known, model) => known.length === 'tiny' && (model === 'threads' || model === 'processes'),
      to: 'sequential',
      because: 'the way there and back takes longer than the task itself',
    },
  ],
  caveats: [
    {
      id: 'batch',
      when: (known) => known.length === 'tiny',
      text: 'Put a thousand of them into one task, and answer "0.1 to 100 ms" instead.',
    },
    {
      id: 'keep-lanes',
      when: (known, model) => known.length === 'short' && (model === 'threads' || model === 'processes'),
      text: 'Keep the pool: a lane started for each task would cost more than the task.',
    },
  ],
  measure: { by: 'run', wish: (work) => briefly(work, 'sequential'), read: readLength },
};

function readLength({ taskMs, wallMs, tasks }: Summary): Reading {
  if (tasks.done === 0 || taskMs.p50 === null) {
    return wallMs !== null && wallMs > longMs
      ? { value: 'long', saw: `No task ended within ${duration(wallMs)}.` }
      : { value: null, saw: 'No task ended: nothing can be said.' };
  }
  const saw = `Half of the tasks took less than ${duration(taskMs.p50)}.`;
  if (taskMs.p50 < worthMovingMs) return { value: 'tiny', saw };
  return { value: taskMs.p50 > longMs ? 'long' : 'short', saw };
}
