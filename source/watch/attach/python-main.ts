import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readProc, readStat } from '../proc.ts';
import { CannotAttach, startItObserved } from './cannot-attach.ts';
import { watchedAlready } from './python-script.ts';

/** How often it is looked whether something has become of it. */
const lookEveryMs = 100;
/** A main thread that only sleeps may do so for ever, as one that waits for its threads does: time enough for a person to send a request. */
const sleepsMs = 10_000;
/** One that computes comes to it: hardly any call of C code takes longer. */
const computesMs = 60_000;

/** Resolves when a CPython tells of itself; rejects as soon as it is clear that it will not, or not soon, with the reason. */
export async function untilItRuns(pid: number, begun: Promise<void>, failed: string): Promise<void> {
  const beganMs = performance.now();
  let ranMs = beganMs;
  let before = turnsOf(pid);
  const hasBegun = begun.then(() => true);
  while (!(await Promise.race([hasBegun, wait(lookEveryMs, false)]))) {
    const why = textOf(failed);
    if (why === watchedAlready)
      throw new CannotAttach(pid, 'is watched by another Heddle already', 'end that first');
    if (why !== null) throw new CannotAttach(pid, `cannot be attached to: ${why}`, startItObserved);
    if (readStat(pid) === null) throw new CannotAttach(pid, 'has ended');

    const nowMs = performance.now();
    const now = turnsOf(pid);
    if (now === null || now !== before) [before, ranMs] = [now, nowMs];
    if (nowMs - ranMs >= sleepsMs)
      throw new CannotAttach(
        pid,
        `runs no Python: its main thread has slept for ${sleepsMs / 1000} s`,
        `try again when it wakes, as at a request, or ${startItObserved}`,
      );
    if (nowMs - beganMs >= computesMs)
      throw new CannotAttach(
        pid,
        `has run no Python for ${computesMs / 1000} s: a call of C code has not returned`,
        'try again later',
      );
  }
}

/** How long its main thread has had a core, and how often; null where the system does not tell. */
const turnsOf = (pid: number) => readProc(pid, `task/${pid}/schedstat`);

/** Null where there is none yet: empty is one that is just being written. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8') || null;
  } catch {
    return null;
  }
}
