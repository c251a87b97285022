import { sharesLoop } from '../../catalog/models.ts';
import { ownLane, traitsOf } from '../lanes.ts';
import { isReal, notKnown, type Question } from '../question.ts';

export const state: Question = {
  key: 'state',
  text: 'Do tasks change something they share?',
  why: 'Shared state that is changed needs a lock between threads, and a place of its own between processes.',
  options: [
    {
      value: 'none',
      label: 'no',
      example: 'each task returns its own result',
      because: 'nothing shared, nothing to lose',
    },
    {
      value: 'some',
      label: 'yes',
      example: 'a counter, a cache, a balance',
      because: 'an update that is read, changed and written back can be lost',
    },
    notKnown('results that are returned share nothing'),
  ],
  applies: isReal,
  assumes: {
    value: 'none',
    caveat: 'Assumed that tasks share nothing they change: look for counters and caches.',
  },
  decides: ['caveats'],
  turns: [],
  caveats: [
    {
      id: 'lost-across-await',
      when: (known, model) => known.state === 'some' && sharesLoop(traitsOf(model)),
      text: 'A read, an await, then a write loses updates on one loop, too.',
    },
    {
      id: 'atomics',
      when: (known, model) =>
        known.state === 'some' && ownLane(model) === 'thread' && known.runtime === 'node',
      text: 'Workers share a SharedArrayBuffer only; a[0]++ on it loses updates.',
    },
    {
      id: 'lock-it',
      when: (known, model) =>
        known.state === 'some' && ownLane(model) === 'thread' && known.runtime !== 'node',
      text: 'Lock every update: it then costs 5 to 17 times as much.',
    },
    {
      id: 'one-owner',
      when: (known, model) => known.state === 'some' && ownLane(model) === 'process',
      text: 'Processes share nothing: let one own the state, or keep it in a database.',
    },
  ],
};
