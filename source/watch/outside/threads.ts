import { roundMs } from '../../protocol/units.ts';
import type { VitalEventOf } from '../../protocol/vital-events.ts';
import { nameOfLane } from '../../telemetry/lane-watch.ts';
import { parseSchedstat } from '../../telemetry/probes/usage.ts';
import { numbersIn, readProc } from '../proc.ts';

/** As many lanes as a program has that is observed from inside; of more threads the busiest are told. */
export const mostLanes = 64;
/** Reading of one takes some 8 µs: so many of the others are looked at each time, in turn. */
const othersAtOnce = 64;
/** A thread takes the lane of another only where it uses this much more of a core: else two alike would swap all the time. */
const busierRatio = 0.05;
/** What counts of a thread's use before the last look: one look is too short for slow changes. */
const rememberedRatio = 0.7;

type Thread = {
  readonly tid: number;
  cpuMs: number;
  waitMs: number;
  atMs: number;
  /** Cores' worth that it used lately. */
  recent: number;
};

/** A thread that is told of, with what it had used by then: whoever had the lane before is another one. */
type Lane = {
  readonly thread: Thread;
  readonly name: string;
  readonly cpuMs: number;
  readonly waitMs: number;
};

export type ThreadsLook = {
  readonly events: readonly VitalEventOf<'lane'>[];
  readonly samples: VitalEventOf<'sample'>['lanes'];
};

/** The threads of any process as lanes, its main thread first. */
export class ThreadLanes {
  readonly #pid: number;
  readonly #threads = new Map<number, Thread>();
  readonly #lanes: (Lane | null)[] = [];
  #mainName = '';
  #turn = 0;

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** Null where the threads cannot be read. */
  look(atMs: number): ThreadsLook | null {
    const tids = numbersIn(this.#pid, 'task');
    if (tids === null) return null;
    const events = this.#closeEnded(new Set(tids), atMs);
    const isFirst = this.#threads.size === 0;
    for (const lane of this.#lanes) if (lane) this.#read(lane.thread, atMs);
    const told = new Set(this.#lanes.map((lane) => lane?.thread.tid));
    const others = tids.filter((tid) => !told.has(tid));
    const looked = this.#inTurn(others).flatMap((tid) => {
      const known = this.#threads.get(tid);
      const thread = known ?? { tid, cpuMs: 0, waitMs: 0, atMs, recent: 0 };
      // At its first look a thread may not have its name yet, or end at once.
      return this.#read(thread, atMs) && (known || isFirst) ? [thread] : [];
    });
    for (const thread of looked.sort((a, b) => b.recent - a.recent)) {
      const lane = this.#laneFor(thread);
      if (lane !== null) events.push(...this.#open(lane, thread, atMs));
    }
    return { events, samples: this.#samples() };
  }

  #closeEnded(alive: ReadonlySet<number>, atMs: number): VitalEventOf<'lane'>[] {
    for (const tid of this.#threads.keys()) if (!alive.has(tid)) this.#threads.delete(tid);
    return this.#lanes.flatMap((lane, number) => {
      if (lane === null || alive.has(lane.thread.tid)) return [];
      this.#lanes[number] = null;
      return [this.#event(number, lane.name, 'closed', atMs)];
    });
  }

  #inTurn(tids: readonly number[]): readonly number[] {
    if (tids.length <= othersAtOnce) return tids;
    this.#turn %= tids.length;
    const some = [...tids.slice(this.#turn), ...tids.slice(0, this.#turn)].slice(0, othersAtOnce);
    this.#turn += othersAtOnce;
    return some;
  }

  #read(thread: Thread, atMs: number): boolean {
    const used = parseSchedstat(readProc(this.#pid, `task/${thread.tid}/schedstat`) ?? '');
    if (used === null) return false;
    if (this.#threads.has(thread.tid) && atMs > thread.atMs) {
      const cores = (used.cpuMs - thread.cpuMs) / (atMs - thread.atMs);
      thread.recent = rememberedRatio * thread.recent + (1 - rememberedRatio) * cores;
    }
    this.#threads.set(thread.tid, Object.assign(thread, { ...used, atMs }));
    return true;
  }

  /** A free one, or that of the thread which uses least, if this one uses more; null: there is none for it. */
  #laneFor({ recent }: Thread): number | null {
    const free = this.#lanes.indexOf(null);
    if (free >= 0) return free;
    if (this.#lanes.length < mostLanes) return this.#lanes.length;
    const uses = this.#lanes.map((lane, number) => (number === 0 ? Infinity : lane!.thread.recent));
    const least = Math.min(...uses);
    return recent > least + busierRatio ? uses.indexOf(least) : null;
  }

  #open(number: number, thread: Thread, atMs: number): VitalEventOf<'lane'>[] {
    const before = this.#lanes[number];
    const name = this.#nameOf(number, thread);
    this.#lanes[number] = { thread, name, cpuMs: thread.cpuMs, waitMs: thread.waitMs };
    const opened = this.#event(number, name, 'open', atMs);
    return before ? [this.#event(number, before.name, 'closed', atMs), opened] : [opened];
  }

  /** Where a runtime gives its threads no names, all are called as the main one. */
  #nameOf(number: number, { tid }: Thread): string {
    const comm = readProc(this.#pid, `task/${tid}/comm`)?.trim() ?? '';
    if (tid === this.#pid) this.#mainName = comm;
    return tid === this.#pid || comm === '' || comm === this.#mainName ? nameOfLane(number, 'thread') : comm;
  }

  /** No loop of theirs is known, hence no lag: to Heddle all of them are threads. */
  #event(lane: number, name: string, state: 'open' | 'closed', atMs: number): VitalEventOf<'lane'> {
    return { type: 'lane', atMs, lane, name, kind: 'thread', pid: this.#pid, state, reason: null };
  }

  #samples(): VitalEventOf<'sample'>['lanes'] {
    return this.#lanes.flatMap((lane, number) =>
      lane === null
        ? []
        : {
            lane: number,
            cpuMs: roundMs(lane.thread.cpuMs - lane.cpuMs),
            waitMs: roundMs(lane.thread.waitMs - lane.waitMs),
            ...unseen,
          },
    );
  }
}

/** What only a runtime knows of its threads. */
const unseen = {
  lockMs: null,
  lagMs: null,
  utilizationRatio: null,
  collectorMs: null,
  youngCollectorMs: null,
  longCollectorMs: null,
  keptBytes: null,
  keptBufferBytes: null,
  copyMs: null,
  task: null,
} as const;
