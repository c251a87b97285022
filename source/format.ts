import type { Measured } from './protocol/units.ts';

/** What stands where nothing was measured. */
export const unmeasured = '—';

/** A duration for people, at most seven cells: `412 ms`, `3.2 s`, `12 m 05`. */
export function duration(ms: Measured): string {
  if (ms === null) return unmeasured;
  if (ms < 0.95) return ms < 0.005 ? '0 ms' : `${ms.toFixed(ms < 0.1 ? 2 : 1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return seconds(ms);
}

/** A duration that may be far below a millisecond: what one of many tasks costs. `0.4 µs`, `41 µs`, `2.1 ms`, `21 ms`. */
export function shortDuration(ms: Measured): string {
  if (ms !== null && ms >= 0.95 && ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms === null || ms >= 0.95) return duration(ms);
  return `${three(ms * 1000)} µs`;
}

/** A running time: always in seconds, so that its unit does not change while one looks. */
export function seconds(ms: Measured): string {
  if (ms === null) return unmeasured;
  if (ms < 99_950) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000)
    return `${Math.floor(ms / 60_000)} m ${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
  return `${Math.floor(ms / 3_600_000)} h ${String(Math.floor(ms / 60_000) % 60).padStart(2, '0')}`;
}

/** A time as one types it behind a flag: `90s`, `4m`, `500ms`. */
export function typedDuration(ms: number): string {
  if (ms % 1000 !== 0) return `${ms}ms`;
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1000}s`;
}

/** Bytes for people in powers of ten, at most seven cells: `142 MB`. */
export function bytes(value: Measured): string {
  if (value === null) return unmeasured;
  if (value < 1e3) return `${Math.round(value)} B`;
  if (value < 999.5e3) return `${three(value / 1e3)} KB`;
  if (value < 999.5e6) return `${three(value / 1e6)} MB`;
  if (value < 999.5e9) return `${three(value / 1e9)} GB`;
  return `${three(value / 1e12)} TB`;
}

/** Three digits are what anyone reads. */
function three(value: number): string {
  return value < 9.95 ? value.toFixed(1) : String(Math.round(value));
}

export function percent(ratio: Measured): string {
  return ratio === null ? unmeasured : `${Math.round(ratio * 100)} %`;
}

/** Cores, of a capacity or in use: `2`, `1.97`. */
export function cores(value: Measured): string {
  if (value === null) return unmeasured;
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** The same with their word: `1 core`, `2 cores`, `1.50 cores`. */
export function coreWords(value: Measured): string {
  return `${cores(value)} ${value === 1 ? 'core' : 'cores'}`;
}

/** A count for people: `24`, `10,000`. */
export function count(value: number): string {
  const text = String(Math.round(value));
  return text.length < 5 ? text : text.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** How many per second, three digits. */
export function rate(perSecond: Measured): string {
  if (perSecond === null) return unmeasured;
  return perSecond < 99.5 ? three(perSecond) : count(perSecond);
}

/** `1 task`, `2 tasks`, `2 processes`. */
export function plural(value: number, one: string): string {
  const ending = one.endsWith('s') ? 'es' : 's';
  return `${count(value)} ${one}${value === 1 ? '' : ending}`;
}

/** How often: `once`, `twice`, `3 times`. */
export const times = (value: number) =>
  value === 1 ? 'once' : value === 2 ? 'twice' : plural(value, 'time');

/** A figure of a workload's own with its unit: see `Figure` in protocol/workload.ts. */
export function figure(value: Measured, unit: string): string {
  if (value === null) return unmeasured;
  switch (unit) {
    case 'ms':
      return duration(value);
    case 'B':
      return bytes(value);
    case 'ratio':
      return percent(value);
    case '/s':
      return `${rate(value)}/s`;
    default:
      return `${Number.isInteger(value) ? count(value) : rate(value)} ${unit}`.trimEnd();
  }
}

/** A workload's own figures in one line: `lost 3 updates · latency p99 12 ms`. */
export function figureLine(figures: readonly { title: string; value: Measured; unit: string }[]): string {
  return figures.map(({ title, value, unit }) => `${title} ${figure(value, unit)}`).join(' · ');
}

type Holder =
  | { kind: 'task'; task: number }
  | { kind: 'tasks' }
  | { kind: 'timer' }
  | { kind: 'request'; request: string; certainty: string };

/** A request that is named only because it was in flight may be another one. */
export const isSure = (holder: Holder) => holder.kind !== 'request' || holder.certainty !== 'likely';

/** Whose code held a loop: `task 3`, `several tasks`, `a timer`, or a request as its server names it. */
export function holderName(holder: Holder): string {
  switch (holder.kind) {
    case 'task':
      return `task ${holder.task}`;
    case 'tasks':
      return 'several tasks';
    case 'timer':
      return 'a timer';
    case 'request':
      return holder.request;
  }
}

/** What waiting for libuv's pool came to. */
export function libuvLine({ waitMs, threads }: { waitMs: number; threads: number }): string {
  return `requests waited up to ${duration(waitMs)} for one of ${plural(threads, 'thread')}`;
}

/** What sharing a lock came to, for each of its threads on average. */
export function lockLine({
  threads,
  computedRatio,
  waitedRatio,
}: {
  threads: number;
  computedRatio: number;
  waitedRatio: number;
}): string {
  return `${count(threads)} threads share one lock (the GIL): each computed ${percent(computedRatio)} of the time and waited for the lock ${percent(waitedRatio)}`;
}

/** What copying results came to. */
export function copyLine({ copyMs, ratio }: { copyMs: number; ratio: number }): string {
  return `${duration(copyMs)} to copy results, ${percent(ratio)} of the lanes' time`;
}

/** How many times as much: `1.95 ×`, `42 ×`, in sentences `42 × as fast`. The fractions of a large one are noise. */
export function factor(value: Measured): string {
  if (value === null) return unmeasured;
  return `${value < 9.995 ? value.toFixed(2) : count(value)} ×`;
}

/** Both ends of a spread, with the unit once where it is the same: `4.8 – 4.9 s`, `990 ms – 1.1 s`. */
export function range(ends: { min: number; max: number }, show: (value: number) => string): string {
  const [from, to] = [show(ends.min), show(ends.max)];
  const unit = to.replace(/^[\d.,]+/, '');
  return `${unit !== '' && from.endsWith(unit) ? from.slice(0, -unit.length) : from} – ${to}`;
}

/** Whether a run kept up with its rate, and what was left waiting for it: parts of a line. */
export function rateParts(
  ratePerSecond: number,
  backlog: { keptUp: boolean | null; donePerSecond: Measured; most: number },
): string[] {
  const { keptUp, donePerSecond, most } = backlog;
  const behind = keptUp === null ? 'too few tasks to tell whether it kept up' : 'did not keep up';
  const through = keptUp === false ? `, ${rate(donePerSecond)}/s got through` : '';
  const waited = `at most ${plural(most, 'task')} due and not started`;
  return [`${rate(ratePerSecond)}/s`, keptUp ? 'kept up' : `${behind}${through}`, waited];
}
