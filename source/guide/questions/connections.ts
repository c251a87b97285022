import { notKnown, onlyWaiting, type Question } from '../question.ts';

export const connections: Question = {
  key: 'connections',
  text: 'How many tasks wait at the same time, at most?',
  why: 'The number sets the size of the pool. Thousands rule out threads.',
  options: [
    {
      value: 'tens',
      label: 'tens',
      example: 'a script, an internal tool',
      because: 'Tens of threads or async tasks cost little.',
    },
    {
      value: 'hundreds',
      label: 'hundreds',
      example: 'a busy service',
      because: 'Hundreds of threads are about the practical limit.',
    },
    {
      value: 'thousands',
      label: 'thousands',
      example: 'WebSockets, long polling, a gateway',
      because: 'Thousands of threads are not practical.',
    },
    notKnown('Heddle suggests a size to start with.'),
  ],
  skipped: (known) =>
    onlyWaiting(known) ?? (known.scale === 'thousands' ? 'You said that thousands wait at once.' : null),
  assumes: {
    value: null,
    caveat: 'You gave no number of waiting tasks: measure, and adjust the sizes.',
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
      because: 'A loop holds them; a limited pool makes the calls.',
    },
    {
      id: 'too-many-threads',
      when: (known, model) => known.connections === 'thousands' && model === 'threads',
      to: 'async',
      because: 'Thousands of async tasks cost little, threads too much.',
    },
  ],
  caveats: [
    {
      id: 'legacy-with-thousands',
      when: (known, model) =>
        known.connections === 'thousands' && known.scale === 'legacy' && model === 'hybrid',
      text: 'The blocking library stays the bottleneck: the pool limits its calls.',
    },
    {
      id: 'few-and-thousands',
      when: (known) => known.connections === 'thousands' && known.scale === 'few',
      text: 'You said tens or hundreds, then thousands: the larger number counts.',
    },
    {
      id: 'more-at-once-than-there-are',
      when: (known) => known.connections === 'thousands' && known.jobs === 'some',
      text: 'You said a few hundred in all, then thousands at once: thousands count.',
    },
  ],
};
