import { computesBehind, inLibuv, locked } from '../lanes.ts';
import { notKnown, oneTask, type Question } from '../question.ts';

export const mixed: Question = {
  key: 'mixed',
  text: 'Does the same program wait for many things and also block or compute?',
  why: 'What blocks or computes freezes the event loop that waits. Such a mix needs a pool behind the loop: the model hybrid.',
  options: [
    {
      value: 'no',
      label: 'no, one kind of work',
      example: 'a batch of images, a crawler',
      because: 'One kind of work needs one model.',
    },
    {
      value: 'blocking',
      label: 'yes, it also blocks',
      example: 'a server with a blocking driver',
      because: 'Blocking calls on the loop would freeze it.',
    },
    {
      value: 'heavy',
      label: 'yes, it also computes',
      example: 'a server that renders images',
      because: 'Heavy computing on the loop would freeze it.',
    },
    notKnown('Heddle assumes one kind of work, the simpler case.'),
  ],
  skipped: oneTask,
  assumes: {
    value: 'no',
    caveat: 'Assumed: it is one kind of work. A mix needs a loop with a pool (hybrid).',
  },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'calls-block',
      when: (known) => known.mixed === 'blocking',
      to: 'hybrid',
      because: 'The loop keeps running while a pool makes the blocking calls.',
    },
    {
      // The pieces that compute are the calls that `cycles` tells of.
      id: 'pieces-in-libuv',
      when: (known) => known.mixed === 'heavy' && inLibuv(known),
      to: 'async',
      because: "The heavy calls run in libuv's threads, so the loop keeps answering.",
    },
    {
      id: 'pieces-compute',
      when: (known) => known.mixed === 'heavy',
      to: 'hybrid',
      because: 'The loop keeps answering while a pool computes.',
    },
  ],
  caveats: [
    {
      id: 'heavy-behind-the-lock',
      when: (known, model) => model === 'hybrid' && computesBehind(known) && locked(known),
      text: 'In CPython heavy work needs a pool of processes: threads share the GIL.',
    },
  ],
};
