import { taskStateCode } from '../protocol/task-rows.ts';
import { LaneRecord } from './lane-record.ts';
import {
  beatBytes,
  beatField,
  beatSlots,
  headerField,
  laneBytes,
  type TableLayout,
  tableLayout,
  type Views,
  viewsOf,
} from './table-layout.ts';
import { TaskRecords } from './task-records.ts';

/** A table in memory. */
export class SharedTable {
  readonly buffer: SharedArrayBuffer;
  readonly layout: TableLayout;
  readonly beats: BeatRing;
  readonly lanes: readonly LaneRecord[];
  readonly tasks: TaskRecords;
  private readonly int32: Int32Array;

  constructor(lanes: number, tasks: number, buffer?: SharedArrayBuffer) {
    this.layout = tableLayout(lanes, tasks);
    this.buffer = buffer ?? new SharedArrayBuffer(this.layout.bytes);
    const views = viewsOf(this.buffer);
    const { beatsAt, lanesAt, tasksAt } = this.layout;
    this.int32 = views.int32;
    this.beats = new BeatRing(views, beatsAt);
    this.lanes = Array.from(
      { length: lanes },
      (_, lane) => new LaneRecord(views, lanesAt + lane * laneBytes),
    );
    this.tasks = new TaskRecords(views, tasksAt, tasks);
    if (buffer) return;
    for (let task = 0; task < tasks; task++) this.tasks.clear(task);
    for (const lane of this.lanes) lane.task = null;
  }

  /** The next task that nobody has taken; beyond the last one when there is none. */
  takeTask(): number {
    return Atomics.add(this.int32, headerField.nextTask / 4, 1);
  }

  get cancelled(): boolean {
    return Atomics.load(this.int32, headerField.cancelled / 4) === 1;
  }

  /** Tells every lane that shares this memory that the run is being cancelled. */
  cancel(): void {
    Atomics.store(this.int32, headerField.cancelled / 4, 1);
  }

  /** No more tasks are to be started: the run is being cancelled, or its time for starting tasks is over. */
  get stopped(): boolean {
    return this.cancelled || Atomics.load(this.int32, headerField.stopped / 4) === 1;
  }

  /** Whether all lanes were told to stop before every task had started. */
  get leftOver(): boolean {
    if (!this.stopped) return false;
    for (let task = this.tasks.length - 1; task >= 0; task--)
      if (this.tasks.stateOf(task) === taskStateCode.waiting) return true;
    return false;
  }

  /** Tells every lane that shares this memory to start no more tasks. */
  stop(): void {
    Atomics.store(this.int32, headerField.stopped / 4, 1);
  }
}

type Beat = { atMs: number; gapMs: number; activeMs: number; collectorMs: number };

/** Of a beat's `collectorMs`: V8 has still to tell. */
export const notYet = -1;
/** Of a beat's `gapMs`: the loop ends there, and the next beat is the first of another one. */
export const atRest = -1;

/** The ring of the main loop's heartbeats. Beats are numbered from 0; the last `slots` of them are there. */
class BeatRing {
  readonly slots = beatSlots;
  private readonly float64: Float64Array;
  private readonly at: number;

  constructor({ float64 }: Views, at: number) {
    this.float64 = float64;
    this.at = at;
  }

  /** `collectorMs`: NaN where it is not known, `notYet` where `collected` will tell. */
  write(beat: number, atMs: number, gapMs: number, activeMs: number, collectorMs = Number.NaN): void {
    const at = this.slotOf(beat);
    this.float64[at + beatField.gapMs / 8] = gapMs;
    this.float64[at + beatField.activeMs / 8] = activeMs;
    this.float64[at + beatField.collectorMs / 8] = collectorMs;
    this.float64[at + beatField.atMs / 8] = atMs;
  }

  /** How much garbage was collected before a beat that has been written. */
  collected(beat: number, collectorMs: number): void {
    this.float64[this.slotOf(beat) + beatField.collectorMs / 8] = collectorMs;
  }

  /** What lies in the slot of that beat: until it has been written an older beat, or zeros. */
  read(beat: number): Beat {
    const at = this.slotOf(beat);
    const atMs = this.float64[at + beatField.atMs / 8]!;
    const gapMs = this.float64[at + beatField.gapMs / 8]!;
    const activeMs = this.float64[at + beatField.activeMs / 8]!;
    return { atMs, gapMs, activeMs, collectorMs: this.float64[at + beatField.collectorMs / 8]! };
  }

  private slotOf(beat: number): number {
    return (this.at + (beat % beatSlots) * beatBytes) / 8;
  }
}
