import { sharesLoop } from '../../catalog/models.ts';
import type { Summary } from '../../session/summary.ts';
import type { Character } from '../../work/character.ts';
import { ownLane, traitsOf } from '../lanes.ts';
import { notKnown, oneTask, type Question, type Reading } from '../question.ts';

export const state: Question = {
  key: 'state',
  text: 'Do tasks change data that they share?',
  why: 'Shared data needs a lock between threads, and one owner between processes. Your answer adds warnings to the verdict.',
  options: [
    {
      value: 'none',
      label: 'no',
      example: 'each task returns its own result',
      because: 'Nothing is shared, so no update can be lost.',
    },
    {
      value: 'some',
      label: 'yes',
      example: 'a counter, a cache, a balance',
      because: 'Two tasks that change it at the same time can lose updates.',
    },
    notKnown('Heddle assumes no: tasks only return results.'),
  ],
  skipped: oneTask,
  assumes: {
    value: 'none',
    caveat: 'Assumed: tasks change nothing they share. Look for counters and caches.',
  },
  decides: ['caveats'],
  turns: [],
  caveats: [
    {
      id: 'lost-across-await',
      when: (known, model) => known.state === 'some' && sharesLoop(traitsOf(model)),
      text: 'Read, await, then write: this loses updates on one event loop, too.',
    },
    {
      id: 'atomics',
      when: (known, model) =>
        known.state === 'some' && ownLane(model) === 'thread' && known.runtime === 'node',
      text: 'Workers share only a SharedArrayBuffer; a[0]++ on it loses updates.',
    },
    {
      id: 'lock-it',
      when: (known, model) =>
        known.state === 'some' && ownLane(model) === 'thread' && known.runtime !== 'node',
      text: 'Lock every update: an update then costs 5 to 17 times as much.',
    },
    {
      id: 'one-owner',
      when: (known, model) => known.state === 'some' && ownLane(model) === 'process',
      text: 'Processes share nothing: let one own the data, or keep it in a database.',
    },
  ],
  measure: { by: 'run', read: readSharing },
};

/** Only results tell: an update that no task returns is not seen. */
function readSharing(_: Summary, character: Character | null): Reading {
  return character?.natures.some(({ nature }) => nature === 'shared-state')
    ? { value: 'some', saw: 'What a task returned depended on the tasks before it.' }
    : { value: null, saw: 'A run sees shared data only where results depend on it. Answer it yourself.' };
}
