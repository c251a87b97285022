import { accept, type Result } from '../catalog/refusal.ts';
import { seconds } from '../format.ts';
import { engineFor, type Watched } from '../launch/engine.ts';
import { checkRunFolder } from '../launch/run-folder.ts';
import { progressLine } from '../plain/progress.ts';
import { headline } from '../plain/summary.ts';
import type { Plan } from '../protocol/plan.ts';
import { overheard, type Source } from '../protocol/source.ts';
import { type Batch, type Order, type Ran, startBatch } from '../runner/batch.ts';
import { startRun } from '../runner/run.ts';
import { timeLeft } from '../runner/time-left.ts';
import { hangingTask } from '../session/hanging.ts';
import type { Session } from '../session/state.ts';
import type { Schedule } from '../session/store.ts';
import { summarize } from '../session/summary.ts';
import { noteEvent } from './crash.ts';
import type { Stopper } from './exit-code.ts';
import type { Speech } from './output.ts';
import { onStopper } from './signals.ts';

/** Of one run a line a second is a log that one can follow. */
const progressMs = 1000;
/** Of many runs one line each is enough, at its end; only one that takes longer says that it is still alive. */
const aliveMs = 10_000;
/** An engine says its first word within half a second; one that hangs is ended by nobody but a person. */
const slowStartMs = 10_000;

const every =
  (ms: number): Schedule =>
  (flush) =>
    void setTimeout(flush, ms).unref();

/** How a run ended, and what ended it if it was neither the run itself nor Ctrl-C, of which its outcome tells. */
export type TextRun = { session: Session; stoppedBy: Stopper | null };

/**
 * Runs a source with progress lines on standard error, and ends it when this process is told to end. Refuses where no run
 * could begin. `summaryFollows`: on the same terminal, so that its first line need not be told twice.
 */
export async function runAsText(
  source: Source,
  { note }: Pick<Speech, 'note'>,
  summaryFollows = false,
): Promise<Result<TextRun>> {
  const { refusal } = checkRunFolder();
  if (refusal) return { value: null, refusal };
  const stoppers = endOnStopper(() => run, note);
  const slow = setTimeout(
    () => note(`The engine process has not started after ${slowStartMs / 1000} s. Ctrl-C cancels.`),
    slowStartMs,
  ).unref();
  const hanging = noteOfHanging(note);
  const run = startRun(source, {
    schedule: every(progressMs),
    onChange(session) {
      if (session.started || session.ended) clearTimeout(slow);
      if (session.ended) {
        if (!summaryFollows) note(headline(summarize(session)));
      } else if (session.runningSinceMs !== null) {
        note(progressLine(session));
        hanging(session);
      }
    },
  });
  const session = await run.ended;
  clearTimeout(slow);
  return accept({ session, stoppedBy: stoppers.end().find((stopper) => stopper !== 'SIGINT') ?? null });
}

type BatchText<T extends { readonly plan: Plan }> = {
  readonly speech: Pick<Speech, 'note'>;
  readonly watched?: Watched;
  /** Told of every run that ended by itself. */
  onRan?(batch: Batch<T>): void;
};

/** `stoppedBy`: what ended the batch before all had run, Ctrl-C included; null when all had their turn. */
export type TextBatch<T extends { readonly plan: Plan }> = { batch: Batch<T>; stoppedBy: Stopper | null };

/**
 * Runs turns one after another, each in a fresh engine, with one line a run on standard error. A run that fails does not
 * keep the others from running; a batch that is told to end starts no more. Refuses where no run could begin.
 */
export async function runBatchAsText<T extends { readonly plan: Plan }>(
  order: Order<T>,
  { speech, watched = {}, onRan = () => {} }: BatchText<T>,
): Promise<Result<TextBatch<T>>> {
  const { refusal } = checkRunFolder();
  if (refusal) return { value: null, refusal };
  let told = 0;
  // Those of the run that is told of: what it shows may bring more.
  let planned = order.expected?.([]).length ?? 1;
  const note = (line: string) => {
    const place = String(told + 1).padStart(String(planned).length);
    speech.note(`${place}/${planned}  ${line}`);
  };
  const hanging = noteOfHanging(note);
  const stoppers = endOnStopper(() => running, note);
  const running = startBatch({
    ...order,
    sourceOf: (plan) => overheard(engineFor(plan, watched), noteEvent),
    schedule: every(aliveMs),
    onChange(batch) {
      const { current, ended, cutOff } = batch;
      const last: Ran<T> | null = cutOff ?? ended[told] ?? null;
      if (current && current.runningSinceMs !== null) {
        note(progressLine(current));
        hanging(current);
      }
      if (last === null) return;
      const left = cutOff || batch.state !== 'running' ? null : timeLeft(batch);
      note(left === null ? headline(last.summary) : `${headline(last.summary)}  (${left})`);
      if (cutOff) return;
      told++;
      planned = batch.turns.length;
      onRan(batch);
    },
  });
  const batch = await running.ended;
  return accept({ batch, stoppedBy: stoppers.end()[0] ?? null });
}

/** Names a task that seems to hang, once a task. */
function noteOfHanging(note: (line: string) => void): (session: Session) => void {
  let told: number | null = null;
  return (session) => {
    const { task, forMs } = hangingTask(session) ?? {};
    if (task === undefined || task === told) return;
    told = task;
    note(`Task ${task} has not ended for ${seconds(forMs!)}. Ctrl-C cancels.`);
  };
}

/**
 * Ends what is under way on all that can end a command from outside: the first Ctrl-C asks it to end, everything else
 * kills it. `end` ends the listening and returns what came, in its order.
 */
function endOnStopper(
  underWay: () => { cancel(): void; kill(): void },
  note: (line: string) => void,
): { end(): readonly Stopper[] } {
  const came: Stopper[] = [];
  const unlisten = onStopper((stopper) => {
    const asks = stopper === 'SIGINT' && !came.includes('SIGINT');
    came.push(stopper);
    if (!asks) return underWay().kill();
    note('Cancelling. Press Ctrl-C again to kill at once.');
    underWay().cancel();
  });
  return {
    end() {
      unlisten();
      return came;
    },
  };
}
