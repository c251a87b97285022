import { loadVerdict, outcomeParts, stepWords, tailWords } from '../findings/load-words.ts';
import { count, duration, percent, rate } from '../format.ts';
import type { LoadEvent } from '../protocol/load-events.ts';
import { type LoadSummary, loadSummary, stepSummary } from '../session/load-summary.ts';
import type { Program } from '../session/program.ts';
import { rowLabel, wrap, wrapParts } from './wrap.ts';

/** What happens to a load, for a log; null: nothing worth a line. */
export function loadLine(event: LoadEvent): string | null {
  switch (event.type) {
    case 'load-waiting':
      return 'waiting until the program listens';
    case 'load-started':
      return `sending ${event.name} to port ${event.port}, ${ratesOf(event)}`;
    case 'load-step': {
      const step = stepSummary(event);
      return `${rate(step.ratePerSecond)}/s ${stepWords(step)}, p50 ${duration(step.p50Ms)}, ${tailWords(step)}`;
    }
    case 'load-ended':
      return event.message === null ? null : `nothing is sent: ${event.message}`;
    case 'load':
      return null;
  }
}

const ratesOf = ({ ratePerSecond, untilPerSecond }: Pick<LoadSummary, 'ratePerSecond' | 'untilPerSecond'>) =>
  untilPerSecond === null
    ? `${rate(ratePerSecond)}/s`
    : `from ${rate(ratePerSecond)}/s up to ${rate(untilPerSecond)}/s`;

/** What a program was sent and what came of it, its verdict last: empty where it was sent nothing. */
export function loadLines(program: Program): string[] {
  if (program.load === null) return [];
  const summary = loadSummary(program.load);
  const { name, port, steps, ended } = summary;
  if (name === null) {
    const why = ended?.message ?? 'it was over before a port of the program was found';
    return wrap(`nothing was sent: ${why}`, rowLabel('load'));
  }
  const rises = summary.untilPerSecond !== null;
  // Of one that stays its row tells what became of them.
  const came = rises ? outcomeParts(summary).join(', ') : `${count(summary.due)} due`;
  const verdict = loadVerdict(program);
  const rows = rises
    ? steps.flatMap((step) => stepRows(step, stepWords(step)))
    : stepRows({ ...summary, ratePerSecond: summary.ratePerSecond! }, ...outcomeParts(summary));
  return [
    ...wrap(
      `${name} on port ${port}, ${ratesOf(summary)}: one tried the port, then ${came}`,
      rowLabel('load'),
    ),
    ...rows,
    ...costLines(summary),
    ...(verdict === null
      ? []
      : [
          ...wrap([`${verdict.saw}.`, verdict.why ?? ''].join(' ').trim(), rowLabel('verdict')),
          ...(verdict.advice ? wrap(`→ ${verdict.advice.next}`, rowLabel('')) : []),
        ]),
  ];
}

/** What the sending itself was like: where it was late, latencies are partly its own. */
function costLines({ steps }: LoadSummary): string[] {
  const late = steps.flatMap(({ lateP95Ms }) => lateP95Ms ?? []);
  const used = steps.flatMap(({ cpuCores }) => cpuCores ?? []);
  if (late.length === 0 || used.length === 0) return [];
  return wrap(
    `19 of 20 left at most ${duration(Math.max(...late))} late; sending took up to ${percent(Math.max(...used))} of a core`,
    rowLabel(''),
  );
}

type Row = { ratePerSecond: number; p50Ms: number | null; p99Ms: number | null; maxMs: number | null };

const stepRows = ({ ratePerSecond, p50Ms, p99Ms, maxMs }: Row, ...came: readonly string[]) =>
  wrapParts(
    [`p50 ${duration(p50Ms)}`, `p99 ${duration(p99Ms)}`, `max ${duration(maxMs)}`, ...came],
    `${rowLabel('')}${`${rate(ratePerSecond)}/s`.padStart(8)}  `,
  );
