import { laneCard, ownThreads, wordsOf } from '../../catalog/models.ts';
import { runCommand, wishOf } from '../../catalog/wish.ts';
import { bytes, percent } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import type { Evidence, Rule, Severity } from '../finding.ts';
import { sources } from '../sources.ts';
import { type Advice, advice, type Step, tryModel } from '../step.ts';

/** From here on V8 collects garbage more and more often, and a container has little left for a peak. */
const nearRatio = 0.8;
/** From here on the next allocation may be the last. */
const atLimitRatio = 0.95;

type Limit = {
  what: string;
  usedBytes: number;
  limitBytes: number;
  raise: string;
  /** What raises it, where Heddle knows how. */
  step: Step | null;
  source: string;
};

/** Memory that comes near a limit behind which the run is killed or gives up. */
export const memoryNearLimit: Rule = {
  id: 'memory-near-limit',
  looksFor: 'memory near the limit of the heap, the container or the machine',
  underLoad: 'holds',
  find(evidence) {
    const [nearest] = limitsOf(evidence).sort((a, b) => ratioOf(b) - ratioOf(a));
    if (!nearest || ratioOf(nearest) < nearRatio) return null;
    const { what, usedBytes, limitBytes, source } = nearest;
    const usedRatio = ratioOf(nearest);
    const severity: Severity = usedRatio >= atLimitRatio ? 'problem' : 'warning';
    return {
      rule: this.id,
      severity,
      saw: `${what}: ${bytes(usedBytes)} of ${bytes(limitBytes)}, ${percent(usedRatio)}`,
      figures: { usedBytes, limitBytes, usedRatio },
      why: 'Above the limit there is no error to catch: the whole process ends.',
      ...next(evidence.session.plan, nearest),
      source,
    };
  },
};

const ratioOf = ({ usedBytes, limitBytes }: Limit) => usedBytes / limitBytes;

function limitsOf({ session }: Evidence): Limit[] {
  const { memory, started, plan } = session;
  if (!started) return [];
  const limits: Limit[] = [];
  const { heapLimitBytes } = started.engine;
  const { heap } = wordsOf(plan);
  const heapBytes = memory.peakHeapUsedBytes;
  if (heap !== null && heapLimitBytes !== null && heapBytes !== null) {
    limits.push({
      what: `The heap came near the limit of ${heap.owner}`,
      usedBytes: heapBytes,
      limitBytes: heapLimitBytes,
      raise: `raise that limit (${heap.option})`,
      step: { kind: 'command', command: withHeap(heap.option, 2 * heapLimitBytes, plan) },
      source: heap.page,
    });
  }
  const { memoryLimitBytes, memoryBytes } = started.machine;
  // PSS counts shared pages once; of several processes the sum of RSS may be more than there is, and says nothing.
  const usedBytes = memory.peakPssBytes ?? (laneCard(plan).sharesMemory ? memory.peakRssBytes : null);
  if (usedBytes === null) return limits;
  if (memoryLimitBytes !== null) {
    limits.push({
      what: 'Memory came near the limit of the container',
      usedBytes,
      limitBytes: memoryLimitBytes,
      raise: 'raise the limit',
      step: null,
      source: sources.memoryLimit,
    });
  }
  limits.push({
    what: 'Memory came near all the memory of this machine',
    usedBytes,
    limitBytes: memoryBytes,
    raise: 'use a larger machine',
    step: null,
    source: sources.memoryLimit,
  });
  return limits;
}

/** The same run with a heap of this size, which the option takes in MiB. */
const withHeap = (option: string, bytes: number, plan: Plan) =>
  `${option}=${Math.ceil(bytes / 2 ** 20)} ${runCommand(wishOf(plan))}`;

function next(plan: Plan, { raise, step }: Limit): Advice {
  if (!laneCard(plan).sharesMemory)
    return tryModel(plan, ownThreads, `, which share more memory, or ${raise}`);
  return plan.concurrency > 1
    ? advice({ kind: 'at-once', to: 'fewer' }, `, or ${raise}`)
    : { next: `Keep less in memory at a time, or ${raise}`, step };
}
