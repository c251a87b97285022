import type { ModelId } from '../../protocol/plan.ts';
import { inLibuv } from '../lanes.ts';
import { type Known, notKnown, oneTask, type Question } from '../question.ts';

/** Whether tasks run in one process where processes could run them: of a loop that waits there is only one. */
const mayCrashWhole = (known: Known, model: ModelId | null) =>
  model === 'threads' ||
  model === 'sequential' ||
  (model === 'async' && inLibuv(known) && known.mixed !== 'heavy');

export const isolation: Question = {
  key: 'isolation',
  text: 'Can a task crash, leak memory, or run code you do not trust?',
  why: 'A crash ends its process and everything in it. Tasks that can crash need processes of their own.',
  options: [
    {
      value: 'no',
      label: 'no',
      example: 'your own, tested code',
      because: 'The worst that can happen is an exception.',
    },
    {
      value: 'crash',
      label: 'it can crash or leak',
      example: 'native add-ons, old libraries',
      because: 'A crash should cost one task, not all of them.',
    },
    {
      value: 'untrusted',
      label: 'untrusted code',
      example: 'plug-ins, user scripts',
      because: 'Code you do not trust must not share your memory.',
    },
    notKnown('Heddle assumes your own, tested code.'),
  ],
  skipped: oneTask,
  assumes: { value: 'no', caveat: 'Assumed: tasks do not crash. Native add-ons and user code can.' },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'crashes-apart',
      when: (known, model) => known.isolation === 'crash' && mayCrashWhole(known, model),
      to: 'processes',
      because: 'A crash ends one process. In a thread it ends the program.',
    },
    {
      id: 'untrusted-apart',
      when: (known, model) => known.isolation === 'untrusted' && mayCrashWhole(known, model),
      to: 'processes',
      because: 'Threads share memory and secrets with the code they run.',
    },
    {
      id: 'crashes-behind-the-loop',
      when: (known, model) => known.isolation === 'crash' && model === 'async' && inLibuv(known),
      to: 'hybrid',
      because: 'The loop keeps answering; what can crash runs in processes.',
    },
    {
      id: 'untrusted-behind-the-loop',
      when: (known, model) => known.isolation === 'untrusted' && model === 'async',
      to: 'hybrid',
      because: 'The loop stays yours; the code runs in processes.',
    },
  ],
  caveats: [
    {
      id: 'no-sandbox',
      when: (known) => known.isolation === 'untrusted',
      text: 'A process is no sandbox: run it as another user, or in a container.',
    },
    {
      id: 'loop-crashes-whole',
      when: (known, model) => known.isolation === 'crash' && model === 'async',
      text: 'A crash ends every task on the loop: run several processes, restart them.',
    },
  ],
};
