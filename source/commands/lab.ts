import type { WorkloadCard } from '../catalog/workloads.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { launch, type Run } from '../launch/launch.ts';
import { summaryLines } from '../plain/summary.ts';
import type { Outcome, RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Session } from '../session/state.ts';
import { renderLab } from '../ui/lab.tsx';
import type { Options } from './command-line.ts';
import { openEventFile } from './event-file.ts';
import { signalExitCodes } from './exit-code.ts';
import { type LastChoice, readLastChoice, rememberChoice } from './last-choice.ts';
import { readRoom } from './room.ts';
import { type Speech, speech } from './speech.ts';
import { guardTerminal, terminalAbilities } from './terminal.ts';

/** A moving picture needs no more; over SSH every frame is traffic and latency. */
const framesPerSecond = { local: 4, remote: 2 };

/** Samples that no frame shows would only cost; faster than ten a second, they would be what is measured. */
const sampleEvery = (frameMs: number) => Math.min(500, Math.max(100, frameMs));

type Start = { workloads: readonly WorkloadCard[]; choice: LastChoice; autostart: boolean };
type End = { outcome: Outcome | null; signal: keyof typeof signalExitCodes | null; error: unknown };

/** `heddle` on a terminal: the lab, with last time's choice. */
export async function lab(options: Options): Promise<number> {
  const workloads = await builtInWorkloads();
  const choice = { ...readLastChoice(), ...given(options.choice) };
  const { signal, error } = await openLab(options, { workloads, choice, autostart: false });
  if (error !== null) return 1;
  return signal === null ? 0 : signalExitCodes[signal];
}

/** Only what was given, so that what was not does not overwrite a remembered value. */
function given<T extends object>(choice: T): Partial<T> {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/**
 * Opens the lab and stays until the person leaves, or the process is told to. Afterwards the terminal is as it was,
 * no engine is left, and the last run's summary is on the normal screen.
 */
export async function openLab(options: Options, { workloads, choice, autostart }: Start): Promise<End> {
  const abilities = terminalAbilities(options.ascii);
  const events = openEventFile(options.events);
  const runs = new Set<Run>();
  let session: Session | null = null;
  let onSignal: ((signal: keyof typeof signalExitCodes) => void) | null = null;
  const room = readRoom();
  const frameMs = 1000 / (options.framesPerSecond ?? framesPerSecond[abilities.remote ? 'remote' : 'local']);
  const sampleIntervalMs =
    options.sampleIntervalMs === undefined ? sampleEvery(frameMs) : options.sampleIntervalMs;

  function start(plan: Plan, onEvent: (event: RunEvent) => void): Run {
    const take = (event: RunEvent) => {
      events.write(event);
      onEvent(event);
    };
    const run = launch(plan, take, sampleIntervalMs);
    runs.add(run);
    void run.ended.then(() => runs.delete(run));
    return run;
  }

  const release = guardTerminal();
  // Before there is anything to see: a key pressed at the first frame belongs to the lab, and Ctrl-C is a key here.
  process.stdin.setRawMode?.(true);
  const end: End = { outcome: null, signal: null, error: null };
  // A terminal that has gone away is no reason to die before the engine has been ended.
  for (const stream of [process.stdin, process.stdout]) stream.on('error', () => onSignal?.('SIGHUP'));
  try {
    const screen = renderLab({
      workloads,
      room,
      launch: start,
      schedule: (flush) => void setTimeout(flush, frameMs),
      environment: {
        runtime: `node ${process.versions.node.split('.').slice(0, 2).join('.')}`,
        effectiveCores: room.effectiveCores,
        remote: abilities.remote,
        colour: abilities.colour,
        unicode: abilities.unicode,
      },
      initial: { choice, autostart },
      onChoice: rememberChoice,
      onSession: (latest) => {
        session = latest;
      },
    });
    // Whoever closes a terminal often says so twice: the second signal must not cut the tidying up short.
    onSignal = (signal) => {
      end.signal ??= signal;
      screen.unmount();
    };
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, onSignal);
    process.on('uncaughtException', (error) => {
      end.error ??= error;
      screen.unmount();
    });
    await screen.waitUntilExit();
  } catch (error) {
    end.error = error;
  }
  for (const run of runs) run.kill();
  await Promise.all([...runs].map((run) => run.ended));
  events.close();
  process.stdin.setRawMode?.(false);
  process.stdin.unref();
  report(session, end, speech(options.ascii));
  release();
  return end;
}

/** What stays on the normal screen. */
function report(session: Session | null, end: End, { say, note }: Speech): void {
  if (session) {
    end.outcome = (session as Session).ended?.outcome ?? 'cancelled';
    say(summaryLines(session).join('\n'));
  }
  if (end.error === null) return;
  const { stack } = end.error instanceof Error ? end.error : { stack: String(end.error) };
  note(`heddle itself has failed, which is a bug of its own and not of your work:\n${stack}`);
}
