import type { Session } from '../session/state.ts';
import { type Outline, outline } from '../session/summary.ts';
import { coresBusy } from './cores-busy.ts';
import { crashedLane } from './crashed-lane.ts';
import { dispatchCostsMore } from './dispatch-costs-more.ts';
import { type Finding, type Rule, severities } from './finding.ts';
import { idlePool } from './idle-pool.ts';
import { libuvSaturated } from './libuv-saturated.ts';
import { loopBlocked } from './loop-blocked.ts';
import { lostUpdates } from './lost-updates.ts';
import { memoryNearLimit } from './memory-near-limit.ts';
import { moreLanesThanCores } from './more-lanes-than-cores.ts';
import { noGainFromAsync } from './no-gain-from-async.ts';
import { noisyMachine } from './noisy-machine.ts';
import { notEnoughData } from './not-enough-data.ts';
import { poolWaits } from './pool-waits.ts';
import { quotaThrottled } from './quota-throttled.ts';
import { transferCostsMore } from './transfer-costs-more.ts';
import { uncloneable } from './uncloneable.ts';
import { waitingIsFree } from './waiting-is-free.ts';

/** Results that are not what they should be. */
const aboutResults: readonly Rule[] = [uncloneable, lostUpdates];
const aboutSafety: readonly Rule[] = [crashedLane, memoryNearLimit, loopBlocked];
/** Silent where results are wrong: how fast they came makes no difference. */
const aboutSpeed: readonly Rule[] = [
  quotaThrottled,
  libuvSaturated,
  transferCostsMore,
  dispatchCostsMore,
  noGainFromAsync,
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
 * What a run shows, the most severe first; looked for once a session. Cheap enough for every sample of a run: it reads
 * the figures of a session, and of its tasks only those near the last change.
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
  const found = new Map<string, Finding>();
  for (const rule of rules) {
    const finding = rule.find(evidence);
    if (finding) found.set(rule.id, finding);
  }
  const wrong = aboutResults.some(({ id }) => found.has(id));
  return rules
    .filter((rule) => !(wrong && aboutSpeed.includes(rule)))
    .filter(({ id, unless = [] }) => found.has(id) && !unless.some((other) => found.has(other)))
    .map(({ id }) => found.get(id)!)
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
