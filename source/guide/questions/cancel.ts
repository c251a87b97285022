import { computesBehind, inLibuv, lanesOf, unstoppable } from '../lanes.ts';
import { isReal, notKnown, type Question } from '../question.ts';

export const cancel: Question = {
  key: 'cancel',
  text: 'Must running work be stopped from outside?',
  why: 'A promise can be told, a thread can hardly be stopped, a process can always be killed.',
  options: [
    {
      value: 'no',
      label: 'no',
      example: 'it runs to its end',
      because: 'nothing has to be stopped half-way',
    },
    {
      value: 'yes',
      label: 'yes',
      example: 'time limits, a user who leaves',
      because: 'what cannot be stopped goes on costing',
    },
    notKnown('most work runs to its end'),
  ],
  applies: isReal,
  assumes: { value: 'no', caveat: 'Assumed that running work need not be stopped.' },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'only-processes-die',
      when: (known, model) => known.cpu === 'yes' && model === 'threads' && unstoppable(known),
      to: 'processes',
      because: 'a thread in native or Python code cannot be stopped; a process can',
    },
    {
      id: 'libuv-goes-on',
      when: (known, model) => known.cancel === 'yes' && model === 'async' && inLibuv(known),
      to: 'processes',
      because: "what libuv's pool computes cannot be stopped; a process can",
    },
  ],
  caveats: [
    {
      id: 'signal-it',
      when: (known, model) => known.cancel === 'yes' && (model === 'async' || model === 'hybrid'),
      text: 'Hand an AbortSignal to every call that waits (asyncio: cancel the task).',
    },
    {
      id: 'pool-goes-on',
      when: (known, model) => known.cancel === 'yes' && model === 'hybrid' && computesBehind(known),
      text: 'What the pool is at goes on: stop its lane, and start another.',
    },
    {
      id: 'abort-kills-the-worker',
      when: (known, model) => known.cancel === 'yes' && model === 'threads' && known.cpu === 'yes',
      text: 'Stopping a worker kills it: no finally block runs, and another has to start.',
    },
    {
      id: 'threads-need-timeouts',
      when: (known, model) => known.cancel === 'yes' && model === 'threads' && known.cpu === 'no',
      text: 'A thread in a blocking call cannot be stopped: give every call a time-out.',
    },
    {
      id: 'kill-is-rough',
      when: (known, model) => known.cancel === 'yes' && lanesOf(model, known) === 'process',
      text: 'A killed process tidies nothing up: write elsewhere and rename at the end.',
    },
    {
      id: 'nothing-looks-up',
      when: (known, model) => known.cancel === 'yes' && model === 'sequential',
      text: 'One after another can only be stopped between tasks, or as a whole.',
    },
  ],
};
