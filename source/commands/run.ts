import { makePlan, UsageError } from '../catalog/make-plan.ts';
import { builtInWorkloads, findWorkload } from '../launch/workloads.ts';
import { summaryLines } from '../plain/summary.ts';
import { summarize } from '../session/summary.ts';
import type { Options } from './command-line.ts';
import { openEventFile } from './event-file.ts';
import { exitCodeOf, exitCodes, signalExitCodes } from './exit-code.ts';
import { readRoom } from './room.ts';
import { runAsText } from './run-as-text.ts';
import { hasScreen } from './terminal.ts';

/** `heddle run <workload|file>`: on a terminal the live screen with that run under way, else as text. */
export async function run(options: Options): Promise<number> {
  const [word, surplus] = options.words;
  if (word === undefined)
    throw new UsageError('run what? name a workload or a file; heddle list shows the workloads');
  if (surplus !== undefined) throw new UsageError(`run takes one workload; "${surplus}" is one too many`);
  if (options.json && options.events === '-') {
    throw new UsageError('--json and --events - both want standard output; give --events a file');
  }
  const builtIn = await builtInWorkloads();
  const workload = await findWorkload(word, builtIn);
  const plan = makePlan(options.choice, workload, readRoom());
  const asText = options.plain || options.json || options.events === '-' || !hasScreen();
  if (!asText) {
    const { openLab } = await import('./lab.ts');
    const workloads = workload.module === null ? builtIn : [...builtIn, workload];
    const choice = { ...options.choice, model: plan.model, workload: workload.id };
    const { outcome, signal, error } = await openLab(options, { workloads, choice, autostart: true });
    if (error !== null) return 1;
    return signal === null ? exitCodes[outcome ?? 'cancelled'] : signalExitCodes[signal];
  }
  const events = openEventFile(options.events);
  const { session, stoppedBy } = await runAsText(plan, {
    onEvent: events.write,
    sampleIntervalMs: options.sampleIntervalMs,
  });
  events.close();
  const outcome = session.ended?.outcome ?? 'crashed';
  if (options.json) process.stdout.write(`${JSON.stringify(summarize(session), null, 2)}\n`);
  else if (options.events !== '-') process.stdout.write(`${summaryLines(session).join('\n')}\n`);
  return exitCodeOf(outcome, stoppedBy);
}
