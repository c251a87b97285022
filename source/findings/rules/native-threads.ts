import { laneCard, wordsOf } from '../../catalog/models.ts';
import { runCommand, wishOf } from '../../catalog/wish.ts';
import { coreWords, percent, plural } from '../../format.ts';
import { othersFilledCores } from '../../session/processor.ts';
import type { Session } from '../../session/state.ts';
import type { Evidence, Rule } from '../finding.ts';
import type { Advice } from '../step.ts';
import { fullCores, lanesFor, roomyCores, timeOf, type Work, wantedOverThere, workOf } from '../work.ts';

/** So many times the cores there are wait for one also on a machine of their own. */
const manyTimes = 2;
/** Of all that wants a core, at least this much is not the lanes' own. */
const leastShare = 0.25;

/** Threads beside the lanes, of all processes of the run together. */
type Others = {
  /** The most of them that wanted a core at once, and what they had, and waited for. */
  readonly busy: number;
  readonly cpuMs: number;
  readonly waitMs: number;
  readonly name: string | null;
};

/** Threads that native code starts on top of the lanes, together more than there are cores. */
export const nativeThreads: Rule = {
  id: 'native-threads',
  looksFor: 'threads of native code, with the lanes more than there are cores',
  underLoad: 'doubtful',
  unless: ['dispatch-costs-more', 'lock-shared'],
  find(evidence) {
    const { busyCores, effectiveCores } = evidence.summary.cpu;
    const work = workOf(evidence);
    const time = work && timeOf(work);
    const others = othersOf(evidence.session);
    if (!work || !time || !others || busyCores === null || effectiveCores === null) return null;
    const othersMs = others.cpuMs + others.waitMs;
    const wantedMs = time.cpuMs + time.waitMs + othersMs;
    const wantedCores = wantedMs / work.wallMs;
    if (wantedCores < wantedOverThere * effectiveCores || othersMs < leastShare * wantedMs) return null;
    const threads = others.busy + lanesAtWork(work);
    if (threads <= lanesFor(effectiveCores)) return null;
    const full = busyCores >= fullCores * effectiveCores;
    // Where other programs have the cores, a few threads wait for them as well; very many would wait anyway.
    if (!full && !(threads >= manyTimes * effectiveCores && othersFilledCores(evidence.session.cpu)))
      return null;
    const waitedRatio = (time.waitMs + others.waitMs) / wantedMs;
    const lanes = work.lanes.length;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${plural(lanes, 'lane')} and ${lanes === 1 ? 'its' : 'their'} ${plural(others.busy, 'thread')} shared ${coreWords(effectiveCores)} and waited ${percent(waitedRatio)} of the time`,
      figures: { lanes, nativeThreads: others.busy, effectiveCores, wantedCores, waitedRatio },
      why: why(others),
      ...next(evidence, others, lanes),
      source: wordsOf(evidence.session.plan).pages.cores,
    };
  },
};

function othersOf({ processes }: Session): Others | null {
  const all = processes.flatMap(({ otherThreads }) => otherThreads ?? []);
  const [most] = all.toSorted((a, b) => b.cpuMs - a.cpuMs);
  if (!most) return null;
  const sum = (of: 'busy' | 'cpuMs' | 'waitMs') => all.reduce((total, one) => total + one[of], 0);
  return { busy: sum('busy'), cpuMs: sum('cpuMs'), waitMs: sum('waitMs'), name: most.name };
}

/** A loop that only hands work to native threads does none itself. */
const lanesAtWork = ({ lanes, wallMs }: Work) =>
  lanes.filter(({ cpuMs, waitMs }) => (cpuMs ?? 0) + (waitMs ?? 0) > roomyCores * wallMs).length;

const isWorker = ({ name }: Others) => name === 'WorkerThread';
const isVips = ({ name }: Others) => name?.includes('vips') === true;

function why(others: Others): string {
  if (isWorker(others)) return 'Your tasks start workers of their own, each as if it had a core to itself.';
  // Threads that nobody gives a name have that of their program.
  if (others.name === null || /^python/i.test(others.name))
    return 'Native code (BLAS, OpenMP, SQLite) or your tasks start threads as if alone.';
  return `Native code (${others.name}) starts threads as if it were alone.`;
}

function next({ session: { plan } }: Evidence, others: Others, lanes: number): Advice {
  if (isWorker(others))
    return { next: 'Share one pool of workers among all tasks, or run fewer tasks at once', step: null };
  if (isVips(others)) return { next: 'Run fewer at once, or call sharp.concurrency(1)', step: null };
  const command = `OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 ${runCommand(wishOf(plan))}`;
  const fewer = lanes > 1 && laneCard(plan).copies;
  return {
    next: `Set OMP_NUM_THREADS=1 (BLAS), ${fewer ? 'use a smaller executor, or fewer lanes' : 'or use a smaller executor'}`,
    step: { kind: 'command', command },
  };
}
