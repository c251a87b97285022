import { computesBehind, locked } from '../lanes.ts';
import { isReal, notKnown, type Question } from '../question.ts';

export const mixed: Question = {
  key: 'mixed',
  text: 'Does one program wait for many things and also block or compute?',
  why: 'A loop that waits must not be held; what holds it belongs into a pool behind it.',
  options: [
    {
      value: 'no',
      label: 'no, one kind of work',
      example: 'a batch of images, a crawler',
      because: 'one kind of work needs one model',
    },
    {
      value: 'blocking',
      label: 'it also blocks',
      example: 'a server that calls a blocking library',
      because: 'the blocking calls would hold the loop',
    },
    {
      value: 'heavy',
      label: 'it also computes',
      example: 'a server that renders or hashes',
      because: 'the heavy pieces would hold the loop',
    },
    notKnown('one kind of work is the simpler case'),
  ],
  applies: isReal,
  assumes: {
    value: 'no',
    caveat: 'Assumed that it is one kind of work: a mix calls for a loop with a pool.',
  },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'calls-block',
      when: (known) => known.mixed === 'blocking',
      to: 'hybrid',
      because: 'the loop goes on while a pool takes the blocking calls',
    },
    {
      id: 'pieces-compute',
      when: (known) => known.mixed === 'heavy',
      to: 'hybrid',
      because: 'the loop goes on answering while a pool computes',
    },
  ],
  caveats: [
    {
      id: 'heavy-behind-the-lock',
      when: (known, model) => model === 'hybrid' && computesBehind(known) && locked(known),
      text: 'In CPython heavy work needs a pool of processes: its threads share one lock.',
    },
  ],
};
