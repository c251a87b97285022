import { laneCard, type ModelOf, modelCard, ownsLanes, ownThreads, wordsOf } from '../../catalog/models.ts';
import { duration } from '../../format.ts';
import { leastCopyMs } from '../../session/felt.ts';
import { ownFigure } from '../../session/figure-values.ts';
import type { Evidence, Rule } from '../finding.ts';
import { type Advice, tryModel } from '../step.ts';
import { anyWorkOf, fewestTasks, type Work } from '../work.ts';

/** All of it together below this is too little for anyone to gain by. */
const leastSumMs = 5;

/** Copying what tasks return took longer than what they did. */
export const transferCostsMore: Rule = {
  id: 'transfer-costs-more',
  looksFor: 'results that take longer to copy than to compute',
  underLoad: 'times',
  find(evidence) {
    const { plan } = evidence.session;
    const { pages, copying } = wordsOf(plan);
    const work = anyWorkOf(evidence);
    if (!work?.pooled || work.times.begun < fewestTasks) return null;
    const copied = copiedOf(work, evidence);
    const packed = packedOf(evidence);
    const dearer = [copied, packed].find((one) => one !== null && isDearer(one, work.times.begun));
    if (!dearer) return null;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${dearer.what} took ${duration(dearer.copyMs)}, the work itself ${duration(dearer.workMs)}`,
      figures: { copyMs: dearer.copyMs, workMs: dearer.workMs, tasks: work.times.begun },
      why: copying.why,
      ...next(plan, dearer),
      source: dearer === packed ? pages.packing : pages.handOver,
    };
  },
};

type Cost = { what: string; copyMs: number; workMs: number };

const isDearer = ({ copyMs, workMs }: Cost, tasks: number) =>
  copyMs > workMs && copyMs >= leastSumMs && copyMs / tasks >= leastCopyMs;

/**
 * What lanes measured while results were copied for the way out of them, and what it took the main loop to read them:
 * where each task has a lane of its own there is little else that it does.
 */
function copiedOf({ lanes, times }: Work, { session }: Evidence): Cost | null {
  let copyMs = 0;
  let workMs = 0;
  for (const lane of lanes) {
    if (lane.copyMs === null) return null;
    copyMs += lane.copyMs;
    workMs += times.byLane.get(lane.id) ?? 0;
  }
  const reads = ownsLanes(modelCard(session.plan));
  const mainMs = session.lanes.find(({ kind }) => kind === 'loop')?.cpuMs ?? 0;
  // Without results worth copying the main loop's time is something else's.
  const copies = copyMs / times.begun >= leastCopyMs;
  return reads && copies
    ? { what: 'Copying and reading results', copyMs: copyMs + mainMs, workMs }
    : { what: 'Copying results', copyMs, workMs };
}

/** What a workload measured while it made text of its results and read it again: that is part of its tasks' time. */
function packedOf({ summary }: Evidence): Cost | null {
  const packMs = ownFigure(summary, 'packMs');
  const unpackMs = ownFigure(summary, 'unpackMs');
  const workMs = ownFigure(summary, 'workMs');
  if (packMs === null || workMs === null) return null;
  const tasks = summary.tasks.done;
  return {
    what: packing,
    copyMs: (packMs + (unpackMs ?? 0)) * tasks,
    workMs: workMs * tasks,
  };
}

const packing = 'Converting results to text';

function next(plan: ModelOf, { what }: Cost): Advice {
  const words = wordsOf(plan);
  if (what === packing) return { next: `Return the data itself: ${words.copy} needs no text`, step: null };
  return !laneCard(plan).sharesMemory && words.handOver !== null
    ? tryModel(plan, ownThreads, `: there buffers can be transferred (${words.handOver})`)
    : { next: words.copying.remedy, step: null };
}
