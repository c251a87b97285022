import { cores, count, duration, percent, plural, shortDuration } from '../../format.ts';
import type { Character, Nature } from '../../work/character.ts';
import type { Answer } from '../answer.ts';
import { type Row, rowOf } from './section.ts';

/** What a nature means for the choice. `share`: of a task's time, in words. */
const natureSentences: Readonly<Record<Nature, (share: string, character: Character) => string>> = {
  'computes-js': (share, { hottest }) =>
    `It spends ${share} in JavaScript on its own thread${hottest === null ? '' : `, most of it in ${hottest.name === 'default' ? 'your function' : hottest.name} (${hottest.file}:${hottest.line})`}.`,
  'computes-native': (share) =>
    `It spends ${share} in native code on the thread that calls it, which is held meanwhile.`,
  'computes-libuv': (share) =>
    `It spends ${share} in other threads (libuv's, those of a native library, or its own), and the event loop is free meanwhile.`,
  waits: (share) => `It spends ${share} waiting, and its thread is free meanwhile.`,
  blocks: (share) => `It spends ${share} waiting and holds its thread meanwhile: the event loop is blocked.`,
  'moves-data': (share, { copyMsPerTask }) =>
    `Copying a result to another thread takes ${duration(copyMsPerTask)}, which is ${share}.`,
  'too-small': (_, { msPerTask }) =>
    `A task takes ${shortDuration(msPerTask)}, and sending it to another thread takes longer than half of that.`,
  'memory-bound': (share) =>
    `It allocates much: garbage collection takes processor time worth ${share}, V8's helper threads included.`,
  'shared-state': () => 'What a task returns depends on tasks before it: the module keeps state.',
  fails: () => 'Tasks fail: fix that first.',
};

/** Where the time of a task goes, as it was measured, and who else uses the cores. */
export function whyRows({ character, othersOnCores }: Answer): Row[] {
  if (character === null) return [];
  const { msPerTask, natures } = character;
  const said = natures.map(({ nature, share }) =>
    natureSentences[nature](share === null ? 'much of its time' : `${percent(share)} of its time`, character),
  );
  const tooSmall = natures.some(({ nature }) => nature === 'too-small');
  const task = msPerTask === null || tooSmall ? null : `A task takes ${shortDuration(msPerTask)}.`;
  return [
    ...rowOf(task, ...said, othersSentence(othersOnCores)),
    ...rowOf(failedSentence(character)),
    ...rowOf(undefinedSentence(character)),
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
function undefinedSentence({ undefinedResults, calls, failed }: Character): string | null {
  const returned = calls - (failed?.tasks ?? 0);
  if (!undefinedResults || returned === 0) return null;
  return undefinedResults >= returned
    ? `Your function returns undefined, so Heddle cannot see whether other models do the same work.`
    : `${count(undefinedResults)} of ${plural(returned, 'call')} returned undefined.`;
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
