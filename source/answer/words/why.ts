import { cores, count, plural, shortDuration } from '../../format.ts';
import type { Character } from '../../work/character.ts';
import type { Answer } from '../answer.ts';
import { natureSentence } from './natures.ts';
import { type Row, rowOf } from './section.ts';

/** Where the time of a task goes, as it was measured, and who else uses the cores. */
export function whyRows(answer: Answer): Row[] {
  const { character, othersOnCores } = answer;
  if (character === null) return [];
  const { msPerTask, natures } = character;
  const said = natures.map((one) => natureSentence(one, character, answer));
  const tooSmall = natures.some(({ nature }) => nature === 'too-small');
  const task = msPerTask === null || tooSmall ? null : `A task takes ${shortDuration(msPerTask)}.`;
  return [
    ...rowOf(task, ...said, othersSentence(othersOnCores)),
    ...rowOf(failedSentence(character)),
    ...rowOf(undefinedSentence(character, answer)),
  ];
}

/** Where most tasks fail that is the answer, and told there. */
function failedSentence({ failed, natures }: Character): string | null {
  if (failed === null || natures.some(({ nature }) => nature === 'fails')) return null;
  const { tasks, of, first } = failed;
  const where = first?.place ? ` (${first.place})` : '';
  return `${count(tasks)} of ${plural(of, 'call')} failed${first === null ? '' : `: ${first.name}: ${first.message}${where}`}.`;
}

/** Results that say nothing cannot be compared. */
function undefinedSentence(
  { undefinedResults, calls, failed }: Character,
  { runtime }: Answer,
): string | null {
  const nothing = { node: 'undefined', python: 'None' }[runtime];
  const returned = calls - (failed?.tasks ?? 0);
  if (!undefinedResults || returned === 0) return null;
  return undefinedResults >= returned
    ? `Your function returns ${nothing}, so Heddle cannot see whether other models do the same work.`
    : `${count(undefinedResults)} of ${plural(returned, 'call')} returned ${nothing}.`;
}

/** Less than this does not keep a lane from a core. */
const leastCores = 0.1;

function othersSentence({ v8, libuv, nativeThreads }: Answer['othersOnCores']): string | null {
  const used = (
    [
      [v8, "V8's helper threads (garbage collection, compiler)"],
      [libuv, "libuv's threads"],
      [nativeThreads, 'threads of native libraries'],
    ] as const
  ).flatMap(([value, who]) =>
    value === null || value < leastCores ? [] : [`${who} used ${cores(round(value))} cores`],
  );
  if (used.length === 0) return null;
  const all = new Intl.ListFormat('en-GB').format(used);
  return `Under this model ${all}.`;
}

/** Two digits: `0.47`. */
const round = (value: number) => Math.round(value * 100) / 100;
