import { isSerial, sharesLoop } from '../../catalog/models.ts';
import { computesBehind, inLibuv, lanesOf, traitsOf, unstoppable } from '../lanes.ts';
import { notKnown, oneTask, type Question } from '../question.ts';

export const cancel: Question = {
  key: 'cancel',
  text: 'Must you be able to stop a task while it runs?',
  why: 'A process can always be killed, but a thread often cannot be stopped. "yes" can turn threads into processes.',
  options: [
    {
      value: 'no',
      label: 'no',
      example: 'it runs to its end',
      because: 'Nothing has to be stopped half-way.',
    },
    {
      value: 'yes',
      label: 'yes',
      example: 'time limits, a user who leaves',
      because: 'Work that cannot be stopped keeps using the machine.',
    },
    notKnown('Heddle assumes no: most work runs to its end.'),
  ],
  skipped: oneTask,
  assumes: { value: 'no', caveat: 'Assumed: running tasks need not be stopped.' },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'only-processes-die',
      when: (known, model) => known.cpu === 'yes' && model === 'threads' && unstoppable(known),
      to: 'processes',
      because: 'A thread in native or Python code cannot be stopped; a process can.',
    },
    {
      id: 'libuv-goes-on-behind-the-loop',
      when: (known, model) =>
        known.cancel === 'yes' && model === 'async' && inLibuv(known) && known.mixed === 'heavy',
      to: 'hybrid',
      because: "libuv's pool cannot be stopped; processes behind a loop can.",
    },
    {
      id: 'libuv-goes-on',
      when: (known, model) => known.cancel === 'yes' && model === 'async' && inLibuv(known),
      to: 'processes',
      because: "Work in libuv's pool cannot be stopped; a process can.",
    },
  ],
  caveats: [
    {
      id: 'signal-it',
      when: (known, model) => known.cancel === 'yes' && sharesLoop(traitsOf(model)),
      text: 'Pass an AbortSignal to every call that waits (asyncio: cancel the task).',
    },
    {
      id: 'pool-goes-on',
      when: (known, model) => known.cancel === 'yes' && model === 'hybrid' && computesBehind(known),
      text: 'Work in the pool keeps running: to stop it, end its thread or process.',
    },
    {
      id: 'abort-kills-the-worker',
      when: (known, model) => known.cancel === 'yes' && model === 'threads' && known.cpu === 'yes',
      text: 'Stopping a worker kills it: no finally block runs, and another must start.',
    },
    {
      id: 'threads-need-timeouts',
      when: (known, model) => known.cancel === 'yes' && model === 'threads' && known.cpu === 'no',
      text: 'A thread in a blocking call cannot be stopped: set a timeout on every call.',
    },
    {
      id: 'kill-is-rough',
      when: (known, model) => known.cancel === 'yes' && lanesOf(model, known) === 'process',
      text: 'A killed process cleans nothing up: write to a temporary file, then rename.',
    },
    {
      id: 'nothing-looks-up',
      when: (known, model) => known.cancel === 'yes' && isSerial(traitsOf(model)),
      text: 'Tasks that run one after another can only be stopped between two of them.',
    },
  ],
};
