import type { RuntimeId } from '../../../protocol/plan.ts';
import { lagHeights } from '../../panes/loop.ts';
import { type Term, termOf, unmeasuredTerm } from '../../terms.ts';

/** Figures that only one runtime has. */
const only: Readonly<Record<RuntimeId, readonly Term[]>> = {
  node: [
    ['heap', 'MB of JavaScript objects'],
    ['helpers', 'cores V8 uses to compile and to collect garbage'],
    ['libuv pool', 'ms that a tiny request waited for a pool thread'],
  ],
  python: [['lock', 'ms or % waiting for the lock of threads (the GIL)']],
};

/** Every figure of the lab in one line, with its unit, for runs in that runtime. */
export const glossary = (runtime: RuntimeId): readonly Term[] => [
  ['lag', 'ms that a due timer waited for the event loop'],
  ['chart of lag', `bar heights: up to ${lagHeights.join(', ')} ms`],
  termOf('loopLagP99Ms'),
  termOf('frozenMs'),
  ['9 of 11 looks', 'stacks taken in a freeze in which that function ran'],
  ['busy', 'the lane is running a task (normal)'],
  ['used', '% of the time in which the loop was not idle'],
  ['waited', 'ms in all that a lane waited for a core'],
  ['no core', '% of the time a lane waited for a core'],
  termOf('peakRssBytes'),
  termOf('peakPssBytes'),
  termOf('peakVirtualBytes'),
  ...only[runtime],
  termOf('bytesPerTask'),
  ['copying', 'ms spent on copying results out of their lanes'],
  ['check figures', "the workload's own figures, below its check"],
  ['effective cores', 'cores that Heddle may use: affinity, cgroup quota'],
  ['engine', 'the process that runs the tasks; CPU: cores it uses'],
  ['others', 'cores that all other programs use'],
  ['throttled', 'ms the cgroup quota stopped the engine process'],
  termOf('wallMs'),
  termOf('startMs'),
  termOf('peakMemoryBytes'),
  termOf('taskP50Ms'),
  termOf('taskP99Ms'),
  termOf('latencyP99Ms'),
  termOf('tasksPerSecond'),
  ['overhead', '% of one core that Heddle itself uses'],
  ['dropped', 'samples that came too late; bytes not kept'],
  unmeasuredTerm,
];
