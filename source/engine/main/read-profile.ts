import { fileOf } from '../../looks/place.ts';
import type { RunEventOf } from '../../protocol/events.ts';
import type { Measured } from '../../protocol/units.ts';

/** What a thread did while it was looked at. */
export type Shares = Omit<RunEventOf<'profile'>, 'type' | 'atMs'>;

/**
 * What is read of a profile of V8's. Times are in microseconds: `timeDeltas` has the time before each sample. Lines count
 * from 0.
 */
export type Profile = {
  nodes: readonly Node[];
  samples?: readonly number[] | undefined;
  timeDeltas?: readonly number[] | undefined;
  startTime: number;
  endTime: number;
};
type Node = { id: number; callFrame: Frame; children?: readonly number[] | undefined };
type Frame = { functionName: string; url: string; lineNumber: number };

/** Names that V8 gives to what is no function. */
const collector = '(garbage collector)';
/** `program`: native code without any JavaScript above it, and waiting where the loop is not told apart from it. */
const nothing: readonly string[] = ['(root)', '(program)', '(idle)'];

/**
 * Reads a profile of V8's between two moments. Native code is a function without a file: what C++ offers to JavaScript.
 * What V8 has built into it (JSON.parse, sort, most of a regular expression) is not told apart from the JavaScript.
 *
 * A sample stands for the time up to the next: on a busy machine the profiler gets to them irregularly.
 */
export function readProfile(profile: Profile, fromUs: number, toUs: number): Shares {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const us = { all: 0, js: 0, native: 0, collector: 0 };
  const places = new Map<string, { name: string; file: string; line: number; us: number }>();
  let count = 0;
  let atUs = profile.startTime;
  for (const [at, id] of samples.entries()) {
    atUs += timeDeltas[at] ?? 0;
    const next = at + 1 < samples.length ? atUs + (timeDeltas[at + 1] ?? 0) : profile.endTime;
    const tookUs = Math.min(next, toUs) - Math.max(atUs, fromUs);
    if (tookUs <= 0) continue;
    count++;
    us.all += tookUs;
    const frame = byId.get(id)?.callFrame;
    if (!frame || nothing.includes(frame.functionName)) continue;
    if (frame.functionName === collector) us.collector += tookUs;
    else if (frame.url === '') us.native += tookUs;
    else us.js += tookUs;
    const place = placeOf(id);
    if (place) {
      const key = `${place.file}:${place.line}`;
      const known = places.get(key) ?? { ...place, us: 0 };
      known.us += tookUs;
      places.set(key, known);
    }
  }

  /** The innermost function of the user's, or of a package of his, that the sample was in. */
  function placeOf(sample: number): { name: string; file: string; line: number } | null {
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const { functionName, url, lineNumber } = byId.get(id)!.callFrame;
      const file = fileOf(url);
      if (file !== null) return { name: functionName || '(anonymous)', file, line: lineNumber + 1 };
    }
    return null;
  }

  const activeUs = us.js + us.native + us.collector;
  const share = (of: number): Measured => (activeUs === 0 ? null : thousandths(of / activeUs));
  const [hottest] = [...places.values()].sort((a, b) => b.us - a.us);
  return {
    samples: count,
    activeRatio: us.all === 0 ? null : thousandths(activeUs / us.all),
    jsRatio: share(us.js),
    nativeRatio: share(us.native),
    collectorRatio: share(us.collector),
    hottest: hottest
      ? {
          name: hottest.name,
          file: hottest.file,
          line: hottest.line,
          ratio: thousandths(hottest.us / activeUs),
        }
      : null,
    overheadMs: null,
  };
}

const thousandths = (ratio: number) => Math.round(ratio * 1000) / 1000;
