import { monotonicMs } from '../machine/clock.ts';
import { socketVariable } from '../probe/messages.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import { defaultSampleIntervalMs } from '../protocol/units.ts';
import { Pace } from '../telemetry/pace.ts';
import { childrenOf, descendantsOf } from '../telemetry/probes/children.ts';
import { howToLookInside } from './attach/cannot-attach.ts';
import { isKeeper, shortCommand } from './command-words.ts';
import { mostSearchRatio, searchEveryMs } from './outside/outside.ts';
import { mostProcesses, OutsideProcesses } from './outside/processes.ts';
import { ageMs, commandOf, environmentOf, programOf, readStat, whyHidden } from './proc.ts';
import { type Runtime, runtimeOf } from './runtime.ts';

/** By then a process that is observed has said so: that takes 50 to 150 ms, more on a busy machine. */
const saidByMs = 1000;
/** One that is let in, and for which there is no reason not to, may still load on a machine that is very busy. */
const surelySaidByMs = 5000;

/** Finds the processes of a program that say nothing, tells why, and what the system alone tells of them. Linux only. */
export class UnobservedWatch {
  readonly #onEvent: (said: ProgramEvent) => void;
  readonly #outside: OutsideProcesses;
  readonly #search = new Pace(searchEveryMs, mostSearchRatio);
  /** Those that have told of themselves, and those of which it was told that they do not. */
  readonly #known = new Set<number>();
  readonly #whyOf: (facts: Facts) => string;
  #timer: NodeJS.Timeout | null = null;

  /** `whyOf`: why a process says nothing, as a part of a sentence. */
  constructor(onEvent: (said: ProgramEvent) => void, whyOf: (facts: Facts) => string = whyUnobserved) {
    this.#onEvent = onEvent;
    this.#whyOf = whyOf;
    this.#outside = new OutsideProcesses(onEvent);
  }

  /** To be told everything that processes tell of themselves: passes it on. */
  readonly onEvent = (said: ProgramEvent): void => {
    if ('event' in said && said.event.type === 'watch-started') {
      this.#known.add(said.pid);
      // It was late.
      this.#outside.leave(said.pid);
    }
    this.#onEvent(said);
  };

  /** The program has been started as that process. */
  begin(root: number): void {
    this.#timer = setInterval(() => this.#look(root), defaultSampleIntervalMs).unref();
  }

  /** Tells why there is no profile of a process that is seen from outside. */
  refuseProfile(pid: number, forMs: number): void {
    this.#outside.refuseProfile(pid, forMs);
  }

  /** Its processes, if there are any left, go on. */
  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#outside.detach();
  }

  #look(root: number): void {
    this.#search.take(monotonicMs(), () => this.#find(root));
    this.#outside.look();
  }

  #find(root: number): void {
    const all = [root, ...descendantsOf(root, mostProcesses)];
    // A number may be given to another process.
    for (const pid of this.#known) if (!all.includes(pid)) this.#known.delete(pid);
    for (const pid of all) {
      const stat = this.#known.has(pid) ? null : readStat(pid);
      const command = commandOf(pid);
      if (!stat || ageMs(stat) < saidByMs || isBetween(pid, command)) continue;
      const facts = { pid, runtime: runtimeOf(programOf(pid)), command, environment: environmentOf(pid) };
      const why = this.#whyOf(facts);
      if (why === silent && ageMs(stat) < surelySaidByMs) continue;
      this.#known.add(pid);
      this.#onEvent({ unobserved: { pid, command: shortCommand(command) || stat.name, why } });
      this.#outside.add(pid, why);
    }
  }
}

/** A shell or a package manager that waits for what it has started is not the program. */
const isBetween = (pid: number, command: readonly string[]) =>
  isKeeper(command) && childrenOf(pid).length > 0;

type Facts = {
  readonly pid: number;
  readonly runtime: Runtime;
  readonly command: readonly string[];
  /** Null: it may not be known. */
  readonly environment: ReadonlyMap<string, string> | null;
};

/** Options of Python that keep it from loading what its environment names; several letters may share a dash. */
const isolating = /^-(?![cmWX])[a-zA-Z]*[IES][a-zA-Z]*$/;
const permission = /^--(?:experimental-)?permission$/;

/** Why a process says nothing that an observed one has started, as a part of a sentence. */
export function whyUnobserved({ pid, runtime, command, environment }: Facts): string {
  const { name, version } = runtime;
  if (name !== 'node' && name !== 'python') return neither(name);
  if (environment === null) return whyHidden(pid);
  if (!environment.has(socketVariable)) return 'it was started with an environment of its own';
  if (name === 'python') {
    const option = optionsOf(command).find((word) => isolating.test(word));
    return option ? `it was started with ${option}, which keeps Heddle out` : silent;
  }
  const given = environment.get('NODE_OPTIONS') ?? '';
  if (!given.includes('preload.cjs')) return 'it was started with NODE_OPTIONS of its own';
  const guarded = [...command, ...given.split(' ')].find((word) => permission.test(word));
  if (guarded) return `it was started with ${guarded}, which keeps Heddle out`;
  if (version !== null && Number.parseInt(version, 10) < 18)
    return `Node.js ${version} is too old: 18 is the first`;
  return silent;
}

/** The same of what a process has started that Heddle attached to, with what to type instead. */
export function whyNotAttached({ pid, runtime, command }: Facts): string {
  const how = howToLookInside(pid, runtime, command);
  return how === null ? neither(runtime.name) : `Heddle has attached to its parent only; ${how}`;
}

const neither = (name: string | null) =>
  name === null ? 'it is neither Node.js nor Python' : `it runs in ${name}, not in Node.js or Python`;

/** Up to the first word that is none. */
function optionsOf([, ...words]: readonly string[]): string[] {
  const script = words.findIndex((word) => !word.startsWith('-'));
  return script < 0 ? words : words.slice(0, script);
}

const silent = 'it has said nothing since it was started';
