import { copyLine, shortDuration } from '../../format.ts';
import { feltCopying } from '../../session/felt.ts';
import type { Summary } from '../../session/summary.ts';
import { lanesOf } from '../lanes.ts';
import { briefly, isPython, isReal, notKnown, type Question, type Reading } from '../question.ts';

/** 100 KB take 0.1 to 0.2 ms to clone between threads, a result that is next to nothing 0.05 at most. */
const littleMs = 0.1;

export const bytes: Question = {
  key: 'bytes',
  text: 'How much data crosses for each task?',
  why: 'Threads and processes get copies. 1 MB takes 0.6 ms to clone, 0.05 ms to hand over, 465 ms as JSON.',
  options: [
    {
      value: 'little',
      label: 'less than 100 KB',
      example: 'a path, an id, a small object',
      because: 'copying it takes microseconds',
    },
    {
      value: 'much',
      label: 'more than that',
      example: 'pictures, large arrays, documents',
      because: 'copying it costs as much as some work',
    },
    notKnown('most tasks are described by little'),
  ],
  applies: (known) =>
    isReal(known) && (known.cpu === 'yes' || known.mixed === 'heavy') && known.length !== 'tiny',
  assumes: {
    value: 'little',
    caveat: 'Assumed that little crosses: measure the copying where it may be megabytes.',
  },
  decides: ['caveats'],
  turns: [],
  caveats: [
    {
      id: 'hand-over',
      when: (known, model) =>
        known.bytes === 'much' && known.runtime === 'node' && lanesOf(model, known) === 'thread',
      text: 'Hand buffers over (transferList): 1 MB then takes 0.05 ms instead of 0.6.',
    },
    {
      id: 'not-as-json',
      when: (known, model) =>
        known.bytes === 'much' && known.runtime === 'node' && lanesOf(model, known) === 'process',
      text: "Fork with serialization: 'advanced': 1 MB takes 0.9 ms, and 465 ms as JSON.",
    },
    {
      id: 'shared-memory',
      when: (known, model) =>
        known.bytes === 'much' && isPython(known) && lanesOf(model, known) === 'process',
      text: 'Send a path or a name of shared_memory, not the data: pickling copies twice.',
    },
    {
      id: 'copies-cost',
      when: (known, model) =>
        known.bytes === 'much' && known.runtime === undefined && lanesOf(model, known) !== null,
      text: 'Send names of data (paths, keys), not the data: every lane gets a copy.',
    },
  ],
  measure: { by: 'run', wish: (work) => briefly(work, 'threads'), read: readCopying },
};

/** By what copying costs: bytes are not counted, and only results cross in Heddle. */
function readCopying(summary: Summary): Reading {
  const { lanes, tasks } = summary;
  const times = lanes.flatMap(({ copyMs }) => copyMs ?? []);
  if (times.length === 0 || tasks.done === 0)
    return { value: null, saw: 'No result was copied: nothing can be said.' };
  const eachMs = times.reduce((sum, ms) => sum + ms, 0) / tasks.done;
  const saw = `Copying a result took ${shortDuration(eachMs)}`;
  if (eachMs < littleMs) return { value: 'little', saw: `${saw}: little crosses.` };
  const felt = feltCopying(summary);
  return felt
    ? { value: 'much', saw: `${saw}, in all ${copyLine(felt)}: much crosses.` }
    : { value: null, saw: `${saw}, hardly felt beside the work: it may be either.` };
}
