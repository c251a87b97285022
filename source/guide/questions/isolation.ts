import type { ModelId } from '../../protocol/plan.ts';
import { inLibuv } from '../lanes.ts';
import { isReal, type Known, notKnown, type Question } from '../question.ts';

/** Whether tasks run in one process where processes could run them: of a loop that waits there is only one. */
const mayCrashWhole = (known: Known, model: ModelId | null) =>
  model === 'threads' || model === 'sequential' || (model === 'async' && inLibuv(known));

export const isolation: Question = {
  key: 'isolation',
  text: 'May a task crash, leak, or run code you do not trust?',
  why: 'A crash takes its process with it, whatever else runs there; a leak goes when its process does.',
  options: [
    {
      value: 'no',
      label: 'no',
      example: 'your own, tested code',
      because: 'an exception is all that can happen',
    },
    {
      value: 'crash',
      label: 'it may crash or leak',
      example: 'native add-ons, old libraries',
      because: 'a crash should cost one task, not all of them',
    },
    {
      value: 'untrusted',
      label: 'untrusted code',
      example: 'plug-ins, user scripts',
      because: 'code you do not trust must not share your memory',
    },
    notKnown('most work runs code of its own'),
  ],
  applies: isReal,
  assumes: { value: 'no', caveat: 'Assumed that tasks do not crash: native add-ons and user code do.' },
  decides: ['model', 'sizing', 'caveats'],
  turns: [
    {
      id: 'crashes-apart',
      when: (known, model) => known.isolation === 'crash' && mayCrashWhole(known, model),
      to: 'processes',
      because: 'a process that crashes is replaced; a thread takes all with it',
    },
    {
      id: 'untrusted-apart',
      when: (known, model) => known.isolation === 'untrusted' && mayCrashWhole(known, model),
      to: 'processes',
      because: 'threads share memory and secrets with the code they run',
    },
    {
      id: 'untrusted-behind-the-loop',
      when: (known, model) => known.isolation === 'untrusted' && model === 'async',
      to: 'hybrid',
      because: 'the loop stays yours, the code runs in processes',
    },
  ],
  caveats: [
    {
      id: 'no-sandbox',
      when: (known) => known.isolation === 'untrusted',
      text: 'A process is no sandbox: add a user of its own, or a container.',
    },
    {
      id: 'loop-crashes-whole',
      when: (known, model) => known.isolation === 'crash' && model === 'async',
      text: 'A crash ends every task on the loop: run several of it, and replace them.',
    },
  ],
};
