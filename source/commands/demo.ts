import type { Options } from '../command-line/command-line.ts';
import { accepted } from '../command-line/usage-error.ts';
import { compareRuns } from '../comparison/compare-runs.ts';
import { modelsToCompare, planComparison } from '../comparison/plan-comparison.ts';
import { busyMachine } from '../comparison/verdict.ts';
import { exitCodeOf } from '../host/exit-code.ts';
import { speech } from '../host/output.ts';
import { readRoom } from '../host/room.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { comparisonTable } from '../plain/comparison.ts';
import { inOrder, outcomeOf } from '../runner/batch.ts';

/** Small enough for all ten runs to end within seconds, large enough for the models to differ. */
const stops = [
  { workload: 'wait', choice: { tasks: 24, parameters: { ms: 50 } } },
  { workload: 'compute', choice: { tasks: 8, parameters: { numbers: 60_000_000 } } },
] as const;

const closing = `Each model ran once: trust large differences, not small ones. heddle compare runs them
often enough to say which is faster. On a terminal heddle opens the lab; heddle --help
lists all commands.`;

/**
 * What `heddle` does without a terminal: one waiting and one computing workload under each model, progress on
 * standard error and a table each on standard output.
 */
export async function demo({ ascii }: Options): Promise<number> {
  const workloads = await builtInWorkloads();
  const room = readRoom();
  const spoken = speech(ascii);
  const works = stops.map(({ workload, choice }) => {
    const card = workloads.find(({ id }) => id === workload)!;
    const wishes = accepted(modelsToCompare(card, choice));
    return accepted(planComparison(wishes, { runs: 1, room }));
  });
  const { batch, stoppedBy } = accepted(await runBatchAsText(inOrder(works.flat()), { speech: spoken }));
  const outcome = outcomeOf(batch);
  if (stoppedBy !== null || outcome !== 'completed') return exitCodeOf(outcome, stoppedBy);
  const comparisons = works.map((work) =>
    compareRuns(
      work,
      batch.ended.filter((ran) => work.some(({ plan }) => plan === ran.plan)),
    ),
  );
  const noise = busyMachine(Math.max(...comparisons.map(({ takenByOthers }) => takenByOthers ?? 0)));
  const lines = comparisons.flatMap((comparison) => [...comparisonTable(comparison), '']);
  spoken.say([...lines, ...(noise === '' ? [] : [noise]), closing].join('\n'));
  return 0;
}
