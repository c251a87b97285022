import { makePlan } from '../catalog/make-plan.ts';
import { runCommand } from '../catalog/wish.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted, unexpected, usageError } from '../command-line/usage-error.ts';
import { noteEvent } from '../host/crash.ts';
import { openEventFile } from '../host/event-file.ts';
import { exitCodeOf, exitCodes, signalExitCodes } from '../host/exit-code.ts';
import { findWork } from '../host/find-work.ts';
import { type Speech, speech } from '../host/output.ts';
import { rememberFile } from '../host/recent-files.ts';
import { readRoom } from '../host/room.ts';
import { tellOutput } from '../host/shown-output.ts';
import { hasScreen, isOneTerminal } from '../host/terminal.ts';
import { runAsText } from '../host/text-runs.ts';
import { version } from '../host/version.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { engineFor } from '../launch/engine.ts';
import { describeMachine } from '../machine/description.ts';
import { documentOf } from '../plain/document.ts';
import { provenance } from '../plain/markdown.ts';
import { runMarkdown } from '../plain/run-markdown.ts';
import { machineLine, machineWords, summaryLines } from '../plain/summary.ts';
import { overheard } from '../protocol/source.ts';
import type { Session } from '../session/state.ts';
import { summarize } from '../session/summary.ts';

/** `heddle run <workload|file>`: on a terminal the live screen with that run under way, else as text. */
export async function run(options: Options): Promise<number> {
  const [word, surplus] = options.words;
  if (word === undefined)
    throw usageError('workload', 'run needs a workload or a file', 'heddle list shows the workloads');
  if (surplus !== undefined) throw unexpected(surplus, 'run', 'one workload or file');
  if (options.json && options.events === '-') {
    throw usageError(
      'events',
      '- and --json both write to standard output',
      'name a file: --events run.ndjson',
    );
  }
  const builtIn = await builtInWorkloads();
  const { workload, choice: chosen } = accepted(await findWork(word, options.choice, builtIn));
  const plan = accepted(makePlan(chosen, workload, readRoom()));
  rememberFile(workload);
  const { plain, json, markdown } = options;
  const asText = plain || json || markdown || options.events === '-' || !hasScreen();
  if (!asText) {
    const { openApp } = await import('../app.ts');
    const workloads = workload.module === null ? builtIn : [...builtIn, workload];
    const choice = { ...chosen, model: plan.model, workload: workload.id };
    const { outcome, signal, error } = await openApp(options, { workloads, choice, autostart: true });
    if (error !== null) return 1;
    return signal === null ? exitCodes[outcome ?? 'cancelled'] : signalExitCodes[signal];
  }
  const events = accepted(openEventFile(options.events));
  const spoken = speech(options.ascii);
  const tell = options.showOutput ? tellOutput(spoken.note) : () => {};
  const source = overheard(engineFor(plan, options), (event) => {
    events.write(event);
    noteEvent(event);
    tell(event);
  });
  const summaryFollows = options.events !== '-' && !json && !markdown && isOneTerminal();
  const { session, stoppedBy } = accepted(await runAsText(source, spoken, summaryFollows));
  events.close();
  const outcome = session.ended?.outcome ?? 'crashed';
  if (options.events !== '-') await report(session, { ...options, choice: chosen }, spoken);
  return exitCodeOf(outcome, stoppedBy);
}

async function report(
  session: Session,
  { json, markdown, showOutput, choice, words }: Options,
  { say }: Speech,
): Promise<void> {
  const machine = await describeMachine();
  if (json)
    return void process.stdout.write(`${JSON.stringify(documentOf(session, machine, version), null, 2)}\n`);
  const engines = [session.started?.engine ?? null];
  if (markdown) {
    const { startedAt } = summarize(session);
    const command = runCommand({ ...choice, workload: words[0]! });
    return say(runMarkdown(session, command, provenance(machineWords(machine, engines), version, startedAt)));
  }
  const hidden = showOutput ? null : 'not shown (--show-output)';
  say([...summaryLines(session, hidden), machineLine(machine, engines)].join('\n'));
}
