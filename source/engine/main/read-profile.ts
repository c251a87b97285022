import type { RunEventOf } from '../../protocol/events.ts';
import type { Measured } from '../../protocol/units.ts';
import { fileOf } from '../lane/place.ts';

/** What a thread did while it was looked at. */
export type Shares = Omit<RunEventOf<'profile'>, 'type' | 'atMs'>;

/** What is read of a profile of V8's; `line` numbers count from 0 there. */
export type Profile = { nodes: readonly Node[]; samples: readonly number[] };
type Node = { id: number; callFrame: Frame; children?: readonly number[] | undefined };
type Frame = { functionName: string; url: string; lineNumber: number };

/** Names that V8 gives to what is no function. */
const collector = '(garbage collector)';
/** `program`: native code without any JavaScript above it, and waiting where the loop is not told apart from it. */
const nothing: readonly string[] = ['(root)', '(program)', '(idle)'];

/**
 * Reads a profile of V8's. Native code is a function without a file: what C++ offers to JavaScript, and regular
 * expressions. What V8 compiles into the caller (JSON.parse, sort) is not told apart from its JavaScript.
 */
export function readProfile({ nodes, samples }: Profile): Shares {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const counts = { js: 0, native: 0, collector: 0 };
  const places = new Map<string, { name: string; file: string; line: number; samples: number }>();
  for (const id of samples) {
    const frame = byId.get(id)?.callFrame;
    if (!frame || nothing.includes(frame.functionName)) continue;
    if (frame.functionName === collector) counts.collector++;
    else if (frame.url === '') counts.native++;
    else counts.js++;
    const place = placeOf(id);
    if (place) {
      const key = `${place.file}:${place.line}`;
      const known = places.get(key);
      if (known) known.samples++;
      else places.set(key, { ...place, samples: 1 });
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

  const active = counts.js + counts.native + counts.collector;
  const share = (count: number): Measured => (active === 0 ? null : thousandths(count / active));
  const [hottest] = [...places.values()].sort((a, b) => b.samples - a.samples);
  return {
    samples: samples.length,
    activeRatio: samples.length === 0 ? null : thousandths(active / samples.length),
    jsRatio: share(counts.js),
    nativeRatio: share(counts.native),
    collectorRatio: share(counts.collector),
    hottest: hottest
      ? {
          name: hottest.name,
          file: hottest.file,
          line: hottest.line,
          ratio: thousandths(hottest.samples / active),
        }
      : null,
  };
}

const thousandths = (ratio: number) => Math.round(ratio * 1000) / 1000;
