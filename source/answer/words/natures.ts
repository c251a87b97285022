import { duration, percent, shortDuration } from '../../format.ts';
import type { Character, Nature } from '../../work/character.ts';
import type { Answer } from '../answer.ts';

/** Of a thread's time. */
const mostOfTheTime = 0.5;

/** What a nature means for the choice. `share`: of a task's time, in words. */
type Sentence = (share: string, character: Character, answer: Answer) => string;

/** `, most of it in resize (resize.py:7)`; nothing where it is not known. */
const mostlyIn = ({ hottest }: Character) =>
  hottest === null ? '' : `, most of it in ${hottest.name} (${hottest.file}:${hottest.line})`;

const inNode: Readonly<Record<Nature, Sentence>> = {
  'computes-js': (share, { hottest }) =>
    `It spends ${share} in JavaScript on its own thread${hottest === null ? '' : `, most of it in ${hottest.name === 'default' ? 'your function' : hottest.name} (${hottest.file}:${hottest.line})`}.`,
  'computes-locked': (share, character) =>
    `It spends ${share} computing with the interpreter's lock (the GIL)${mostlyIn(character)}. Only one thread at a time can hold that lock.`,
  'computes-native': (share) =>
    `It spends ${share} in native code on the thread that calls it, which is held meanwhile.`,
  'computes-libuv': (share) =>
    `It spends ${share} in other threads (libuv's, those of a native library, or its own), and the event loop is free meanwhile.`,
  'computes-children': (share) =>
    `Its child processes compute, which takes ${share}. The cores limit how many of them at once are faster.`,
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

const inPython: Readonly<Record<Nature, Sentence>> = {
  ...inNode,
  'computes-native': (share, character, { interpreter }) =>
    interpreter?.lock === 'none'
      ? `It spends ${share} computing${mostlyIn(character)}. This interpreter has no lock, so threads can do that in parallel.`
      : `It spends ${share} in C code that releases the interpreter's lock (the GIL)${mostlyIn(character)}. Other threads can run meanwhile.`,
  'computes-libuv': (share) =>
    `Other threads (its own, or those of a library) compute for it, which takes ${share}.`,
  blocks: (share, { blockedAt, returnsPromise, natures }, { whyNot }) => {
    const at = blockedAt === null ? '' : ` (${blockedAt.file}:${blockedAt.line})`;
    // The time that its children compute: told once.
    if (natures.some(({ nature }) => nature === 'computes-children'))
      return `It waits for its child processes${at} and holds its thread meanwhile.`;
    // A thread that waits for the lock while the other ones only wait: their call did not let it go.
    if (whyNot.some(({ figures }) => (figures?.lockRatio ?? 0) >= mostOfTheTime))
      return `It spends ${share} waiting${at} in calls that keep the interpreter's lock (the GIL): no other thread can run meanwhile.`;
    return returnsPromise === 'always'
      ? `It spends ${share} in calls that block the event loop${at}. Other tasks of that loop have to wait meanwhile, but other threads can run. Use an async library, or hand such calls to a thread (await asyncio.to_thread), and async may do as well.`
      : `It spends ${share} waiting${at} and holds its thread meanwhile. Other threads can run then, but not other tasks of the same event loop.`;
  },
  'moves-data': (share, { copyMsPerTask }) =>
    `Pickling a result for another process takes ${duration(copyMsPerTask)}, which is ${share}.`,
  'memory-bound': (share) => `It allocates much: garbage collection takes ${share}.`,
};

const sentences = { node: inNode, python: inPython } as const;

/** What a nature means for the choice, in the words of the runtime. */
export function natureSentence(
  { nature, share }: Character['natures'][number],
  character: Character,
  answer: Answer,
): string {
  const part = share === null ? 'much of its time' : `${percent(share)} of its time`;
  return sentences[answer.runtime][nature](part, character, answer);
}
