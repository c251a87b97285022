import { makePlan } from '../catalog/make-plan.ts';
import { models } from '../catalog/models.ts';
import { bytes, cores, duration, percent } from '../format.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { tableLines } from '../plain/table.ts';
import type { Measured } from '../protocol/units.ts';
import type { Summary } from '../session/summary.ts';
import { summarize, takenByOthers } from '../session/summary.ts';
import type { Options } from './command-line.ts';
import { exitCodeOf } from './exit-code.ts';
import { readRoom } from './room.ts';
import { runAsText } from './run-as-text.ts';
import { speech } from './speech.ts';

/** Small enough for all ten runs to end within seconds, large enough for the models to differ. */
const stops = [
  { workload: 'wait', choice: { tasks: 24, parameters: { ms: 50 } }, what: 'It only waits' },
  {
    workload: 'compute',
    choice: { tasks: 8, parameters: { numbers: 60_000_000 } },
    what: 'It only computes',
  },
] as const;

const head = ['work', 'model', 'at once', 'time', 'speed-up', 'loop lag p99', 'cpu cores', 'peak RSS'];

/**
 * What `heddle` does without a terminal: one waiting and one computing workload under each model, progress on
 * standard error and a table on standard output.
 */
export async function demo({ ascii }: Options): Promise<number> {
  const workloads = await builtInWorkloads();
  const room = readRoom();
  const spoken = speech(ascii);
  const rows: string[][] = [head];
  let mostTaken = 0;
  for (const { workload, choice } of stops) {
    const card = workloads.find((candidate) => candidate.id === workload)!;
    let baseline: Measured = null;
    for (const model of models) {
      const { session, stoppedBy } = await runAsText(makePlan({ ...choice, model: model.id }, card, room), {
        speech: spoken,
      });
      const summary = summarize(session);
      const outcome = summary.outcome ?? 'crashed';
      if (outcome !== 'completed') return exitCodeOf(outcome, stoppedBy);
      if (model.id === 'sequential') baseline = summary.wallMs;
      rows.push(row(summary, baseline));
      mostTaken = Math.max(mostTaken, takenByOthers(summary) ?? 0);
    }
  }
  const lines = tableLines(rows, 2);
  const widest = Math.max(...lines.map((line) => line.length));
  const [title, ...body] = lines;
  const noise = mostTaken > 0 ? `${busyMachine(mostTaken)}\n` : '';
  spoken.say(`${[title, '-'.repeat(widest), ...body].join('\n')}\n\n${noise}${closing}`);
  return 0;
}

const busyMachine = (ratio: number) =>
  `The machine was busy with other work: lanes waited for a core up to ${percent(ratio)} of the time. Run it again.`;

const closing = `One run each: read large differences, not small ones. On a terminal this command opens the lab;
heddle --help says what else there is.`;

function row(summary: Summary, baselineMs: Measured): string[] {
  const { plan, wallMs, loop, cpu, memory } = summary;
  return [
    plan.workload,
    plan.model,
    String(plan.concurrency),
    duration(wallMs),
    baselineMs && wallMs ? `x${(baselineMs / wallMs).toFixed(2)}` : '',
    duration(loop.lagP99Ms),
    cores(cpu.busyCores),
    bytes(memory.peakRssBytes),
  ];
}
