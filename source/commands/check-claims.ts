import { shortRuntimeName } from '../catalog/runtimes/index.ts';
import { nameThere, type Where } from '../catalog/where.ts';
import type { Claim, Ruling } from '../claims/claim.ts';
import { firstRound, type Round } from '../claims/rounds.ts';
import { accepted } from '../command-line/usage-error.ts';
import { plural } from '../format.ts';
import { createKeeper } from '../host/cache.ts';
import { exitCodeOf, exitCodes } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { readRoom } from '../host/room.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { engineHere } from '../launch/engine.ts';
import { inOrder } from '../runner/batch.ts';
import { keepRulings, placeOf } from '../table/measured.ts';

/** Where and with what this process measures, in that runtime. */
export function placeHere(where: Where) {
  return placeOf(createKeeper(), nameThere(where, shortRuntimeName(engineHere)), readRoom());
}

export type Checked = {
  readonly rulings: ReadonlyMap<string, Ruling>;
  /** 0 when all runs ended as they should, whatever the verdicts; else why not. */
  readonly exitCode: number;
};

/** Runs the checks of claims there and keeps what they say for the table. */
export async function checkClaims(claims: readonly Claim[], where: Where, speech: Speech): Promise<Checked> {
  const first = firstRound(claims, where, await builtInWorkloads(), readRoom());
  const checked = await runRounds(first, speech);
  keepRulings(createKeeper(), checked.rulings, { ...placeHere(where), atMs: Date.now() });
  return checked;
}

async function runRounds(round: Round, speech: Speech): Promise<Checked> {
  const began = performance.now();
  const turns = round.plans.map((plan) => ({ plan }));
  const { batch, stoppedBy } = accepted(await runBatchAsText(inOrder(turns), { speech }));
  const summaries = batch.ended.map(({ summary }) => summary);
  const rulings = round.rulings(summaries, true);
  if (stoppedBy !== null) return { rulings, exitCode: exitCodeOf('cancelled', stoppedBy) };
  const exitCode = round.hasFaults(summaries) ? exitCodes.failed : 0;
  const next = round.next(summaries, performance.now() - began);
  if (next === null) return { rulings, exitCode };
  speech.note(`Running ${plural(next.claims.length, 'inconclusive claim')} once more`);
  const then = await runRounds(next, speech);
  return { rulings: then.rulings, exitCode: exitCode || then.exitCode };
}
