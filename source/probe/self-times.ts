import type { Profiler } from 'node:inspector';
import { isOwn } from '../looks/frames-of.ts';
import type { Site } from '../looks/look.ts';
import { fileOf } from '../looks/place.ts';
import { SourceMaps } from '../looks/source-maps.ts';
import type { Profiled, WatchEventOf } from '../protocol/watch-events.ts';

/** As many as fit beside what is said about them. */
const mostFunctions = 5;
/** Less than that would be said to be 0 %. */
const leastRatio = 0.005;

/** What V8 calls that in which no function runs. */
const own = {
  idle: '(idle)',
  root: '(root)',
  collector: '(garbage collector)',
  program: '(program)',
} as const;
const words: Readonly<Record<string, string>> = {
  [own.collector]: 'garbage collector',
  [own.program]: 'Node.js itself',
};

/** Where functions are in the files that a person wrote, as far as the runtime knows that; by `keyOf` their places in its own. */
export type Originals = ReadonlyMap<string, Site>;
export const keyOf = (site: Site) => site.join(' ');

/** More functions than programs run in a minute; the main thread is asked for each of them. */
const mostSites = 5000;

/** Where the functions of a profile are that are in files. */
export function sitesIn({ nodes }: Profiler.Profile): readonly Site[] {
  const files = nodes.filter(({ callFrame: { url } }) => url !== '' && !url.startsWith('node:'));
  const sites = new Map(files.map(({ callFrame }) => [keyOf(siteOf(callFrame)), siteOf(callFrame)]));
  return [...sites.values()].slice(0, mostSites);
}

type Node = Profiler.ProfileNode;
type Place = Pick<Profiled, 'name' | 'file' | 'line'>;

/** Which functions of a profile took most of its time by themselves. Lines are those of the files that a person wrote. */
export function foundIn(
  profile: Profiler.Profile,
  originals: Originals = new Map(),
): NonNullable<WatchEventOf<'profile'>['found']> {
  const { nodes } = profile;
  const times = selfTimes(profile);
  const totalUs = [...times.values()].reduce((sum, one) => sum + one, 0);
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const places = new Places(originals);
  const functions = new Map<string, Profiled>();
  let idleUs = 0;
  for (const node of nodes) {
    const us = times.get(node.id) ?? 0;
    const { functionName } = node.callFrame;
    if (functionName === own.idle) idleUs += us;
    if (us === 0 || functionName === own.idle || places.isHeddle(node)) continue;
    const told = calledBelow(node);
    const at = places.of(told);
    const caller = isPlaced(at) ? null : callerOf(told);
    const key = JSON.stringify([at, caller]);
    functions.set(key, { ...at, caller, ratio: (functions.get(key)?.ratio ?? 0) + us / totalUs });
  }
  return {
    durationMs: Math.round((profile.endTime - profile.startTime) / 1000),
    idleRatio: totalUs === 0 ? 0 : rounded(idleUs / totalUs),
    functions: [...functions.values()]
      .filter(({ ratio }) => ratio >= leastRatio)
      .sort((a, b) => b.ratio - a.ratio)
      .slice(0, mostFunctions)
      .map((one) => ({ ...one, ratio: rounded(one.ratio) })),
  };

  /** Of what Node does by many functions of its own the one that other code called: that is known by its name. */
  function calledBelow(node: Node): Node {
    let told = node;
    for (let one: Node | null = node; one !== null && !isRoot(one); one = parentOf(one)) {
      if (!isOfNode(one)) return told;
      told = one;
    }
    return node;
  }

  function parentOf({ id }: Node): Node | null {
    const parent = parents.get(id);
    return parent === undefined ? null : byId.get(parent)!;
  }

  function callerOf(node: Node): Profiled['caller'] {
    for (let one = parentOf(node); one !== null; one = parentOf(one)) {
      const at = places.of(one);
      if (!places.isHeddle(one) && isPlaced(at)) return { name: at.name, file: at.file, line: at.line };
    }
    return null;
  }
}

const rounded = (ratio: number) => Math.round(ratio * 1e4) / 1e4;

/** Microseconds by node. A sample tells what goes on until the next one. */
function selfTimes({
  samples = [],
  timeDeltas = [],
  startTime,
  endTime,
}: Profiler.Profile): Map<number, number> {
  const times = new Map<number, number>();
  let atUs = startTime;
  samples.forEach((id, at) => {
    atUs += timeDeltas[at]!;
    const us = at + 1 < samples.length ? timeDeltas[at + 1]! : endTime - atUs;
    times.set(id, (times.get(id) ?? 0) + Math.max(0, us));
  });
  return times;
}

const isRoot = ({ callFrame }: Node) => callFrame.functionName === own.root;

/** Whether it is in code of Node's, or in native code. */
const isOfNode = ({ callFrame: { url } }: Node) => url === '' || url.startsWith('node:');

const isPlaced = (at: Place): at is Place & { file: string; line: number } =>
  at.line !== null && isOwn({ ...at, column: null });

/** Where nodes are, in the files that a person wrote. */
class Places {
  readonly #originals: Originals;
  readonly #maps = new SourceMaps();
  readonly #known = new Map<string, Place>();

  constructor(originals: Originals) {
    this.#originals = originals;
  }

  isHeddle({ callFrame: { url } }: Node): boolean {
    return (url.startsWith('file:') || url.startsWith('/')) && fileOf(url) === null;
  }

  /** Where its function begins: a sample's own line may be one of a function that V8 has put into it. */
  of({ callFrame }: Node): Place {
    const site = siteOf(callFrame);
    const key = keyOf(site);
    let place = this.#known.get(key);
    if (place === undefined) {
      const [name, url, line, column] = this.#originals.get(key) ?? site;
      const file = url === null ? null : (fileOf(url) ?? url);
      const original = this.#maps.original({ name, file, line, column });
      place = { name: original.name, file: original.file, line: original.line };
      this.#known.set(key, place);
    }
    return place;
  }
}

function siteOf({ functionName, url, lineNumber, columnNumber }: Node['callFrame']): Site {
  const name = words[functionName] ?? (functionName === '' ? null : functionName);
  return url === '' ? [name, null, null, null] : [name, url, lineNumber + 1, columnNumber + 1];
}
