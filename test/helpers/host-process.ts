import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { killGroup } from '../../source/machine/process-group.ts';
import { decodeEvent } from '../../source/protocol/decode.ts';
import { lineSplitter } from '../../source/protocol/lines.ts';
import type { Plan } from '../../source/protocol/plan.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { planOf } from './plan.ts';

const program = fileURLToPath(new URL('./host.ts', import.meta.url));

/** A host that can be killed without ending the test, with the run it launched. */
export class HostProcess {
  readonly child: ChildProcess;
  session: Session;
  #onEvent: () => void = () => {};

  /**
   * `before`: a command that runs the one that follows it, in a control group for instance. `descriptors`: how many
   * the host has left when it launches.
   */
  constructor(part: Partial<Plan>, before: readonly string[] = [], descriptors?: number) {
    const plan = planOf(part);
    this.session = createSession(plan);
    const [command, ...rest] = [
      ...before,
      process.execPath,
      program,
      JSON.stringify(plan),
      ...(descriptors === undefined ? [] : [String(descriptors)]),
    ];
    this.child = spawn(command!, rest, {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child.stdout!.on(
      'data',
      lineSplitter((line) => {
        this.session = reduce(this.session, decodeEvent(line));
        this.#onEvent();
      }),
    );
    onTestFinished(() => {
      this.child.kill('SIGKILL');
      const engine = this.session.started?.engine.pid;
      if (engine !== undefined) killGroup(engine);
    });
  }

  /** Resolves once a fact about the session holds. */
  until(holds: (session: Session) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#onEvent = () => {
        if (holds(this.session)) resolve();
      };
      this.#onEvent();
    });
  }

  get enginePid(): number {
    return this.session.started!.engine.pid;
  }
}
