import type { Stopper } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { onStopper } from '../host/signals.ts';
import type { Outcome } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import { type Summary, summarize } from '../session/summary.ts';
import { runAsText } from './run-as-text.ts';

/** Of many runs one line each is enough, at its end; only one that takes longer says that it is still alive. */
const aliveEveryMs = 10_000;

export type BatchOptions = {
  speech: Speech;
  /** Told of every run that ended, with its place among the plans. */
  onRun?: (summary: Summary, at: number) => void;
  sampleIntervalMs?: number | null | undefined;
};

/** `stoppedBy`: what ended the batch before all had run, Ctrl-C included; null when all had their turn. */
export type BatchEnd = { summaries: Summary[]; stoppedBy: Stopper | null };

/**
 * Runs plans one after another, each in a fresh engine, with one line a run on standard error. A run that fails does
 * not keep the others from running. Ctrl-C, SIGTERM, SIGHUP and a reader that has gone end the run under way and start
 * no more; the run that was cut off is the last of the summaries.
 */
export async function runBatch(plans: readonly Plan[], options: BatchOptions): Promise<BatchEnd> {
  const { speech, onRun = () => {}, sampleIntervalMs } = options;
  const summaries: Summary[] = [];
  let stoppedBy: Stopper | null = null;
  // Also between two runs, where no run listens for itself.
  const unlisten = onStopper((stopper) => {
    stoppedBy ??= stopper;
  });
  for (const [at, plan] of plans.entries()) {
    if (stoppedBy !== null) break;
    const place = `${String(at + 1).padStart(String(plans.length).length)}/${plans.length}`;
    const { session } = await runAsText(plan, {
      speech: { ...speech, note: (line) => speech.note(`${place}  ${line}`) },
      sampleIntervalMs,
      progressEveryMs: aliveEveryMs,
    });
    const summary = summarize(session);
    summaries.push(summary);
    onRun(summary, at);
  }
  unlisten();
  return { summaries, stoppedBy };
}

/** How runs went as a whole: as the first that did not complete. */
export function outcomeOf(summaries: readonly Summary[]): Outcome {
  const failed = summaries.find(({ outcome }) => outcome !== 'completed');
  return failed ? (failed.outcome ?? 'crashed') : 'completed';
}
