import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';
import { decodeEvent, encode, ProtocolError } from '../protocol/decode.ts';
import type { RunEvent, RunEventOf } from '../protocol/events.ts';
import { lineSplitter } from '../protocol/lines.ts';
import type { Plan } from '../protocol/plan.ts';
import { cleanText } from '../protocol/text.ts';
import { defaultSampleIntervalMs, protocolVersion, roundMs } from '../protocol/units.ts';
import { engineEntry } from './entry.ts';
import { OutputLimiter } from './output-limiter.ts';
import { killGroup } from './process-group.ts';
import { createRunFolder, removeRunFolder, sweepRunFolders } from './run-folder.ts';

/** Time-outs, each with its reason. */
export const timeouts = {
  /** What tasks may take to end by themselves once a cancel was asked for. */
  graceMs: 2000,
  /** What the engine may take beyond that to end itself, before its group is killed from here. */
  engineGraceMs: 1500,
  /** What an engine that has said its last event may take to exit: tear-down of servers is before that event. */
  exitMs: 3000,
} as const;

/** How often the cost of this process is added to the events. */
const hostSampleMs = 1000;

/** A run in an engine process of its own. */
export type Run = {
  /** Asks the tasks to end; kills them after a grace period. Calls after the first do nothing. */
  cancel(): void;
  /** Ends the engine and all it started at once; the run counts as cancelled. */
  kill(): void;
  /** Resolves after the last event, when no process of the run is left. */
  readonly ended: Promise<void>;
};

/**
 * Starts an engine for a plan. `onEvent` gets every event, `run-ended` last and always: where the engine cannot say it
 * any more, it is said in its stead.
 */
export function launch(
  plan: Plan,
  onEvent: (event: RunEvent) => void,
  sampleIntervalMs: number | null = defaultSampleIntervalMs,
): Run {
  // Once, and when there is time: what earlier runs left whose host and engine were killed together.
  if (!swept) setImmediate(sweepRunFolders);
  swept = true;
  return new EngineProcess(plan, onEvent, sampleIntervalMs);
}

let swept = false;

class EngineProcess implements Run {
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #folder = createRunFolder();
  readonly #onEvent: (event: RunEvent) => void;
  readonly #commands: Writable;
  #originMs = monotonicMs();
  #started = false;
  /** What ends the run, held back until all that it printed has arrived: that comes through other pipes. */
  #ending: RunEventOf<'run-ended'> | null = null;
  #gone = false;
  #cancelAsked = false;
  #killed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: Plan, onEvent: (event: RunEvent) => void, sampleIntervalMs: number | null) {
    this.#onEvent = onEvent;
    this.#child = spawn(process.execPath, [...engineFlags(), fileURLToPath(engineEntry('main'))], {
      // A group of its own, so that all of it can be ended at once and the terminal's Ctrl-C is the host's alone.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
      env: engineEnvironment(plan),
    });
    this.#commands = this.#child.stdio[4] as Writable;
    // Writing to an engine that has died: its exit says it better.
    this.#commands.on('error', () => {});
    this.#commands.write(
      encode({ type: 'start', protocol: protocolVersion, plan, folder: this.#folder, sampleIntervalMs }),
    );
    this.#readEvents(this.#child.stdio[3] as Readable);
    this.#readOutput(this.#child.stdout!, 'stdout');
    this.#readOutput(this.#child.stderr!, 'stderr');
    const hostSamples = setInterval(() => this.#sampleHost(), hostSampleMs);
    hostSamples.unref();
    this.ended = new Promise((resolve) => {
      const onGone = (reason: string) => {
        if (this.#gone) return;
        clearInterval(hostSamples);
        clearTimeout(this.#timer);
        this.#endGroup();
        this.#gone = true;
        removeRunFolder(this.#folder);
        this.#sampleHost();
        this.#onEvent(this.#ending ?? this.#endingFor(reason));
        resolve();
      };
      this.#child.on('error', (error) => onGone(`the engine could not be started: ${error.message}`));
      // Its children may hold its pipes open: "exit" frees them, "close" then has all that was said.
      this.#child.on('exit', () => {
        this.#endGroup();
        clearTimeout(this.#timer);
        // One that has left the group may hold them for ever.
        this.#timer = setTimeout(() => {
          for (const pipe of this.#child.stdio) pipe?.destroy();
        }, timeouts.exitMs);
      });
      this.#child.on('close', (code, signal) => onGone(describeExit(code, signal)));
    });
  }

  cancel(): void {
    if (this.#cancelAsked || this.#ending) return;
    this.#cancelAsked = true;
    this.#commands.write(encode({ type: 'cancel', reason: 'user', graceMs: timeouts.graceMs }));
    this.#timer = setTimeout(() => this.kill(), timeouts.graceMs + timeouts.engineGraceMs);
  }

  kill(): void {
    this.#killed = true;
    this.#endGroup();
  }

  #endGroup(): void {
    // Once it is gone its number may be somebody else's.
    if (this.#child.pid !== undefined && !this.#gone) killGroup(this.#child.pid);
  }

  #receive(event: RunEvent): void {
    if (this.#ending) return;
    if (event.type === 'run-started') {
      this.#started = true;
      this.#originMs = event.monotonicMs;
    }
    if (event.type === 'run-ended') this.#end(event);
    else this.#onEvent(event);
  }

  /** The last event has been said: the engine has a moment to exit by itself. */
  #end(event: RunEventOf<'run-ended'>): void {
    this.#ending = event;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#endGroup(), timeouts.exitMs);
  }

  #readEvents(pipe: Readable): void {
    const complain = (reason: string) => {
      if (!this.#ending) this.#end(this.#endingFor(reason));
      this.#endGroup();
    };
    pipe.on('error', () => {});
    pipe.on(
      'data',
      lineSplitter(
        (line) => {
          try {
            this.#receive(decodeEvent(line));
          } catch (error) {
            if (!(error instanceof ProtocolError)) throw error;
            complain(`the engine said something that cannot be understood: ${error.message}`);
          }
        },
        () => complain('the engine said something that has no end'),
      ),
    );
  }

  #readOutput(pipe: Readable, stream: 'stdout' | 'stderr'): void {
    const decoder = new StringDecoder('utf8');
    const limiter = new OutputLimiter((text, droppedBytes) =>
      // This event passes no decoder, which cleans what an engine says.
      this.#onEvent({ type: 'output', atMs: this.#nowMs(), stream, text: cleanText(text), droppedBytes }),
    );
    pipe.on('error', () => {});
    pipe.on('data', (chunk: Buffer) => limiter.push(decoder.write(chunk), monotonicMs()));
    pipe.on('end', () => limiter.end());
  }

  #sampleHost(): void {
    // `run-started` comes first.
    if (!this.#started) return;
    const { user, system } = process.cpuUsage();
    const rssBytes = process.memoryUsage.rss();
    this.#onEvent({ type: 'host', atMs: this.#nowMs(), cpuMs: roundMs((user + system) / 1e3), rssBytes });
  }

  /** What is said in the stead of an engine that could not say it. */
  #endingFor(reason: string): RunEventOf<'run-ended'> {
    const outcome = this.#killed || this.#cancelAsked ? 'cancelled' : 'crashed';
    const message = outcome === 'cancelled' ? 'killed before its tasks had ended' : reason;
    return { type: 'run-ended', atMs: this.#nowMs(), outcome, wallMs: null, message };
  }

  #nowMs(): number {
    return roundMs(monotonicMs() - this.#originMs);
  }
}

/** libuv reads the size of its pool once, at its first request: it has to be there from the start. */
function engineEnvironment({ libuvThreads }: Plan): NodeJS.ProcessEnv {
  return libuvThreads === null ? process.env : { ...process.env, UV_THREADPOOL_SIZE: String(libuvThreads) };
}

/** Flags that must not leak from this process into the engine: a debugger's port can be had only once. */
function engineFlags(): string[] {
  return process.execArgv.filter((flag) => !flag.startsWith('--inspect'));
}

function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function describeExit(code: number | null, signal: string | null): string {
  if (signal === null) return `the engine ended with exit code ${code}`;
  // Nobody else says so: the kernel kills in silence.
  const perhaps = signal === 'SIGKILL' ? ', as the system does when memory runs out' : '';
  return `the engine was killed by ${signal}${perhaps}`;
}
