import { cardOf } from '../../catalog/definition.ts';
import { bodyFor, lanesOf, modelCard } from '../../catalog/models.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import { offerLook } from '../../looks/offer-look.ts';
import type { StartCommand } from '../../protocol/commands.ts';
import type { Phase, RunEvent } from '../../protocol/events.ts';
import type { Plan } from '../../protocol/plan.ts';
import { roundMs } from '../../protocol/units.ts';
import type { Workload } from '../../protocol/workload.ts';
import { type Clock, createClock } from '../../telemetry/clock.ts';
import { MemoryRecorder } from '../../telemetry/recorder.ts';
import { Cancellation } from '../lane/cancellation.ts';
import { readInputs } from '../lane/inputs.ts';
import type { LaneKept } from '../lane/kept-memory.ts';
import { Lane } from '../lane/lane.ts';
import { loadWorkload } from '../lane/load-workload.ts';
import { Turns } from '../lane/turn.ts';
import { bodyOf, partsOf } from '../lane/workload-module.ts';
import type { FromMain } from '../messages.ts';
import { loadModel } from '../models/index.ts';
import { answered } from './answered.ts';
import { runTasks } from './as-due.ts';
import { readAnswer } from './check-answer.ts';
import { Collector } from './collector.ts';
import { createTable, type TableAt } from './create-table.ts';
import { entrySite } from './entry-site.ts';
import { startMainHeartbeat } from './main-heartbeat.ts';
import { modelContext } from './model-context.ts';
import { naming } from './naming.ts';
import type { startProfile } from './profile.ts';
import { Queues } from './queues.ts';
import { Servers } from './servers.ts';

type Finish = Extract<FromMain, { type: 'finish' }>;

/** One run of one plan in this engine, from loading the workload to its check. */
export class EngineRun {
  readonly #command: StartCommand;
  readonly #plan: Plan;
  readonly #originMs: number;
  readonly #clock: Clock;
  readonly #tell: (message: FromMain) => void;
  readonly #cancellation = new Cancellation();
  readonly #servers: Servers;
  /** Null before the first task's turn, and without telemetry. */
  #queues: Queues | null = null;

  constructor(command: StartCommand, originMs: number, tell: (message: FromMain) => void) {
    this.#command = command;
    this.#plan = command.plan;
    this.#originMs = originMs;
    this.#clock = createClock(originMs);
    this.#tell = tell;
    this.#servers = new Servers((pid) => tell({ type: 'server', pid }));
  }

  /** The news of a cancel, from the watcher. Tasks in pools hear of it through the table. */
  cancel(): void {
    this.#cancellation.request();
  }

  /** Does all of it. Rejects when set-up or the start of the lanes fails; what tasks do is in the table. */
  async complete(): Promise<Finish> {
    const workload = await loadWorkload(this.#plan);
    const card = cardOf(workload, this.#plan);
    const at = createTable(this.#plan, card, this.#command.folder, this.#clock());
    const { table, file, laneKinds } = at;
    this.#tell({ type: 'table', buffer: table.buffer, laneKinds, tasks: table.tasks.length, file });
    await this.#enter('setting-up');
    const shared = await this.#setUp(workload, card);
    try {
      return await this.#runTasks(workload, card, at, shared);
    } finally {
      await naming('tear-down', () => workload.tearDown?.(shared));
      await this.#servers.close();
    }
  }

  /** Requests wait for a thread of libuv's pool. */
  poolFull(): void {
    this.#queues?.lookIntoPool();
  }

  /** The watcher has noted the phase that was entered last. */
  phaseNoted(): void {
    this.#onPhaseNoted();
  }

  #onPhaseNoted: () => void = () => {};

  /** Enters a phase, and waits until the sample on the border has been taken. */
  async #enter(phase: Phase): Promise<void> {
    const noted = new Promise<void>((resolve) => {
      this.#onPhaseNoted = resolve;
    });
    this.#tell({ type: 'phase', phase, atMs: this.#clock() });
    await noted;
  }

  #emit(event: RunEvent): void {
    this.#tell({ type: 'event', event });
  }

  #setUp(workload: Workload, card: WorkloadCard): Promise<unknown> {
    const { model, parameters, tasks, concurrency, seed } = this.#plan;
    const traits = modelCard(this.#plan);
    return naming('set-up', () =>
      workload.setUp?.({
        model,
        lanes: lanesOf(traits, card, concurrency),
        body: bodyFor(traits, card),
        parameters,
        tasks,
        concurrency,
        seed,
        folder: this.#command.folder,
        startServer: (module, args) => this.#servers.start(module, args ?? []),
      }),
    );
  }

  async #runTasks(workload: Workload, card: WorkloadCard, at: TableAt, shared: unknown): Promise<Finish> {
    const { table } = at;
    const collector = new Collector({
      keep: workload.check !== undefined,
      emit: (event) => this.#emit(event),
      clock: this.#clock,
      digests: this.#plan.digests,
      digestOf: this.#plan.digests > 0 ? (await import('./digest.ts')).digestOf : null,
    });
    const recorder = new MemoryRecorder(table, 0);
    const bodyName = bodyFor(modelCard(this.#plan), card);
    const main = new Lane({
      plan: this.#plan,
      body: bodyOf(workload, bodyName),
      parts: partsOf(workload),
      shared,
      inputs: await readInputs(this.#plan.inputs),
      recorder,
      reporter: collector,
      cancellation: this.#cancellation,
      clock: this.#clock,
    });
    const telemetry = this.#command.sampleIntervalMs !== null;
    const stopHeartbeat = startMainHeartbeat(table, {
      ...{ recorder, telemetry, clock: this.#clock, cancellation: this.#cancellation, main },
    });
    if (this.#command.stacks)
      offerLook({
        clock: this.#clock,
        record: table.lanes[0]!,
        begun: () => main.promises + main.values,
        entry: entrySite(workload[bodyName], this.#plan.module),
      });
    const flushing = setInterval(() => {
      collector.flush();
      this.#queues?.look();
    }, flushEveryMs);
    const { createModel } = await loadModel[this.#plan.model]!();
    // A model may start its lanes as it is made: what the engine takes without them is measured before.
    await this.#enter('starting');
    const context = modelContext(
      {
        ...{ plan: this.#plan, card, shared, main, collector, telemetry },
        ...{ clock: this.#clock, originMs: this.#originMs, cancellation: this.#cancellation },
        emit: (event) => this.#emit(event),
      },
      at,
    );
    const model = createModel(context);
    let wallMs: number;
    let sinceMs: number;
    let stopProfile: ReturnType<typeof startProfile> | null = null;
    if (telemetry) main.watchMemory();
    let ended = false;
    try {
      await model.prepare();
      if (this.#plan.profile) stopProfile = (await import('./profile.ts')).startProfile();
      if (telemetry) this.#queues = new Queues(this.#clock, this.#command.stacks, this.#tell);
      await this.#enter('running');
      sinceMs = this.#originMs + this.#clock();
      wallMs = roundMs(await runTasks(context, model));
      ended = telemetry && !this.#cancellation.requested;
    } finally {
      // A task may have held the loop up to its end: the overdue heartbeat tells for how long, before the last sample.
      // A second turn later V8 has told how much of that was the collector's.
      for (const turns of [new Turns(this.#clock), new Turns(this.#clock)]) await turns.turn();
      this.#queues?.look();
      this.#queues?.stop();
      await this.#enter('closing');
      if (ended) this.#tellKept(await answered(model.kept?.() ?? []));
      await model.close();
      clearInterval(flushing);
      collector.flush();
      const { promises, values } = main;
      const beforeAwaitMs = roundMs(main.beforeAwaitMs);
      const copied = { copyEstimateMs: roundMs(collector.copyMs), results: collector.received };
      this.#emit({ type: 'calls', atMs: roundMs(this.#clock()), promises, values, beforeAwaitMs, ...copied });
      stopHeartbeat();
    }
    const profile = stopProfile?.(sinceMs, sinceMs + wallMs);
    if (profile) this.#emit({ type: 'profile', atMs: roundMs(this.#clock()), ...profile });
    const kept = ended ? main.memory?.tell() : null;
    if (kept) this.#tellKept([{ lane: 0, ...kept }]);
    // Of a part of the results nothing can be told.
    const checked = table.leftOver || (await this.#check(workload, collector.results, shared));
    const outcome = collector.failures > 0 || !checked ? 'failed' : 'completed';
    return { type: 'finish', outcome, wallMs, message: null };
  }

  #tellKept(lanes: readonly LaneKept[]): void {
    for (const kept of lanes) this.#emit({ type: 'kept', atMs: roundMs(this.#clock()), ...kept });
  }

  async #check(workload: Workload, results: unknown[], shared: unknown): Promise<boolean> {
    if (!workload.check || this.#cancellation.requested) return true;
    results.length = this.#plan.tasks;
    const answer = await naming('check', async () =>
      readAnswer(await workload.check!(results, this.#plan.parameters, shared)),
    );
    this.#emit({ type: 'check', atMs: roundMs(this.#clock()), ...answer });
    return answer.ok;
  }
}

/** Results and errors are passed on this often; progress and states do not wait for it. */
const flushEveryMs = 100;
