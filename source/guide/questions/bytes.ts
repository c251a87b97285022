import { said } from '../../catalog/costs.ts';
import { copyLine, percent, shortDuration } from '../../format.ts';
import type { Measured } from '../../protocol/units.ts';
import { feltCopying } from '../../session/felt.ts';
import type { Summary } from '../../session/summary.ts';
import type { Character } from '../../work/character.ts';
import { computesBehind, lanesOf } from '../lanes.ts';
import { isPython, notKnown, oneTask, type Question, type Reading } from '../question.ts';

/** 100 KB take 0.1 to 0.2 ms to clone between threads, a result that is next to nothing 0.05 at most. */
const littleMs = 0.1;

export const bytes: Question = {
  key: 'bytes',
  text: 'How much data goes into and out of each task?',
  why: `Threads and processes get copies of the data: 1 MB of bytes takes ${said.copied} to clone, and ${said.asJson} as JSON. Your answer adds advice to the verdict.`,
  options: [
    {
      value: 'little',
      label: 'less than 100 KB',
      example: 'a path, an id, a small object',
      because: 'Copying it takes well under a millisecond.',
    },
    {
      value: 'much',
      label: 'more than that',
      example: 'pictures, large arrays, documents',
      because: 'Copying it can cost as much as the work.',
    },
    notKnown('Heddle assumes little: a path or an id describes most tasks.'),
  ],
  skipped: (known) => {
    if (known.length === 'tiny') return 'So short a task is not handed to another thread or process.';
    return oneTask(known) ?? (computesBehind(known) ? null : 'It is asked only of work that computes.');
  },
  assumes: {
    value: 'little',
    caveat: 'Assumed: little data per task. If it may be megabytes, measure the copying.',
  },
  decides: ['caveats'],
  turns: [],
  caveats: [
    {
      id: 'hand-over',
      when: (known, model) =>
        known.bytes === 'much' && known.runtime === 'node' && lanesOf(model, known) === 'thread',
      text: `Transfer buffers (transferList): 1 MB takes ${said.transferred} instead of ${said.copied}.`,
    },
    {
      id: 'not-as-json',
      when: (known, model) =>
        known.bytes === 'much' && known.runtime === 'node' && lanesOf(model, known) === 'process',
      text: `Fork with serialization: 'advanced': 1 MB takes ${said.copiedToProcess}, as JSON ${said.asJson}.`,
    },
    {
      id: 'shared-memory',
      when: (known, model) =>
        known.bytes === 'much' && isPython(known) && lanesOf(model, known) === 'process',
      text: 'Send a path or a shared_memory name, not the data: pickling copies twice.',
    },
    {
      id: 'copies-cost',
      when: (known, model) =>
        known.bytes === 'much' && known.runtime === undefined && lanesOf(model, known) !== null,
      text: 'Send paths or keys, not the data: every thread or process gets a copy.',
    },
  ],
  measure: { by: 'run', read: readCopying },
};

/** By what copying costs: bytes are not counted, and only results cross in Heddle. */
function readCopying(summary: Summary, character: Character | null): Reading {
  const eachMs = copiedMs(summary) ?? character?.copyMsPerTask ?? null;
  if (eachMs === null) return { value: null, saw: 'No result was copied, so there is nothing to measure.' };
  const saw = `Copying a result took ${shortDuration(eachMs)}`;
  if (eachMs < littleMs) return { value: 'little', saw: `${saw}: little data.` };
  const share = character?.natures.find(({ nature }) => nature === 'moves-data')?.share ?? null;
  if (share !== null) return { value: 'much', saw: `${saw}, ${percent(share)} of the task: much data.` };
  const felt = feltCopying(summary);
  return felt
    ? { value: 'much', saw: `${saw}, in all ${copyLine(felt)}: much data.` }
    : { value: null, saw: `${saw}. A run cannot tell how much data that is. Answer it yourself.` };
}

/** What copying a result took in that run; null where none was copied. */
function copiedMs({ lanes, tasks }: Summary): Measured {
  const times = lanes.flatMap(({ copyMs }) => copyMs ?? []);
  return times.length === 0 || tasks.done === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / tasks.done;
}
