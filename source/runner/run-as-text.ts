import type { Stopper } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { onStopper } from '../host/signals.ts';
import { launch } from '../launch/launch.ts';
import { progressLine } from '../plain/progress.ts';
import { headline } from '../plain/summary.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Session } from '../session/state.ts';
import { createStore } from '../session/store.ts';
import { summarize } from '../session/summary.ts';

/** A line a second is a log one can follow. */
const defaultProgressMs = 1000;

export type TextRunOptions = {
  speech: Speech;
  onEvent?: (event: RunEvent) => void;
  sampleIntervalMs?: number | null | undefined;
  /** How often a line says how it stands. */
  progressEveryMs?: number;
};

/** How a run ended, and what ended it if it was not the run itself. */
export type TextRun = { session: Session; stoppedBy: Stopper | null };

/**
 * Runs a plan with progress lines on standard error. Ctrl-C cancels it, a second Ctrl-C kills it; when this process
 * is told to end (SIGTERM, SIGHUP), or nobody reads its events any more, the run is killed first.
 */
export async function runAsText(
  plan: Plan,
  { speech, onEvent = () => {}, sampleIntervalMs, progressEveryMs = defaultProgressMs }: TextRunOptions,
): Promise<TextRun> {
  const store = createStore(plan, (flush) => void setTimeout(flush, progressEveryMs).unref());
  const unsubscribe = store.subscribe(() => {
    const session = store.getSnapshot();
    if (session.ended) speech.note(headline(summarize(session)));
    else if (session.runningSinceMs !== null) speech.note(progressLine(session));
  });
  const take = (event: RunEvent) => {
    onEvent(event);
    store.push(event);
  };
  let interrupted = false;
  let stoppedBy: Stopper | null = null;
  const unlisten = onStopper((stopper) => {
    if (stopper === 'SIGINT' && !interrupted) {
      interrupted = true;
      speech.note('cancelling; Ctrl-C again kills');
      return run.cancel();
    }
    if (stopper !== 'SIGINT') stoppedBy ??= stopper;
    run.kill();
  });
  const run = launch(plan, take, sampleIntervalMs);
  try {
    await run.ended;
  } finally {
    unlisten();
    unsubscribe();
  }
  store.flush();
  return { session: store.getSnapshot(), stoppedBy };
}
