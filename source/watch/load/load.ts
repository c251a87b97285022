import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LoadEvent, LoadPlan } from '../../protocol/load-events.ts';
import type { SenderCommand, SenderData, Target } from '../../sender/messages.ts';
import { findTarget } from './target.ts';

/** What the thread still has to say takes no longer, unless it got no core. */
const lastWordsMs = 1000;

/** What `--load` asks for. */
export type Load = {
  readonly plan: LoadPlan;
  /** Null: that of the program. */
  readonly port: number | null;
};

type Options = Load & {
  /** The first process of the program. */
  readonly pid: number;
  readonly onEvent: (event: LoadEvent) => void;
};

/** Requests that Heddle sends to a program that it watches, from a thread of its own, to a port of the program's own. */
export class Loading {
  readonly #onEvent: Options['onEvent'];
  readonly #waiting = new AbortController();
  #worker: Worker | null = null;
  #isOver = false;
  #settle!: () => void;
  /** Resolves when no more is sent, and all is told. */
  readonly #over = new Promise<void>((done) => {
    this.#settle = done;
  });

  constructor(options: Options) {
    this.#onEvent = options.onEvent;
    this.#onEvent({ type: 'load-waiting' });
    this.#begin(options).catch((error: Error) => this.#tellEnd('no-port', error.message));
  }

  /** No more is sent. `isGone`: the program has ended, or is about to. Resolves when all is told. */
  async stop(isGone: boolean): Promise<void> {
    this.#waiting.abort();
    const end = () => this.#tellEnd(isGone ? 'program-ended' : 'stopped', null);
    if (this.#worker === null) return end();
    this.#worker.postMessage({ type: 'stop', isGone } satisfies SenderCommand);
    const timer = setTimeout(end, lastWordsMs);
    await this.#over;
    clearTimeout(timer);
  }

  async #begin({ plan, port, pid }: Options): Promise<void> {
    const { signal } = this.#waiting;
    const found = await findTarget({ pid, port, request: plan.requests[0]!, signal });
    if (signal.aborted) return;
    if ('refusal' in found) this.#tellEnd('no-port', found.refusal);
    else this.#start(plan, found.target);
  }

  #start(plan: LoadPlan, target: Target): void {
    const data: SenderData = { plan, target };
    const worker = new Worker(senderFile(), { workerData: data, execArgv: [], name: 'heddle-load' });
    this.#worker = worker;
    worker.on('message', (event: LoadEvent) => {
      if (event.type === 'load-ended') this.#tellEnd(event.why, event.message);
      else this.#onEvent(event);
    });
    worker.on('error', (error) => this.#tellEnd('stopped', `the sending broke off: ${error.message}`));
    worker.unref();
  }

  #tellEnd(why: Extract<LoadEvent, { type: 'load-ended' }>['why'], message: string | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    void this.#worker?.terminate();
    this.#onEvent({ type: 'load-ended', why, message });
    this.#settle();
  }
}

function senderFile(): string {
  const path = import.meta.url.endsWith('.ts') ? '../../../dist/sender.js' : './sender.js';
  return fileURLToPath(new URL(path, import.meta.url));
}
