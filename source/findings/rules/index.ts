import type { Rule } from '../finding.ts';
import { asyncInNameOnly } from './async-in-name-only.ts';
import { backlogGrows } from './backlog-grows.ts';
import { behindTheRate } from './behind-the-rate.ts';
import { collectorPauses } from './collector-pauses.ts';
import { convoy } from './convoy.ts';
import { coresBusy } from './cores-busy.ts';
import { crashedLane } from './crashed-lane.ts';
import { deadlock } from './deadlock.ts';
import { descriptorsGrow } from './descriptors-grow.ts';
import { dispatchCostsMore } from './dispatch-costs-more.ts';
import { errorsByKind } from './errors-by-kind.ts';
import { executorWaits } from './executor-waits.ts';
import { falseTimeOuts } from './false-time-outs.ts';
import { idlePool } from './idle-pool.ts';
import { libuvSaturated } from './libuv-saturated.ts';
import { limitElsewhere } from './limit-elsewhere.ts';
import { lockHeldInC } from './lock-held-in-c.ts';
import { lockShared } from './lock-shared.ts';
import { loopBlocked } from './loop-blocked.ts';
import { loopStarved } from './loop-starved.ts';
import { loopWaits } from './loop-waits.ts';
import { loopWaitsForLock } from './loop-waits-for-lock.ts';
import { lostUpdates } from './lost-updates.ts';
import { memoryGrows } from './memory-grows.ts';
import { memoryNearLimit } from './memory-near-limit.ts';
import { moreLanesThanCores } from './more-lanes-than-cores.ts';
import { nativeThreads } from './native-threads.ts';
import { neverSettles } from './never-settles.ts';
import { noGainFromAsync } from './no-gain-from-async.ts';
import { noisyMachine } from './noisy-machine.ts';
import { notEnoughData } from './not-enough-data.ts';
import { poolWaits } from './pool-waits.ts';
import { printsMuch } from './prints-much.ts';
import { quotaThrottled } from './quota-throttled.ts';
import { returnedNothing } from './returned-nothing.ts';
import { socketsWait } from './sockets-wait.ts';
import { threadPerTask } from './thread-per-task.ts';
import { transferCostsMore } from './transfer-costs-more.ts';
import { uncloneable } from './uncloneable.ts';
import { waitingIsFree } from './waiting-is-free.ts';

/** Results that are not what they should be. */
export const aboutResults: readonly Rule[] = [uncloneable, lostUpdates];
const aboutSafety: readonly Rule[] = [
  crashedLane,
  errorsByKind,
  falseTimeOuts,
  memoryNearLimit,
  descriptorsGrow,
  backlogGrows,
  memoryGrows,
  neverSettles,
  deadlock,
  loopStarved,
  loopWaits,
  loopBlocked,
  loopWaitsForLock,
  collectorPauses,
];
/** Silent where results are wrong, or no task has one: how fast that came makes no difference. */
export const aboutSpeed: readonly Rule[] = [
  returnedNothing,
  printsMuch,
  quotaThrottled,
  behindTheRate,
  libuvSaturated,
  executorWaits,
  socketsWait,
  limitElsewhere,
  threadPerTask,
  lockHeldInC,
  convoy,
  lockShared,
  transferCostsMore,
  dispatchCostsMore,
  asyncInNameOnly,
  noGainFromAsync,
  nativeThreads,
  moreLanesThanCores,
  idlePool,
  poolWaits,
  noisyMachine,
  notEnoughData,
  coresBusy,
  waitingIsFree,
];

/** Every rule. Among findings of one severity those of earlier rules come first: their next step is the one to take. */
export const rules: readonly Rule[] = [...aboutResults, ...aboutSafety, ...aboutSpeed];
