import { wordsOf } from '../../catalog/models.ts';
import { duration, percent, plural } from '../../format.ts';
import type { Collecting } from '../../session/collecting.ts';
import { takenByOthers } from '../../session/processor.ts';
import type { Session } from '../../session/state.ts';
import type { Lane } from '../../session/vitals.ts';
import { collectedWords, type KeptFromTo, lessToCollect } from '../collector-words.ts';
import type { Evidence, Rule } from '../finding.ts';
import { placeWords } from '../held-words.ts';
import { type Work, workOf } from '../work.ts';

/**
 * Clinic.js Doctor takes 100 ms of collections within a second, of any length. Here only those of 5 ms or more count: work that
 * makes many objects for a moment spends 10 to 20 % of its time on short ones, which delay nobody.
 */
export const feltInSecondMs = 100;
/** One full collection of a large heap comes to 100 ms as well: over the run it has to be more than an exception. */
export const feltRatio = 0.05;
/** From this share of its time on it came because code called for it. */
const mostlyCalledRatio = 0.5;

type Collected = Lane & { readonly collecting: Collecting };

/** Time that goes to garbage collection: in pauses that people feel. */
export const collectorPauses: Rule = {
  id: 'collector-pauses',
  looksFor: 'garbage collection that holds a lane for 100 ms in a second',
  underLoad: 'doubtful',
  find(evidence) {
    const { session } = evidence;
    const work = workOf(evidence);
    const [worst] = collectedLanes(session, work).sort((a, b) => b.collecting.worstMs - a.collecting.worstMs);
    if (!work || !worst) return null;
    const { wallMs } = work;
    const { ms, youngMs } = worst.collecting;
    const worstMs = worst.collecting.worstMs * servedRatio(worst, evidence);
    if (worstMs < feltInSecondMs || ms < feltRatio * wallMs) return null;
    const ofRun = Math.min(1, ms / wallMs);
    const called = calledFor(session, worst);
    const where = session.lanes.length === 1 ? 'the loop' : worst.name;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `Garbage collection took ${percent(ofRun)} of ${where}'s time, up to ${duration(worstMs)} in a second`,
      figures: { collectorMs: ms, youngCollectorMs: youngMs, worstMs, ofRunRatio: ofRun },
      why:
        called ?? `No task runs meanwhile. ${collectedWords(worst.collecting, keptAtEnds(session, worst))}`,
      next:
        called === null
          ? lessToCollect(session.plan.runtime, worst.collecting)
          : 'Leave it to the interpreter, which knows how much there is to collect',
      step: null,
      source: wordsOf(session.plan).pages.collector,
    };
  },
};

/**
 * Lanes of which it was measured: those that ran tasks, those behind a loop that ran parts of them, and in Python the main one,
 * which tells of the whole interpreter.
 */
function collectedLanes({ lanes, plan }: Session, work: Work | null): Collected[] {
  const ran = new Set(work?.lanes.map(({ id }) => id));
  return lanes.filter(
    (lane): lane is Collected =>
      lane.collecting !== null && (lane.kind !== 'loop' || plan.runtime === 'python' || ran.has(lane.id)),
  );
}

/**
 * A collection waits for a core as all else does. Where others took the cores it is told with its doubt, as it was felt: what a lane
 * waited each time it woke up is no part of its collections.
 */
function servedRatio({ cpuMs, waitMs }: Lane, { summary }: Evidence): number {
  if (cpuMs === null || waitMs === null || cpuMs <= 0 || takenByOthers(summary) !== null) return 1;
  return cpuMs / (cpuMs + waitMs);
}

/** Where code called for it, as a sentence; null where most of it came by itself. */
function calledFor({ collected }: Session, { id, collecting }: Collected): string | null {
  const places = collected.get(id) ?? [];
  const ms = places.reduce((sum, place) => sum + place.ms, 0);
  const [most] = [...places].sort((a, b) => b.ms - a.ms);
  if (!most || ms < mostlyCalledRatio * collecting.ms) return null;
  const place = placeWords(most);
  return `Your code called for it${place === null ? '' : ` at ${place}`} (${plural(most.times, 'time')})`;
}

/** What was kept before its tasks and after them; null where it was not looked at. */
function keptAtEnds({ kept }: Session, { id }: Collected): KeptFromTo | null {
  const atEnds = kept.find(({ lane }) => lane === id);
  return atEnds ? { from: atEnds.beganBytes, to: atEnds.keptBytes } : null;
}
