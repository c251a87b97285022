import { runtimeName } from '../catalog/runtimes/index.ts';
import { heldTogether } from '../findings/held-together.ts';
import { callerLines, heldWords, inOneLine, mostHeld } from '../findings/held-words.ts';
import { type CallableOf, withMeasure } from '../findings/measure-words.ts';
import { busyWords, opensProfiles, profiledParts, writtenWords } from '../findings/profile-words.ts';
import { findingsOfProgram } from '../findings/watched.ts';
import { bytes, cores, coreWords, count, duration, plural, seconds } from '../format.ts';
import type { Program } from '../session/program.ts';
import { type ProcessSummary, processesOf, type RouteSummary } from '../session/program-summary.ts';
import { commandWords, endingWords } from '../session/program-words.ts';
import type { Held } from '../session/vitals.ts';
import { isLoading, type Watch } from '../session/watch.ts';
import { linesOf } from './findings.ts';
import { loadLines } from './load.ts';
import { percent1 } from './summary.ts';
import { rowLabel, textWidth, wrap, wrapParts } from './wrap.ts';

const shownProcesses = 5;
const shownRoutes = 10;
const shownFreezes = 3;

/** `process 1234 is observed: node server.js, Node.js 24.21.0`, or `process 1234 is seen from outside only: ./shop` */
export function observedLine(pid: number, { program, started }: Watch): string {
  const command = commandWords(program?.target.command ?? []);
  const engine = started?.engine;
  const runtime = engine ? `, ${runtimeName(engine)}` : '';
  const how = program?.target.how === 'outside' ? 'seen from outside only' : 'observed';
  return `process ${pid} is ${how}: ${command}${runtime}`;
}

/** A freeze that is over: `process 1234: its loop was held for 1.6 s, computing, at auth.js:42 in hashPassword`. */
export function heldLine(pid: number, held: Omit<Held, 'over'>): string {
  return `process ${pid}: its loop was held for ${wholeWords(held)}`;
}

/** With who called it. */
const wholeWords = (held: Omit<Held, 'over'>) => [heldWords(held), ...callerLines(held)].join(', ');

/** How it stands with a profile; none where a line says nothing new. */
export function profileLines(pid: number, { profile }: Watch): string[] {
  if (profile === null) return [];
  const of = `process ${pid}: `;
  if (profile.state === 'failed') return [`${of}no profile: ${profile.why}`];
  if (profile.state === 'runs') return [`${of}its profile begins, and takes ${seconds(profile.forMs)}`];
  if (profile.state !== 'taken') return [];
  return [`${of}its profile is written: ${writtenWords(profile)}; open it in ${opensProfiles}`];
}

/** How the program stands, in one line, for a log; of a process of it that is observed. */
export function standLine(pid: number, watch: Watch): string {
  const { cpu, memory, requests, lanes, loop, program } = watch;
  const served = requests.begun > 0 ? [`${plural(requests.ended, 'request')}`] : [];
  return [
    `process ${pid}: ${seconds(watch.atMs)}`,
    isLoading(watch)
      ? `loading${watch.loading ? ` for ${heldWords(watch.loading)}` : ''}`
      : `lag ${duration(lanes[0]?.lagMs ?? null)}`,
    ...(loop.freezeCount > 0
      ? [`frozen ${duration(loop.frozenMs)} in ${plural(loop.freezeCount, 'freeze')}`]
      : []),
    ...served,
    `cpu ${cores(cpu.engineCores)} of ${cores(program?.machine.effectiveCores ?? null)}`,
    `rss ${bytes(memory.rssBytes)}`,
  ].join('  ');
}

/** What a program came to, for the normal screen and for pipes. `wallMs`: how long it was watched. */
export function watchLines(
  program: Program,
  command: readonly string[],
  wallMs: number,
  callableOf: CallableOf,
): string[] {
  const processes = processesOf(program);
  const [main] = processes;
  const more = processes.length - shownProcesses;
  return [
    `${commandWords(command)}: watched for ${seconds(wallMs)}${program.ended ? `, ${endingWords(program.ended)}` : ''}`,
    ...(main ? [] : ['  It ended before any of its processes had reported.']),
    ...processes
      .slice(0, shownProcesses)
      .flatMap((process) => [
        ...(processes.length > 1 ? [`process ${process.pid}: ${commandWords(process.command)}`] : []),
        ...processLines(process),
      ]),
    ...(more > 0 ? [`and ${plural(more, 'more process')}, which did less`] : []),
    ...loadLines(program),
    ...findingsIn(program, callableOf),
    // Of those that are seen from outside it is told there.
    ...program.unobserved
      .filter(({ pid }) => !program.watches.has(pid))
      .map(({ pid, command, why }) => `process ${pid}, not observed: ${command}: ${why}`),
  ];
}

/** What Heddle noticed, of all processes together. */
function findingsIn(program: Program, callableOf: CallableOf): string[] {
  const isOne = program.watches.size < 2;
  // What that of the load says its verdict has said.
  const found = findingsOfProgram(program).filter(({ rule }) => rule !== 'load-not-kept');
  const told = found.map((one) => {
    const finding = withMeasure(one, callableOf, null);
    const { pid, processes, saw } = finding;
    if (isOne || pid === null) return finding;
    return {
      ...finding,
      saw: `${saw} (${processes > 1 ? `${count(processes)} processes` : `process ${pid}`})`,
    };
  });
  return linesOf(heldTogether(told), { first: rowLabel('findings'), rest: rowLabel('') });
}

const words = (label: string, text: string) => wrap(text, rowLabel(label));
const parts = (label: string, ...all: string[]) => wrapParts(all, rowLabel(label));

function processLines(process: ProcessSummary): string[] {
  const { loop, requests, cpu, memory, loadedMs, runtime } = process;
  const loaded = loadedMs === null ? 'its loop has not turned' : `after ${duration(loadedMs)}`;
  // Node.js always has one; many programs in Python never do.
  const hasLoop = runtime !== 'python' || loop.lagMaxMs !== null;
  const loopRows = [
    // One that ran already was loaded before anybody looked.
    ...(process.how === 'attached' ? [] : parts('loaded', loaded)),
    ...parts(
      'lag',
      `p50 ${duration(loop.lagP50Ms)}`,
      `p99 ${duration(loop.lagP99Ms)}`,
      `max ${duration(loop.lagMaxMs)}`,
    ),
  ];
  return [
    ...(process.how === 'outside' ? [] : hasLoop ? loopRows : parts('loop', 'none has run')),
    ...frozenLines(loop),
    ...(requests.begun > 0
      ? parts(
          'requests',
          `${count(requests.ended)} ended`,
          `${count(requests.failed)} failed`,
          ...(requests.uncounted > 0 ? [`${count(requests.uncounted)} too fast to be told apart`] : []),
        )
      : []),
    ...routeLines(requests.routes),
    ...parts('cpu', `${cores(cpu.cores)} of ${coreWords(cpu.effectiveCores)} used`),
    ...parts('memory', `peak ${bytes(memory.peakRssBytes)} RSS`, `${bytes(memory.peakPssBytes)} PSS`),
    ...parts(
      'overhead',
      `Heddle used ${percent1(process.overheadRatio)} of a core`,
      ...(process.samplesDropped > 0 ? [`${plural(process.samplesDropped, 'sample')} dropped`] : []),
    ),
    ...profileSummary(process),
    ...process.unavailable.flatMap((one, at) => words(at === 0 ? 'unseen' : '', one)),
  ];
}

/** How often and how long in all, then single freezes, the longest first. */
function frozenLines(loop: ProcessSummary['loop']): string[] {
  const { frozenMs, freezes, held, heldBy } = loop;
  if (freezes === null) return [];
  if (freezes === 0) return words('frozen', 'never');
  const [longest, ...others] = held.slice(0, shownFreezes);
  if (freezes === 1) return words('frozen', `once, ${wholeWords(longest!)}`);
  const withoutCore = { freezes: loop.freezesWithoutCore ?? 0, ms: loop.withoutCoreMs ?? 0 };
  const most = inOneLine(mostHeld(heldBy, { freezes, withoutCore }));
  return [
    ...words(
      'frozen',
      `${duration(frozenMs)} in ${plural(freezes, 'freeze')}${most === null ? '' : `, ${most}`}`,
    ),
    ...words('longest', wholeWords(longest!)),
    ...others.flatMap((one) => words('', heldWords(one))),
  ];
}

function profileSummary({ profile }: ProcessSummary): string[] {
  if (profile === null) return [];
  const { found } = profile;
  if (found === null) return words('profile', `none: ${profile.why ?? 'it was not over'}`);
  return [
    ...words('profile', `${busyWords(found)}: ${writtenWords(profile)}`),
    ...profiledParts(found).flatMap(([share, one]) => wrap(one, `${rowLabel('')}${share}  `)),
  ];
}

/** The routes that took most time in all; a name too long to stand beside its figures stands above them. */
function routeLines(routes: readonly RouteSummary[]): string[] {
  const most = routes
    .toSorted((a, b) => b.count * (b.meanMs ?? 0) - a.count * (a.meanMs ?? 0))
    .slice(0, shownRoutes)
    .map((route) => ({ name: nameOf(route), figures: figuresOf(route).join(' · ') }));
  const room = textWidth - rowLabel('').length - 2;
  const isBeside = ({ name, figures }: (typeof most)[number]) => name.length + figures.length <= room;
  const width = Math.max(0, ...most.filter(isBeside).map(({ name }) => name.length));
  return most.flatMap((route, at) => {
    const { name, figures } = route;
    const start = rowLabel(at === 0 ? 'routes' : '');
    const column = (text: string) => text.padEnd(Math.min(width, room - figures.length));
    return isBeside(route)
      ? `${start}${column(name)}  ${figures}`
      : [start + name, `${rowLabel('')}${column('')}  ${figures}`];
  });
}

const nameOf = ({ kind, route }: RouteSummary) => `${kind === 'client' ? 'calls ' : ''}${route}`;

const figuresOf = ({ count: times, failed, p50Ms, p99Ms, maxMs }: RouteSummary) => [
  `${count(times)} ×`,
  `p50 ${duration(p50Ms)}`,
  `p99 ${duration(p99Ms)}`,
  `max ${duration(maxMs)}`,
  ...(failed > 0 ? [`${count(failed)} failed`] : []),
];
