import { lagHeights } from '../../panes/loop.ts';
import { type Term, termOf, unmeasuredTerm } from '../../terms.ts';

/** Every figure of the lab in one line, with its unit. */
export const glossary: readonly Term[] = [
  ['lag', 'ms a due timer had to wait for the event loop'],
  ['chart of lag', `heights end at ${lagHeights.join(', ')} ms`],
  termOf('loopLagP99Ms'),
  termOf('frozenMs'),
  ['busy', 'the lane is running a task (normal)'],
  ['used', '% of the time in which a loop was not idle'],
  ['waited', 'ms a lane was ready to run but waited for a core'],
  termOf('peakRssBytes'),
  termOf('peakPssBytes'),
  ['heap, virtual', 'MB of JavaScript objects; of reserved addresses'],
  termOf('bytesPerTask'),
  ['libuv pool', 'ms a trivial request waited for one of its threads'],
  ['copying', 'ms lanes took to copy results for the way out'],
  ['check figures', "the workload's own, in the line below its check"],
  ['effective cores', 'cores allowed here: affinity and cgroup quota'],
  ['engine (CPU)', "cores' worth of processor time it uses now"],
  ['others', "cores' worth everything else on the machine uses"],
  ['throttled', 'ms the cgroup quota stopped the engine process'],
  termOf('wallMs'),
  termOf('startMs'),
  termOf('peakMemoryBytes'),
  termOf('taskP50Ms'),
  termOf('taskP99Ms'),
  termOf('tasksPerSecond'),
  ['overhead', '% of one core that telemetry and this screen take'],
  ['dropped', 'samples not taken, or bytes of output not read'],
  unmeasuredTerm,
];
