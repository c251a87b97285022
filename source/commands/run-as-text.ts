import { launch } from '../launch/launch.ts';
import { progressLine } from '../plain/progress.ts';
import { headline } from '../plain/summary.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Session } from '../session/state.ts';
import { createStore } from '../session/store.ts';
import { summarize } from '../session/summary.ts';

/** A line a second is a log one can follow. */
const progressEveryMs = 1000;

export type TextRunOptions = { onEvent?: (event: RunEvent) => void; sampleIntervalMs?: number | null };

/**
 * Runs a plan with progress lines on standard error. Ctrl-C cancels it, a second Ctrl-C kills it; when this process
 * is told to end (SIGTERM, SIGHUP), the run is killed first. Resolves with the session at its end.
 */
export async function runAsText(
  plan: Plan,
  { onEvent = () => {}, sampleIntervalMs }: TextRunOptions = {},
): Promise<Session> {
  const store = createStore(plan, (flush) => void setTimeout(flush, progressEveryMs).unref());
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const unsubscribe = store.subscribe(() => {
    const session = store.getSnapshot();
    if (session.ended) say(headline(summarize(session)));
    else if (session.runningSinceMs !== null) say(progressLine(session));
  });
  const take = (event: RunEvent) => {
    onEvent(event);
    store.push(event);
  };
  const run = launch(plan, take, sampleIntervalMs);
  let interrupted = false;
  const onInterrupt = () => {
    if (interrupted) return run.kill();
    interrupted = true;
    say('cancelling; Ctrl-C again kills');
    run.cancel();
  };
  const onEnd = () => run.kill();
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onEnd);
  process.on('SIGHUP', onEnd);
  try {
    await run.ended;
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onEnd);
    process.off('SIGHUP', onEnd);
    unsubscribe();
  }
  store.flush();
  return store.getSnapshot();
}
