import { shortRuntimeName, usualRuntime } from '../catalog/runtimes/index.ts';
import { prepareChecking } from '../claims/check.ts';
import type { Claim, Ruling } from '../claims/claim.ts';
import { plural } from '../format.ts';
import { createKeeper } from '../host/cache.ts';
import { exitCodeOf, exitCodes } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { readRoom } from '../host/room.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { engineHere } from '../launch/engine.ts';
import { keptName, readMeasurements, type Stamp, withRulings } from '../table/measured.ts';

const runtime = usualRuntime.id;

/** Where and with what this process measures. */
export function stampHere(): Omit<Stamp, 'atMs'> {
  return {
    runtime: shortRuntimeName(engineHere),
    machine: createKeeper().machine ?? 'unknown',
    effectiveCores: readRoom().effectiveCores,
  };
}

export type Checked = {
  readonly rulings: ReadonlyMap<string, Ruling>;
  /** 0 when all runs ended as they should, whatever the verdicts; else why not. */
  readonly exitCode: number;
};

/** A second try doubles the time at most; on a machine that took this long for the first it would be no better. */
const secondTryWithinMs = 60_000;

/** Runs the checks of claims, each distinct run once, and keeps what they say for the table. */
export async function checkClaims(claims: readonly Claim[], speech: Speech): Promise<Checked> {
  const began = performance.now();
  const first = await checkOnce(claims, speech);
  const rulings = new Map(first.rulings);
  let { exitCode } = first;
  // Once more where chance had a hand in it: a machine is seldom busy twice.
  const unsure = claims.filter(({ id }) => rulings.get(id)?.again);
  const inTime = performance.now() - began < secondTryWithinMs;
  if (first.stoppedBy === null && unsure.length > 0 && inTime) {
    speech.note(`once more, for ${plural(unsure.length, 'claim')} that could not be told`);
    const second = await checkOnce(unsure, speech);
    for (const [id, ruling] of second.rulings) if (ruling.verdict !== 'unknown') rulings.set(id, ruling);
    exitCode ||= second.exitCode;
  }
  keep(rulings);
  return { rulings, exitCode };
}

async function checkOnce(claims: readonly Claim[], speech: Speech) {
  const checking = prepareChecking(claims, runtime, await builtInWorkloads(), readRoom());
  const turns = checking.plans.map((plan) => ({ plan }));
  const { batch, stoppedBy } = await runBatchAsText(turns, { speech });
  const whole = batch.ended.map(({ summary }) => summary);
  const rulings = new Map(claims.map((claim) => [claim.id, checking.ruling(claim, whole, true)!] as const));
  const failed = checking.hasFaults(whole) ? exitCodes.failed : 0;
  return { rulings, stoppedBy, exitCode: stoppedBy === null ? failed : exitCodeOf('cancelled', stoppedBy) };
}

function keep(rulings: ReadonlyMap<string, Ruling>): void {
  const keeper = createKeeper();
  const name = keptName(runtime);
  const stamp = { ...stampHere(), atMs: Date.now() };
  keeper.write(name, withRulings(readMeasurements(keeper.read(name)), rulings, stamp));
}
