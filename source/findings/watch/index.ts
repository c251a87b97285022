import { behindTheLock } from './behind-the-lock.ts';
import { callsInTurn } from './calls-in-turn.ts';
import { collectorPauses } from './collector-pauses.ts';
import { errorsRise } from './errors-rise.ts';
import { loadNotKept } from './load-not-kept.ts';
import { loadingSlow } from './loading-slow.ts';
import { loopHeld } from './loop-held.ts';
import { loopWithoutCore } from './loop-without-core.ts';
import { memoryGrows } from './memory-grows.ts';
import { neverAnswered } from './never-answered.ts';
import { notObserved } from './not-observed.ts';
import { oneCoreUsed } from './one-core-used.ts';
import { requestsWaitOutside } from './requests-wait-outside.ts';
import type { ProgramRule, WatchRule } from './rule.ts';
import { socketsLeftOpen } from './sockets-left-open.ts';
import { threadsFull } from './threads-full.ts';
import { upstreamSlow } from './upstream-slow.ts';

/** What is looked for in each process. Among findings of one severity those of earlier rules come first. */
export const watchRules: readonly WatchRule[] = [
  loopHeld,
  behindTheLock,
  errorsRise,
  neverAnswered,
  socketsLeftOpen,
  memoryGrows,
  collectorPauses,
  requestsWaitOutside,
  loopWithoutCore,
  oneCoreUsed,
  threadsFull,
  callsInTurn,
  upstreamSlow,
  loadingSlow,
];

/** What is looked for in the program as a whole. */
export const programRules: readonly ProgramRule[] = [loadNotKept, notObserved];
