import type { Engine, Machine, VitalEvent, VitalEventOf } from '../protocol/vital-events.ts';
import { addFigures } from './figures.ts';
import { addPlace, collectingMs, removePlace } from './held-places.ts';
import { addSample } from './reduce-sample.ts';
import type { Held, Lane, Loop, Output, Overhead, Vitals } from './vitals.ts';

/** How much of a long run is kept: enough to scroll through, little enough to hold for hours. */
const keptHeld = 100;
const keptLongest = 5;
const keptLines = 500;
/** A line that never ends (dots of progress) is continued in another. */
const longestLine = 4096;

/** It is known now who runs, and where. */
export function begin<V extends Vitals>(vitals: V, started: { engine: Engine | null; machine: Machine }): V {
  return { ...vitals, started, figures: addFigures(vitals.figures, started.engine?.figures ?? []) };
}

/** The vitals after one more event, whatever else is known beside them. Pure, as `reduce` is. */
export function reduceVitals<V extends Vitals>(vitals: V, event: VitalEvent): V {
  const next = { ...vitals, atMs: Math.max(vitals.atMs, event.atMs) };
  switch (event.type) {
    case 'lane':
      return { ...next, lanes: addLane(vitals, event) };
    case 'sample':
      return addSample(next, event);
    case 'held':
      // Loading and starting hold the loop as well, but they are not the work.
      return vitals.phase === 'running' ? { ...next, loop: addHeld(vitals.loop, event) } : next;
    case 'output':
      return { ...next, output: addOutput(vitals.output, event) };
    case 'host':
      return { ...next, overhead: addHost(vitals.overhead, event) };
  }
}

function addLane({ lanes, emptySeries }: Vitals, event: VitalEventOf<'lane'>): readonly Lane[] {
  const before = lanes.find((lane) => lane.id === event.lane);
  // One that crashes was open: a replacement that died at once may never have been seen.
  const unseen = event.state === 'crashed' && before?.state !== 'open';
  const opened = event.state === 'open' || unseen ? 1 : 0;
  const lane: Lane = {
    cpuMs: null,
    waitMs: null,
    lockMs: null,
    base: null,
    lagMs: null,
    utilizationRatio: null,
    noCoreRatio: null,
    task: null,
    copyMs: null,
    collecting: null,
    lag: emptySeries,
    locked: emptySeries,
    ...before,
    id: event.lane,
    name: event.name,
    kind: event.kind,
    pid: event.pid,
    state: event.state,
    reason: event.reason ?? before?.reason ?? null,
    openings: (before?.openings ?? 0) + opened,
    crashes: (before?.crashes ?? 0) + (event.state === 'crashed' ? 1 : 0),
    // A replacement counts from nothing: what its lane had used comes on top.
    ...(opened === 1 ? { base: usedBefore(before) } : {}),
  };
  return [...lanes.filter((other) => other.id !== lane.id), lane].sort((a, b) => a.id - b.id);
}

/** Less than nothing by what a lane had used that died or closed; one that is still open was only told of again. */
function usedBefore(lane: Lane | undefined): Lane['base'] {
  if (!lane || lane.state === 'open' || lane.base === null) return null;
  const lockMs = lane.lockMs === null ? null : -lane.lockMs;
  return { cpuMs: -(lane.cpuMs ?? 0), waitMs: -(lane.waitMs ?? 0), lockMs };
}

function addHeld(loop: Loop, { type, atMs, ...held }: VitalEventOf<'held'>): Loop {
  // Of a lane at most one lasts; whatever comes next of that lane is its continuation. What is told twice is told better.
  const same = loop.held.filter(({ lane }) => lane === held.lane);
  const told = held.over
    ? same.find(({ over, startedMs }) => over && startedMs === held.startedMs)
    : undefined;
  const before = told ?? same.find(({ over }) => !over);
  const places = told ? removePlace(loop.places, told) : loop.places;
  const others = loop.longest.filter((one) => one !== before);
  return {
    ...loop,
    held: told
      ? loop.held.map((one) => (one === told ? held : one))
      : [...loop.held.filter((one) => one !== before).slice(1 - keptHeld), held],
    longest: [...others, held].sort((a, b) => b.durationMs - a.durationMs).slice(0, keptLongest),
    freezeCount: loop.freezeCount + (before ? 0 : 1),
    frozenMs: loop.frozenMs - (before?.durationMs ?? 0) + held.durationMs,
    places: held.over ? addPlace(places, held) : places,
    frozenCollectingMs: loop.frozenCollectingMs + collectingMs(held) - (before ? collectingMs(before) : 0),
    withoutCore: without(loop.withoutCore, before, held),
  };
}

/** What is known of a freeze may change while it lasts. */
function without(sum: Loop['withoutCore'], before: Held | undefined, held: Held): Loop['withoutCore'] {
  const [was, is] = [before, held].map((one) => (one?.cause === 'no-core' ? one : null));
  if (!was && !is) return sum;
  return {
    freezes: sum.freezes + (is ? 1 : 0) - (was ? 1 : 0),
    ms: sum.ms + (is?.durationMs ?? 0) - (was?.durationMs ?? 0),
  };
}

/** A line comes in pieces where it is printed so; what was left out in between may have ended it. */
export function addOutput(
  output: Output,
  { stream, text, bytes, droppedBytes }: VitalEventOf<'output'>,
): Output {
  const texts = text.split('\n');
  const ended = texts.at(-1) === '';
  if (ended) texts.pop();
  const lines = [...output.lines];
  const before = lines.findLastIndex((line) => line.stream === stream);
  const begun = lines[before];
  if (
    begun &&
    output.open[stream] &&
    droppedBytes === 0 &&
    begun.text.length < longestLine &&
    texts.length > 0
  )
    lines[before] = { stream, text: begun.text + texts.shift() };
  lines.push(...texts.map((text) => ({ stream, text })));
  const surplus = Math.max(0, lines.length - keptLines);
  return {
    lines: lines.slice(surplus),
    droppedLines: output.droppedLines + surplus,
    open: { ...output.open, [stream]: text !== '' && !ended },
    bytes: output.bytes + bytes + droppedBytes,
    droppedBytes: output.droppedBytes + droppedBytes,
  };
}

function addHost(overhead: Overhead, event: VitalEventOf<'host'>): Overhead {
  const before = overhead.host;
  const hostCpuRatio = before
    ? Math.max(0, event.cpuMs - before.cpuMs) / Math.max(1, event.atMs - before.atMs)
    : null;
  return {
    ...overhead,
    hostCpuRatio,
    hostRssBytes: event.rssBytes,
    host: { atMs: event.atMs, cpuMs: event.cpuMs },
  };
}
