import { modelCard, ownProcesses, ownsLanes } from '../../catalog/models.ts';
import { feltLead } from '../../comparison/judged-by.ts';
import { bytes, duration, factor, percent, plural, rate, shortDuration } from '../../format.ts';
import type { Answer, Candidate, Figures, RatioOver } from '../answer.ts';
import { itAgainst } from './compared.ts';
import { inShort, moreBytes, numbersSentence, withNumbers } from './numbers.ts';
import { type Row, rowOf } from './section.ts';

/** The answer in a few words, for a heading: `async, 8 at once`, `cannot tell`. */
export function headlineOf({ kind, candidate, others, runtime }: Answer): string {
  if (candidate === null) return 'cannot tell';
  const named = withNumbers({ runtime, model: candidate.model }, candidate.size);
  if (kind !== 'either') return named;
  return [named, ...others.map(({ model, size }) => inShort({ runtime, model }, size))].join(', or ');
}

/** What to take, what it gains, and what it costs. */
export function takeRows(answer: Answer, candidate: Candidate): Row[] {
  return [
    ...rowOf(firstSentence(answer, candidate), ...eitherSentences(answer)),
    ...rowOf(gainSentence(answer), keptUpSentence(answer), costSentence(answer)),
    ...rowOf(numbersSentence(candidate.size), startSentence(answer, candidate)),
    ...rowOf(doubtSentence(answer.machine)),
  ];
}

/** Other ways to start a process copy less, and load the file once more. */
function startSentence({ runtime, startMethod }: Answer, { model }: Candidate): string | null {
  if (startMethod === null || modelCard({ runtime, model }).lane !== ownProcesses.lane) return null;
  const { name, wasAsked } = startMethod;
  return wasAsked
    ? `Its processes were started by ${name}, as you asked.`
    : `Its processes were started by ${name}, the default of this Python. To measure another way, add --start-method.`;
}

/** What others do on the cores may have decided. */
function doubtSentence({ quiet, busyRatio }: Answer['machine']): string | null {
  if (quiet || busyRatio === null) return null;
  return `Doubtful: other programs used ${percent(busyRatio)} of the cores. Run it again on a quiet machine before you rely on it.`;
}

function firstSentence({ kind, runtime }: Answer, { model, size }: Candidate): string {
  const named = withNumbers({ runtime, model }, size);
  return kind === 'either' ? `Take ${named}: the simplest of those that are about as good.` : `Use ${named}.`;
}

function eitherSentences({ kind, others, by, runtime }: Answer): string[] {
  if (kind !== 'either') return [];
  return others.map(
    ({ model, size, ratio }) => `${itAgainst(by, inShort({ runtime, model }, size), ratio)}.`,
  );
}

function gainSentence({ gain, by, figures, sequential, tasks, whyNot, character }: Answer): string | null {
  if (gain !== null) {
    const instead = by === 'time' ? insteadOf(figures, sequential, tasks, gain) : '';
    return `${itAgainst(by, 'one task after another', gain)}${instead}.`;
  }
  const measured = whyNot.some(({ why }) => ['compared', 'hopeless'].includes(why.kind));
  if (character?.natures.some(({ nature }) => nature === 'too-small'))
    return `Your code stays as it is: a task is too small to be handed to another thread.`;
  if (measured) return `Your code stays as it is: no other model gains enough to pay for it.`;
  const differs = whyNot.some(({ why }) => why.kind === 'differs');
  return differs
    ? `Your code stays as it is: other models return other results.`
    : `Your code stays as it is: no other model has anything to gain.`;
}

/** Two ratios of the same that nobody would call different. */
const agreeing = 1.15;

/** `: 11 ms per task instead of 21 ms`, or of a batch its whole time. */
function insteadOf(
  mine: Figures | null,
  other: Figures | null,
  tasks: number | null,
  { ratio }: RatioOver,
): string {
  const [now, before] =
    tasks === null
      ? [mine?.msPerTask ?? null, other?.msPerTask ?? null]
      : [mine?.judged ?? null, other?.judged ?? null];
  if (now === null || before === null) return '';
  // The middle of all rounds is another than that of those that were compared, where the machine was busy in some.
  const agrees = Math.max(before / now / ratio, (ratio * now) / before) <= agreeing;
  if (!agrees) return '';
  if (tasks === null) return `: ${shortDuration(now)} per task instead of ${shortDuration(before)}`;
  const all = (each: number) => duration(each * tasks);
  return `: ${all(now)} for ${plural(tasks, 'task')} instead of ${all(before)}, start and warm-up counted`;
}

function keptUpSentence({ ratePerSecond, figures, sequential }: Answer): string | null {
  if (ratePerSecond === null || figures === null) return null;
  const { keptUp, latencyP50Ms, latencyP99Ms } = figures;
  const at = `${rate(ratePerSecond)}/s`;
  const latency = `latency p50 ${duration(latencyP50Ms)}, p99 ${duration(latencyP99Ms)}`;
  const other = sequential?.keptUp === false ? `; one task after another does not` : '';
  if (keptUp === null) return `At ${at}: ${latency}.`;
  return keptUp
    ? `It keeps up with ${at} (${latency})${other}.`
    : `It does not keep up with ${at} (${latency}).`;
}

/** Lag that a person feels. */
const leastLagMs = 50;

/** What it costs beside sequential, as far as it is worth a word. */
function costSentence({ figures, sequential, by, runtime, candidate }: Answer): string | null {
  if (figures === null || sequential === null || figures === sequential) return null;
  const more = by === 'memory' ? null : moreBytes(figures, sequential);
  // In lanes no task waits for the main loop.
  const isFelt = candidate === null || !ownsLanes(modelCard({ runtime, model: candidate.model }));
  const lag = [figures.lagP99Ms, sequential.lagP99Ms] as const;
  const cpu = [figures.cpuMsPerTask, sequential.cpuMsPerTask] as const;
  const costs = [
    ...(more === null ? [] : [`${bytes(more)} more memory`]),
    ...(isFelt && lag[0] !== null && lag[1] !== null && lag[0] - lag[1] >= leastLagMs
      ? [`a lag of the event loop of ${duration(lag[0])} (p99) instead of ${duration(lag[1])}`]
      : []),
    ...(by !== 'cpu' && cpu[0] !== null && cpu[1] !== null && cpu[0] >= cpu[1] * feltLead
      ? [`${factor(cpu[0] / cpu[1])} the processor time per task`]
      : []),
  ];
  return costs.length === 0 ? null : `It costs ${new Intl.ListFormat('en-GB').format(costs)}.`;
}
