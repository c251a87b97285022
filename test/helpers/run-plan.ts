import { onTestFinished } from 'vitest';
import { engineFor, type Watched } from '../../source/launch/engine.ts';
import type { RunEvent, RunEventOf } from '../../source/protocol/events.ts';
import type { Plan } from '../../source/protocol/plan.ts';
import { overheard } from '../../source/protocol/source.ts';
import { type Run, startRun as start } from '../../source/runner/run.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { type Summary, summarize } from '../../source/session/summary.ts';
import { planOf } from './plan.ts';

type Waiting = { matches: (event: RunEvent) => boolean; resolve: () => void; reject: (error: Error) => void };

/** A real run under way, with every event so far. */
export class TestRun {
  readonly events: RunEvent[] = [];
  readonly run: Run;
  session: Session;
  readonly #waiting = new Set<Waiting>();

  constructor(plan: Plan, watched: Watched) {
    this.session = createSession(plan);
    const source = overheard(engineFor(plan, watched), (event) => this.#receive(event));
    this.run = start(source, { schedule: () => {} });
  }

  /** Resolves at the first event that matches, also a past one. Rejects when the run ends without it. */
  until(matches: (event: RunEvent) => boolean): Promise<void> {
    if (this.events.some(matches)) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.add({ matches, resolve, reject }));
  }

  /** Resolves once a fact about the session holds. Rejects when the run ends and it does not. */
  untilSession(holds: (session: Session) => boolean): Promise<void> {
    if (holds(this.session)) return Promise.resolve();
    return this.until(() => holds(this.session));
  }

  /** All events of one type so far. */
  of<T extends RunEvent['type']>(type: T): RunEventOf<T>[] {
    return this.events.filter((event): event is RunEventOf<T> => event.type === type);
  }

  /** The engine's process. */
  get pid(): number {
    const pid = this.session.started?.engine.pid;
    if (pid === undefined) throw new Error('the engine has not said its number yet');
    return pid;
  }

  /** What tasks returned, as text. */
  get results(): ReadonlyMap<number, string> {
    return new Map([...this.session.results].map(([task, { text }]) => [task, text]));
  }

  get summary(): Summary {
    return summarize(this.session);
  }

  #receive(event: RunEvent): void {
    this.events.push(event);
    this.session = reduce(this.session, event);
    for (const waiting of this.#waiting) {
      if (waiting.matches(event)) waiting.resolve();
      else if (event.type === 'run-ended') waiting.reject(new Error(`never came; ${JSON.stringify(event)}`));
      else continue;
      this.#waiting.delete(waiting);
    }
  }
}

/** Starts a real engine. It is gone when the test is over, however the test ends. */
export function startRun(part: Partial<Plan>, sampleIntervalMs?: number | null, stacks = true): TestRun {
  const test = new TestRun(planOf(part), { sampleIntervalMs, stacks });
  onTestFinished(async () => {
    test.run.kill();
    await test.run.ended;
  });
  return test;
}

/** Runs a plan in a real engine to its end. */
export async function runPlan(part: Partial<Plan>, sampleIntervalMs?: number | null): Promise<TestRun> {
  const test = startRun(part, sampleIntervalMs);
  await test.run.ended;
  return test;
}
