import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { howToGetOne, type Interpreter, type Origin, type Survey } from '../catalog/interpreters.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import { compareVersions, shortVersion } from '../catalog/runtimes/python-version.ts';
import {
  type Around,
  homeOf,
  onPath,
  type Place,
  placesOf,
  programIn,
  realPath,
} from './interpreter-places.ts';
import { type Memory, probe } from './interpreter-probe.ts';

export type { Interpreter } from '../catalog/interpreters.ts';

/** Where to look from, and what remembers; the defaults are those of this process, and a memory that ends with it. */
export type Looking = Partial<Around> & { readonly memory?: Memory | null };

/** A place that was tried. */
type Looked = { readonly path: string; readonly origin: Origin; readonly version: string | null } & (
  | { readonly interpreter: Interpreter; readonly problem: null }
  | { readonly interpreter: null; readonly problem: string }
);

/** More at once would wait for each other's disk. */
const atOnce = 4;

/** All interpreters that can be used, the best first. `near`: the folder of the file that is to run. */
export async function findInterpreters(
  wanted: { near?: string | undefined },
  looking: Looking = {},
): Promise<Interpreter[]> {
  return [...(await surveyInterpreters(wanted, looking)).usable];
}

/** All interpreters, also those that cannot be used, each with its reason. */
export async function surveyInterpreters(
  { near }: { near?: string | undefined },
  looking: Looking = {},
): Promise<Survey> {
  const places = [...placesOf(aroundOf(looking), near ?? null)];
  const looked: Looked[] = [];
  let next = 0;
  const worker = async () => {
    while (next < places.length) {
      const at = next++;
      looked[at] = await look(places[at]!, looking);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    usable: looked.flatMap((one) => one.interpreter ?? []),
    unusable: looked.flatMap(({ interpreter, path, origin, version, problem }) =>
      interpreter ? [] : [{ path, origin, version, problem }],
    ),
    usual: looked.find((one) => one.interpreter || isEnvironment(one))?.interpreter ?? null,
  };
}

/**
 * The interpreter that is asked for, or the best there is. An environment that is broken is refused and not passed
 * over: another interpreter would not have its packages.
 *
 * @param wanted.asked What `--python` says: a path, a command, a version such as `3.13`, or `3.13t` for one without
 *   the lock.
 * @param wanted.near The folder of the file that is to run.
 */
export async function chooseInterpreter(
  { asked, near }: { asked?: string | undefined; near?: string | undefined },
  looking: Looking = {},
): Promise<Result<Interpreter>> {
  if (asked !== undefined) return chooseAsked(asked, near, looking);
  let first: Looked | null = null;
  for (const place of placesOf(aroundOf(looking), near ?? null)) {
    const looked = await look(place, looking);
    if (looked.interpreter) return accept(looked.interpreter);
    first ??= looked;
    if (isEnvironment(place)) break;
  }
  return first
    ? refuseLooked(first, null, near, looking)
    : refuse('interpreter', 'no Python was found', howToGetOne);
}

const isEnvironment = ({ origin }: { readonly origin: Origin }) =>
  origin === 'VIRTUAL_ENV' || origin === 'venv';

const versionAsked = /^(\d+(?:\.\d+){0,2})(t?)$/;

async function chooseAsked(
  asked: string,
  near: string | undefined,
  looking: Looking,
): Promise<Result<Interpreter>> {
  if (versionAsked.test(asked)) return chooseVersion(asked, near, looking);
  const around = aroundOf(looking);
  const isPath = /[\\/]/.test(asked);
  if (!isPath) {
    for (const place of onPath(asked, around)) return chooseAt(asked, place, near, looking);
    // pyenv has versions that are no commands where another one is chosen.
    const named = /^python(.+)$/.exec(asked)?.[1] ?? '';
    if (versionAsked.test(named)) return chooseVersion(named, near, looking);
  }
  const path = resolve(around.cwd, asked.replace(/^~(?=[\\/])/, homeOf(around)));
  if (!isPath && !existsSync(path)) {
    const problem = `is ${asked}, and there is no such command on your PATH`;
    return refuse('python', problem, await remedyOf(near, looking));
  }
  const program = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? programIn(path) : path;
  return chooseAt(asked, { path: existsSync(program) ? program : path, origin: 'asked' }, near, looking);
}

async function chooseAt(
  asked: string,
  place: Place,
  near: string | undefined,
  looking: Looking,
): Promise<Result<Interpreter>> {
  const looked = await look({ ...place, origin: 'asked' }, looking);
  return looked.interpreter ? accept(looked.interpreter) : refuseLooked(looked, asked, near, looking);
}

/** The best of that version. Where nothing is said of the lock, one that has it comes before one that has not. */
async function chooseVersion(
  asked: string,
  near: string | undefined,
  looking: Looking,
): Promise<Result<Interpreter>> {
  const [, wanted = '', t] = versionAsked.exec(asked)!;
  const places = [...placesOf(aroundOf(looking), near ?? null)];
  // Nearly always the path tells the version: then one is asked, not all.
  const telling = places.filter(({ path }) => realPath(path).includes(wanted));
  let other: Looked | null = null;
  for (const place of new Set([...telling, ...places])) {
    const looked = await look(place, looking);
    if (looked.version === null || !`${looked.version}.`.startsWith(`${wanted}.`)) continue;
    const isFree = looked.interpreter?.lock === 'none';
    if (looked.interpreter && isFree === (t !== '')) return accept(looked.interpreter);
    if (t === '') other ??= looked;
  }
  if (other?.interpreter) return accept(other.interpreter);
  if (other) return refuseLooked(other, asked, near, looking);
  const such = t === '' ? 'no such Python' : `no Python ${wanted} without the lock (free-threaded)`;
  const { usable } = await surveyInterpreters({ near }, looking);
  const versions = [...new Set(usable.map((one) => one.version))].sort((a, b) => compareVersions(b, a));
  return refuse(
    'python',
    `is ${asked}, and ${such} was found`,
    versions.length === 0 ? howToGetOne : `found: ${versions.join(', ')} (heddle list --runtimes)`,
  );
}

async function look(place: Place, { env = process.env, memory = null }: Looking): Promise<Looked> {
  const { path, origin } = place;
  if (place.problem !== undefined)
    return { path, origin, version: null, interpreter: null, problem: place.problem };
  const { facts, problem } = await probe(path, memory);
  const version = facts?.version ?? null;
  if (facts === null || problem !== null)
    return { path, origin, version, interpreter: null, problem: problem! };
  // A build that can do without the lock has it where one says so: https://docs.python.org/3/using/cmdline.html#envvar-PYTHON_GIL
  const lock = facts.free && env.PYTHON_GIL !== '1' ? 'none' : 'shared';
  const interpreter = { path, version: facts.version, lock, origin } as const;
  return { path, origin, version, interpreter, problem: null };
}

const aroundOf = ({ env = process.env, cwd = process.cwd() }: Looking): Around => ({ env, cwd });

/** `asked`: what named it; null: it was found. */
async function refuseLooked(
  { path, origin, problem }: Looked,
  asked: string | null,
  near: string | undefined,
  looking: Looking,
): Promise<Result<never>> {
  const remedy = await remedyOf(near, looking);
  if (asked !== null) {
    const where = path === asked ? '' : ` (${path})`;
    return refuse('python', `is ${asked}${where}, which ${problem}`, remedy);
  }
  const from = origin === 'VIRTUAL_ENV' ? ' (from VIRTUAL_ENV)' : '';
  return refuse('interpreter', `${path}${from} ${problem}`, remedy);
}

/** What to type instead: the best one outside of what does not do. */
async function remedyOf(near: string | undefined, looking: Looking): Promise<string> {
  const { usable } = await surveyInterpreters({ near }, looking);
  const [best] = usable;
  return best ? `use another one, such as --python ${shortVersion(best.version)}` : howToGetOne;
}
