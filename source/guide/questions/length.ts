import { said } from '../../catalog/costs.ts';
import { worthMovingMs } from '../../findings/work.ts';
import { duration, factor, shortDuration } from '../../format.ts';
import type { Summary } from '../../session/summary.ts';
import type { Character } from '../../work/character.ts';
import { ownLane } from '../lanes.ts';
import { notKnown, onlyComputing, type Question, type Reading } from '../question.ts';

/** A thread or a process takes about 40 ms to start: a task longer than this is worth a start of its own. */
const longMs = 100;

export const length: Question = {
  key: 'length',
  text: 'How long does one task compute?',
  why: `Handing a task to a thread or a process takes ${said.handOver}, so tiny tasks run one after another. Starting one takes about ${said.start}.`,
  options: [
    {
      value: 'tiny',
      label: 'less than 0.1 ms',
      example: 'one row, one small message',
      because: 'Handing it over takes as long as doing it.',
    },
    {
      value: 'short',
      label: '0.1 to 100 ms',
      example: 'one request, a thumbnail',
      because: 'Worth handing to a thread or a process that keeps running.',
    },
    {
      value: 'long',
      label: 'more than 100 ms',
      example: 'a video, a report, a training run',
      because: 'Long enough to be worth starting a thread or a process for.',
    },
    notKnown('Heddle assumes milliseconds, as most tasks take.'),
  ],
  skipped: onlyComputing,
  assumes: {
    value: 'short',
    caveat: 'Assumed: a task takes milliseconds. Tiny ones are not worth handing over.',
  },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'not-worth-the-way',
      when: (known, model) => known.length === 'tiny' && ownLane(model) !== null,
      to: 'sequential',
      because: 'Handing a task over takes longer than the task itself.',
    },
  ],
  caveats: [
    {
      id: 'batch',
      when: (known) => known.length === 'tiny',
      text: 'Put a thousand of them into one task, then answer "0.1 to 100 ms".',
    },
    {
      id: 'keep-lanes',
      when: (known, model) => known.length === 'short' && ownLane(model) !== null,
      text: 'Keep the pool running: starting a thread or a process per task costs more.',
    },
  ],
  measure: { by: 'run', read: readLength },
};

function readLength({ taskMs, wallMs, tasks }: Summary, character: Character | null): Reading {
  if (tasks.done === 0) {
    return wallMs !== null && wallMs > longMs
      ? { value: 'long', saw: `No task finished within ${duration(wallMs)}.` }
      : { value: null, saw: 'No task finished, so there is nothing to measure.' };
  }
  // What a message takes here was measured with the work: it counts before what it takes elsewhere.
  const handing = character?.natures.find(({ nature }) => nature === 'too-small')?.share ?? null;
  if (handing !== null)
    return { value: 'tiny', saw: `Handing a task over takes ${factor(handing)} as long as the task.` };
  if (taskMs.p50 === null)
    return { value: null, saw: 'How long tasks took is not known. Answer it yourself.' };
  const saw = `The median task took ${shortDuration(taskMs.p50)}.`;
  if (taskMs.p50 < worthMovingMs) return { value: 'tiny', saw };
  return { value: taskMs.p50 > longMs ? 'long' : 'short', saw };
}
