import { setTimeout as pause } from 'node:timers/promises';
import { shortRuntimeName } from './catalog/runtimes/index.ts';
import type { WorkloadCard } from './catalog/workloads.ts';
import type { Options } from './command-line/command-line.ts';
import { accepted } from './command-line/usage-error.ts';
import { beforeAnswer } from './host/before-answer.ts';
import { createKeeper } from './host/cache.ts';
import { copyToClipboard } from './host/clipboard.ts';
import { crashLines, noteEvent, onCrash } from './host/crash.ts';
import { openEventFile } from './host/event-file.ts';
import { signalExitCodes } from './host/exit-code.ts';
import { callableOf, exportHarness } from './host/harness-file.ts';
import { type LastChoice, readLastChoice, rememberChoice } from './host/last-choice.ts';
import { type Speech, speech } from './host/output.ts';
import { ownFiles } from './host/own-files.ts';
import { compilePatiently } from './host/patient-compilers.ts';
import { rememberFile } from './host/recent-files.ts';
import { readRoom } from './host/room.ts';
import { guardTerminal, terminalAbilities } from './host/terminal.ts';
import { builtInWorkloads } from './launch/built-in.ts';
import { engineFor, engineHere } from './launch/engine.ts';
import { surveyInterpreters } from './launch/interpreters.ts';
import { summaryLines } from './plain/summary.ts';
import type { Outcome, RunEvent } from './protocol/events.ts';
import { overheard } from './protocol/source.ts';
import { createSourceGuard } from './runner/source-guard.ts';
import type { Session } from './session/state.ts';
import type { AppServices, renderApp } from './ui/app.tsx';
import type { ScreenArgument, ScreenId } from './ui/screens/screen.ts';
import { programsHere } from './watch/programs.ts';

/** A moving picture needs no more; over SSH every frame is traffic and latency. */
const framesPerSecond = { local: 4, remote: 2 };

/** Samples that no frame shows would only cost; faster than ten a second, they would be what is measured. */
const sampleEvery = (frameMs: number) => Math.min(500, Math.max(100, frameMs));

/** A run that comes with the start is under way by then; between two runs of a batch there is not as much time. */
const lookAfterMs = 1000;

type Start = {
  workloads: readonly WorkloadCard[];
  choice: LastChoice;
  /** Run the choice at once. */
  autostart?: boolean;
  opening?: AppServices['opening'];
  /** When to leave it, if the person has not; null: never. */
  until?: AbortSignal | null;
};
type End = { outcome: Outcome | null; signal: keyof typeof signalExitCodes | null; error: unknown };

/**
 * Opens the app on a screen other than the lab and resolves with the exit code. `extra`: a workload of the person's
 * own, known beside the built-in ones. `until`: when to leave it, if the person has not.
 */
export async function openScreen(
  options: Options,
  screen: ScreenId,
  argument: ScreenArgument,
  extra: WorkloadCard | null = null,
  until: AbortSignal | null = null,
): Promise<number> {
  const builtIn = await builtInWorkloads();
  const workloads = extra && extra.module !== null ? [...builtIn, extra] : builtIn;
  if (extra) rememberFile(extra);
  const choice = argument.wish ?? readLastChoice();
  return exitCodeAfter(await openApp(options, { workloads, choice, opening: { screen, argument }, until }));
}

/** The exit code of an app that was left: 0, however its runs ended; a person saw them. */
export function exitCodeAfter({ signal, error }: End): number {
  if (error !== null) return 1;
  return signal === null ? 0 : signalExitCodes[signal];
}

/**
 * Opens the app and stays until the person leaves, or the process is told to. Afterwards the terminal is as it was,
 * no engine is left, and what was seen last is on the normal screen.
 */
export async function openApp(options: Options, start: Start): Promise<End> {
  const abilities = terminalAbilities(options.ascii);
  const events = accepted(openEventFile(options.events));
  const guard = createSourceGuard();
  const hear = (event: RunEvent) => {
    events.write(event);
    noteEvent(event);
  };
  let session: Session | null = null;
  let parting: readonly string[] | null = null;
  const room = readRoom();
  const keeper = createKeeper();
  const programs = programsHere();
  const frameMs = 1000 / (options.framesPerSecond ?? framesPerSecond[abilities.remote ? 'remote' : 'local']);
  const sampleIntervalMs =
    options.sampleIntervalMs === undefined ? sampleEvery(frameMs) : options.sampleIntervalMs;

  const release = guardTerminal();
  // Before there is anything to see: a key pressed at the first frame belongs to the app, and Ctrl-C is a key here.
  process.stdin.setRawMode?.(true);
  const end: End = { outcome: null, signal: null, error: null };
  // Whoever closes a terminal often says so twice: the second signal must not cut the tidying up short. A terminal that
  // has gone away is no reason to die before the engine has been ended.
  const onSignal = (signal: keyof typeof signalExitCodes) => {
    end.signal ??= signal;
    screen?.unmount();
  };
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, onSignal);
  for (const stream of [process.stdin, process.stdout]) stream.on('error', () => onSignal('SIGHUP'));
  let screen: ReturnType<typeof renderApp> | null = null;
  try {
    compilePatiently();
    const ui = await import('./ui/app.tsx');
    screen = ui.renderApp({
      workloads: start.workloads,
      room,
      sourceOf: (plan) =>
        guard.guarded(overheard(engineFor(plan, { sampleIntervalMs, stacks: options.stacks }), hear)),
      schedule: (flush) => void setTimeout(flush, frameMs),
      environment: {
        runtime: shortRuntimeName(engineHere),
        effectiveCores: room.effectiveCores,
        remote: abilities.remote,
        colour: abilities.colour,
        unicode: abilities.unicode,
      },
      initial: { choice: start.choice, autostart: start.autostart ?? false },
      opening: start.opening ?? null,
      keeper,
      files: ownFiles,
      async interpreters() {
        // It starts each of them: not beside a run that is measured.
        if (start.autostart || start.opening) await pause(lookAfterMs, undefined, { ref: false });
        while (guard.busy) await pause(lookAfterMs, undefined, { ref: false });
        return surveyInterpreters({ near: process.cwd() }, { memory: keeper });
      },
      lookBefore: (budgetMs, interpreter) => beforeAnswer(budgetMs, room.descriptors ?? null, interpreter),
      copy: copyToClipboard,
      exportHarness: (places, ranBy) => exportHarness(places, ranBy),
      callableOf: (step) => callableOf(step),
      programs,
      now: Date.now,
      onChoice: rememberChoice,
      onSession: (latest) => {
        session = latest;
      },
      onParting: (rows) => {
        parting = rows;
      },
    });
    onCrash((error) => {
      end.error ??= error;
      screen?.unmount();
    });
    start.until?.addEventListener('abort', () => screen?.unmount());
    if (start.until?.aborted) screen.unmount();
    await screen.waitUntilExit();
  } catch (error) {
    end.error = error;
  }
  await guard.endAll();
  await programs.left();
  events.close();
  process.stdin.setRawMode?.(false);
  process.stdin.unref();
  report(session, parting, end, speech(options.ascii));
  release();
  return end;
}

/** What stays on the normal screen: what the last screen has to say, or how the lab's last run went. */
function report(
  session: Session | null,
  parting: readonly string[] | null,
  end: End,
  { say, note }: Speech,
): void {
  if (session) end.outcome = session.ended?.outcome ?? 'cancelled';
  if (parting) say(parting.join('\n'));
  else if (session) say(summaryLines(session).join('\n'));
  if (end.error === null) return;
  for (const line of crashLines(end.error)) note(line);
}
