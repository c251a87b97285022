import type { Session } from '../session/state.ts';
import { type Outline, outline } from '../session/summary.ts';
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
import { type Finding, type Found, type Rule, severities } from './finding.ts';
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
import { advice } from './step.ts';
import { threadPerTask } from './thread-per-task.ts';
import { transferCostsMore } from './transfer-costs-more.ts';
import { uncloneable } from './uncloneable.ts';
import { waitingIsFree } from './waiting-is-free.ts';

/** Results that are not what they should be. */
const aboutResults: readonly Rule[] = [uncloneable, lostUpdates];
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
const aboutSpeed: readonly Rule[] = [
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

const known = new WeakMap<Session, readonly Finding[]>();

/**
 * What a run shows, the most severe first, but a busy machine before what it makes doubtful; looked for once per session.
 * Cheap enough for every sample of a run: it reads the figures of a session, and of its tasks only those near the last
 * change.
 */
export function findingsOf(session: Session, summary?: Outline): readonly Finding[] {
  let findings = known.get(session);
  if (!findings) {
    findings = find(session, summary ?? outline(session));
    known.set(session, findings);
  }
  return findings;
}

function find(session: Session, summary: Outline): readonly Finding[] {
  const evidence = { session, summary };
  const found = new Map<string, Found>();
  for (const rule of rules) {
    const finding = rule.find(evidence);
    if (finding) found.set(rule.id, finding);
  }
  const { done, failed } = session.tasks.counts;
  const wrong = aboutResults.some(({ id }) => found.has(id)) || (done === 0 && failed > 0);
  const told = rules
    .filter((rule) => !(wrong && aboutSpeed.includes(rule)))
    .filter(({ id, unless = [] }) => found.has(id) && !unless.some((other) => found.has(other)));
  const busy = told.includes(noisyMachine);
  return told
    .filter(({ underLoad }) => !(busy && underLoad === 'silent'))
    .map((rule) => ({
      rank: busy ? rankUnderLoad(rule) : 0,
      finding: inLight(rule, found.get(rule.id)!, busy),
    }))
    .sort(
      (a, b) =>
        a.rank - b.rank || severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity),
    )
    .map(({ finding }) => finding);
}

/** That the machine is busy comes before all that this makes doubtful. */
function rankUnderLoad(rule: Rule): number {
  if (rule.underLoad === 'holds') return 0;
  return rule === noisyMachine ? 1 : 2;
}

/** The finding as far as it can be trusted: what others may have caused is no reason to change the model or a size. */
function inLight({ underLoad }: Rule, finding: Found, busy: boolean): Finding {
  if (!busy || underLoad !== 'doubtful') return { ...finding, doubtful: false };
  const again = advice({ kind: 'again' }, ' when the machine is quiet: it may not be true then');
  return { ...finding, ...again, severity: 'note', doubtful: true };
}
