import { type FigureId, figureCard } from '../catalog/figures.ts';
import { type RuntimeVersion, runtimeName } from '../catalog/runtimes/index.ts';
import { errorLines } from '../findings/error-lines.ts';
import { callerLines, heldWords, inOneLine, mostHeldOf } from '../findings/held-words.ts';
import { findingsOf } from '../findings/index.ts';
import { lockShared } from '../findings/rules/lock-shared.ts';
import {
  bytes,
  copyLine,
  coreWords,
  count,
  duration,
  figureLine,
  libuvLine,
  lockLine,
  percent,
  plural,
  rate,
  rateParts,
  unmeasured,
} from '../format.ts';
import type { MachineDescription } from '../machine/description.ts';
import { whyAllFailed } from '../session/all-failed.ts';
import { feltCopying, feltLibuvWait, feltLock } from '../session/felt.ts';
import { feelsFreezes } from '../session/felt-freezes.ts';
import { figureText } from '../session/figure-values.ts';
import type { Session } from '../session/state.ts';
import { type LaneSummary, type Summary, summarize } from '../session/summary.ts';
import { findingLines } from './findings.ts';
import { rowLabel, wrap, wrapParts } from './wrap.ts';

/** A pool of more lanes than this would push the rest of the summary off the screen. */
const shownLanes = 8;
const shownErrors = 5;

/** A figure of a run, or several: `tasks`, then `24 done`, `0 failed`. */
export type SummaryRow = {
  readonly label: string;
  readonly parts: readonly string[];
  /** Where a line of it may end: nowhere, between words, or between parts. */
  readonly breaks: 'never' | 'words' | 'parts';
};

/**
 * The summary of a run as lines of text, for the normal screen and for pipes. `outputNote`: where what was printed can be
 * seen, if that is not plain.
 */
export function summaryLines(session: Session, outputNote: string | null = null): string[] {
  const summary = summarize(session);
  return [
    headline(summary),
    ...summaryRows(session, summary, outputNote).flatMap(rowLines),
    ...findingLines(session, { first: rowLabel('findings'), rest: rowLabel('') }),
    ...rowLines(overheadRow(summary)),
  ];
}

function rowLines({ label, parts, breaks }: SummaryRow): string[] {
  const text = parts.join(' · ');
  if (breaks === 'words') return wrap(text, rowLabel(label));
  return breaks === 'parts' ? wrapParts(parts, rowLabel(label)) : [rowLabel(label) + text];
}

/** What was measured, in the order in which it is read; less the findings. `outputNote`: see `summaryLines`. */
export function summaryRows(session: Session, summary: Summary, outputNote: string | null): SummaryRow[] {
  const { tasks, cpu, memory, check } = summary;
  const row = (label: string, ...parts: string[]): SummaryRow => ({ label, parts, breaks: 'never' });
  const words = (label: string, text: string): SummaryRow => ({ label, parts: [text], breaks: 'words' });
  const rows = [
    row(
      'tasks',
      `${count(tasks.done)} done`,
      `${count(tasks.failed)} failed`,
      `${count(tasks.cancelled)} cancelled`,
      ...leftOver(summary),
      `${figureText('tasksPerSecond', summary)} tasks/s`,
    ),
    row('task', ...titled(summary, ['taskMinMs', 'taskP50Ms', 'taskP95Ms', 'taskP99Ms', 'taskMaxMs'])),
    ...loadRows(summary).map(([label, ...parts]) => row(label, ...parts)),
    row(figureCard('startMs').title, `${figureText('startMs', summary)} to load, set up and start the lanes`),
    row('lag', ...titled(summary, ['loopLagP50Ms', 'loopLagP99Ms', 'loopLagMaxMs', 'frozenMs'])),
    ...frozenLines(session).map((line, at) => words(at === 0 ? figureCard('frozenMs').title : '', line)),
    row(
      'cpu',
      `${figureText('busyCores', summary)} of ${coreWords(cpu.effectiveCores)} used`,
      ...throttled(cpu.throttledMs),
    ),
    row(
      figureCard('peakMemoryBytes').title,
      ...(['peakRssBytes', 'peakPssBytes', 'peakVirtualBytes'] as const).map(
        (id, at) => `${at === 0 ? 'peak ' : ''}${figureText(id, summary)} ${figureCard(id).title}`,
      ),
    ),
    ...costLines(memory).map((line) => row('', line)),
    ...feltLines(summary).map(([label, text]) => row(label, text)),
    ...laneLines(summary.lanes).map((line, at) => row(at === 0 ? 'lanes' : '', line)),
    ...lockLines(session, summary).map((line) => words('lock', line)),
    ...[...errorLines(session, shownErrors), ...whyAllFailed(session)].map((line, at) =>
      words(at === 0 ? 'errors' : '', line),
    ),
    ...outputLines(summary, outputNote).map((line) => row('output', line)),
  ];
  if (check === null) return rows;
  const { ok, expected, got, figures } = check;
  const said = words('check', ok ? `ok: ${got}` : `failed: expected ${expected}, got ${got}`);
  const own: SummaryRow = { label: 'figures', parts: figureLine(figures).split(' · '), breaks: 'parts' };
  return [...rows, said, ...(figures.length > 0 ? [own] : [])];
}

/** What Heddle itself used. */
export function overheadRow({ overhead }: Summary): SummaryRow {
  const parts = [
    `Heddle used ${percent1(overhead.cpuRatio)} of a core`,
    `${plural(overhead.samplesDropped, 'sample')} dropped`,
  ];
  return { label: 'overhead', parts, breaks: 'never' };
}

/** `p99 12 ms`, each behind its short title. */
function titled(summary: Summary, ids: readonly FigureId[]): string[] {
  return ids.map((id) => {
    const { title, short = title } = figureCard(id);
    return `${short} ${figureText(id, summary)}`;
  });
}

/** Tasks that were never started, because the plan's time to start them was over. */
function leftOver({ plan, outcome, tasks }: Summary): string[] {
  const left = tasks.total - tasks.done - tasks.failed - tasks.cancelled;
  return plan.ratePerSecond !== null && outcome === 'completed' && left > 0
    ? [`${count(left)} never started`]
    : [];
}

/** Of a run at a rate: how long tasks took from when they were due, and whether the run kept up. */
function loadRows(summary: Summary): [label: string, ...parts: string[]][] {
  const { plan, latencyMs, backlog } = summary;
  if (plan.ratePerSecond === null || latencyMs === null || backlog === null) return [];
  const latency = titled(summary, ['latencyP50Ms', 'latencyP95Ms', 'latencyP99Ms', 'latencyMaxMs']);
  return [
    ['latency', ...latency, `of ${plural(latencyMs.counted, 'task')} after the warm-up`],
    ['rate', ...rateParts(plan.ratePerSecond, backlog)],
  ];
}

/** Where it ran, and in which runtimes, as one more line of the summary. */
export function machineLine(
  machine: MachineDescription,
  engines: readonly (RuntimeVersion | null)[],
): string {
  return `${rowLabel('machine')}${machineWords(machine, engines)}`;
}

/** The same in one line of a page. */
export function machineWords(
  { cpu, cores, physicalCores, memoryBytes, os, virtual }: MachineDescription,
  engines: readonly (RuntimeVersion | null)[],
): string {
  const physical = physicalCores !== null && physicalCores !== cores ? ` (${physicalCores} physical)` : '';
  const parts = [cpu, `${plural(cores, 'core')}${physical}`, bytes(memoryBytes), os];
  const runtimes = engines.flatMap((engine) => (engine === null ? [] : runtimeName(engine)));
  if (virtual !== null) parts.push(`virtual (${virtual})`);
  return [...parts, ...new Set(runtimes)].join(' · ');
}

/** The outcome in words. */
export function headline({ plan, outcome, wallMs, message }: Summary): string {
  const work = `${plan.workload} under ${plan.model}: ${plural(plan.tasks, 'task')}, ${count(plan.concurrency)} at once${plan.ratePerSecond === null ? '' : `, ${rate(plan.ratePerSecond)}/s`}`;
  const verb = outcome?.replace('-', ' ') ?? 'under way';
  const time = wallMs === null ? '' : `${outcome === 'completed' ? ' in' : ' after'} ${duration(wallMs)}`;
  return `${work}: ${verb}${time}${message ? ` (${message})` : ''}`;
}

/**
 * Of a pool what a lane takes: a task there takes no memory of its own that could be told from it. No line where too few tasks
 * ran at once to tell, or memory did not grow.
 */
function costLines({ perTask, perLane }: Summary['memory']): string[] {
  const [of, { rssBytes, pssBytes, virtualBytes }] =
    perLane.rssBytes === null ? [figureCard('bytesPerTask').short, perTask] : ['per lane', perLane];
  if (rssBytes === null && pssBytes === null && virtualBytes === null) return [];
  return [`${of} ${bytes(rssBytes)} RSS · ${bytes(pssBytes)} PSS · ${bytes(virtualBytes)} virtual`];
}

function throttled(ms: number | null): string[] {
  return ms !== null && ms > 0 ? [`throttled by the quota for ${duration(ms)}`] : [];
}

/** What is worth a line only where it was felt. */
function feltLines(summary: Summary): [label: string, text: string][] {
  const wait = feltLibuvWait(summary);
  const copying = feltCopying(summary);
  return [
    ...(wait ? [['libuv', libuvLine(wait)] as [string, string]] : []),
    ...(copying ? [['copying', copyLine(copying)] as [string, string]] : []),
  ];
}

/** The longest freeze that tasks felt, where anything is known of it beyond its length and its task, and which function held the loop most. */
function frozenLines({ plan, loop }: Session): string[] {
  if (!feelsFreezes({ plan })) return [];
  const [longest] = loop.longest;
  const most = inOneLine(mostHeldOf(loop));
  return [
    ...(longest && longest.cause !== null ? [`longest ${heldWords(longest)}`, ...callerLines(longest)] : []),
    ...(most === null ? [] : [most]),
  ];
}

/** Where no finding tells it. */
function lockLines(session: Session, summary: Summary): string[] {
  const share = feltLock(summary);
  const told = findingsOf(session, summary).some(({ rule }) => rule === lockShared.id);
  return share === null || told ? [] : [lockLine(share)];
}

function laneLines(lanes: readonly LaneSummary[]): string[] {
  const line = (lane: LaneSummary) => {
    const lock = lane.lockMs === null ? '' : ` · waited for the lock ${duration(lane.lockMs)}`;
    const restarts = lane.restarts > 0 ? ` · replaced ${plural(lane.restarts, 'time')}` : '';
    return `${lane.name.padEnd(11)} ${plural(lane.tasks, 'task').padStart(13)} · cpu ${duration(lane.cpuMs)}${lock} · waited for a core ${duration(lane.waitMs)}${restarts}`;
  };
  const shown = lanes.slice(0, shownLanes).map(line);
  return lanes.length > shownLanes
    ? [...shown, `and ${plural(lanes.length - shownLanes, 'more lane')}`]
    : shown;
}

/** One line where something was printed. */
function outputLines({ output }: Summary, note: string | null): string[] {
  const { lines, bytes: printed, droppedBytes } = output;
  if (printed === 0) return [];
  // Lines of what was dropped are not counted.
  const what =
    droppedBytes > 0
      ? `${bytes(printed)} printed, ${bytes(droppedBytes)} of it dropped`
      : `${plural(lines, 'line')}, ${bytes(printed)} printed`;
  return [[what, ...(note === null ? [] : [note])].join(', ')];
}

export function percent1(ratio: number | null): string {
  if (ratio === null) return unmeasured;
  return ratio < 0.1 ? `${(ratio * 100).toFixed(1)} %` : percent(ratio);
}
