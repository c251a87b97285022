import { isReal, notKnown, type Question } from '../question.ts';

export const connections: Question = {
  key: 'connections',
  text: 'How many wait at the same time, at most?',
  why: 'It sizes the pool, and thousands rule threads out.',
  options: [
    {
      value: 'tens',
      label: 'tens',
      example: 'a script, an internal tool',
      because: 'tens of anything are cheap',
    },
    {
      value: 'hundreds',
      label: 'hundreds',
      example: 'a busy service',
      because: 'hundreds of threads are about the most that is practical',
    },
    {
      value: 'thousands',
      label: 'thousands',
      example: 'WebSockets, long polling, a gateway',
      because: 'thousands of threads are not practical',
    },
    notKnown('tens are enough for most'),
  ],
  applies: (known) => isReal(known) && known.cpu === 'no' && known.scale !== 'thousands',
  assumes: {
    value: null,
    caveat: 'How many wait at once is open: the sizes are a start, to measure by.',
  },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'too-many-that-block',
      when: (known, model) =>
        known.connections === 'thousands' &&
        model === 'threads' &&
        (known.scale === 'legacy' || known.library === 'no'),
      to: 'hybrid',
      because: 'a loop holds them, a bounded pool makes the calls',
    },
    {
      id: 'too-many-threads',
      when: (known, model) => known.connections === 'thousands' && model === 'threads',
      to: 'async',
      because: 'that many threads cost what promises do not',
    },
  ],
  caveats: [
    {
      id: 'legacy-with-thousands',
      when: (known, model) =>
        known.connections === 'thousands' && known.scale === 'legacy' && model === 'hybrid',
      text: 'The blocking library stays the bottleneck: its pool decides how many go on.',
    },
    {
      id: 'few-and-thousands',
      when: (known) => known.connections === 'thousands' && known.scale === 'few',
      text: 'Fewer than thousands first, now thousands at once: the larger number counts.',
    },
  ],
};
