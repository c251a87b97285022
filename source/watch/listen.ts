import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepFolders } from '../launch/run-folder.ts';
import { decodeWatchEvent } from '../protocol/decode.ts';
import { lineSplitter } from '../protocol/lines.ts';
import type { WatchEvent } from '../protocol/watch-events.ts';
import { PythonProcess } from './python/process.ts';
import { decodeHello } from './python/said.ts';

type Handlers = {
  onEvent(pid: number, event: WatchEvent): void;
  /** What says this is no probe of this version of Heddle; it is not listened to any more. */
  onBroken(why: string): void;
};

/** A loop that turns lets go at its next beat. */
const letsGoMs = 1000;

/**
 * Where the probes of a program tell what they see: a socket in a folder that only one user may enter. Each process has a
 * connection of its own, and to end that is how it is asked to leave nothing behind.
 */
export class Listener {
  /** The path of the socket. */
  readonly path: string;
  readonly #folder: string;
  readonly #server: Server;
  readonly #sockets = new Map<number, Socket>();
  readonly #handlers: Handlers;
  /** Those that were asked to leave. */
  readonly #asked = new WeakSet<Socket>();
  /** Those at whose other end nobody may listen: an interpreter that runs no loop. */
  readonly #deaf = new WeakSet<Socket>();
  readonly #onEmpty = new Set<() => void>();

  /** Resolves when processes can connect. `owner`: whose processes they are, where that is another user. */
  static async open(
    handlers: Handlers,
    owner?: { readonly uid: number; readonly gid: number },
  ): Promise<Listener> {
    setImmediate(sweepFolders);
    const listener = new Listener(handlers);
    await new Promise<void>((done, failed) => {
      listener.#server.once('error', failed).listen(listener.path, done);
    });
    if (owner) {
      for (const path of [listener.#folder, listener.path]) chownSync(path, owner.uid, owner.gid);
      chmodSync(listener.path, 0o600);
    }
    return listener;
  }

  private constructor(handlers: Handlers) {
    this.#handlers = handlers;
    this.#folder = mkdtempSync(join(tmpdir(), `heddle-watch-${process.pid}-`));
    this.path = join(this.#folder, 's');
    this.#server = createServer((socket) => this.#read(socket));
  }

  /** The processes that are connected. */
  get pids(): readonly number[] {
    return [...this.#sockets.keys()];
  }

  /** Asks all processes to leave nothing behind. Resolves when they have, but for those whose loop is frozen for longer. */
  async detach(): Promise<void> {
    for (const socket of this.#sockets.values()) {
      this.#asked.add(socket);
      if (this.#deaf.has(socket)) socket.destroy();
      else socket.end();
    }
    await this.emptied(letsGoMs);
  }

  /** Resolves when no process is connected any more, or after so many milliseconds. */
  async emptied(mostMs: number): Promise<void> {
    if (this.#sockets.size === 0) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, mostMs);
      this.#onEmpty.add(() => {
        clearTimeout(timer);
        done();
      });
    });
  }

  /** Ends all connections, and removes the folder. */
  close(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #read(socket: Socket): void {
    let pid: number | null = null;
    let atMs = 0;
    let isOver = false;
    let python: PythonProcess | null = null;
    const take = (line: string) => {
      const hello = decodeHello(line);
      if (python) python.take(line);
      // An interpreter within one that is observed already has no threads of its own.
      else if (hello && this.#sockets.has(hello.pid)) socket.destroy();
      else if (hello) {
        this.#deaf.add(socket);
        python = new PythonProcess(hello, {
          tell: (events) => {
            for (const event of events) note(event);
          },
          say: (said) => socket.write(said),
        });
      } else note(decodeWatchEvent(line));
    };
    const note = (event: WatchEvent) => {
      atMs = event.atMs;
      if (event.type === 'watch-started') {
        pid = event.target.pid;
        this.#sockets.set(pid, socket);
      }
      if (pid === null) return;
      isOver ||= event.type === 'watch-ended';
      this.#handlers.onEvent(pid, event);
    };
    const stop = (why: string) => {
      this.#handlers.onBroken(why);
      socket.destroy();
    };
    socket.on(
      'data',
      lineSplitter(
        (line) => {
          try {
            if (!socket.destroyed) take(line);
          } catch (error) {
            stop((error as Error).message);
          }
        },
        () => stop('a line over 1 MB'),
      ),
    );
    socket.on('error', () => {});
    socket.on('close', () => {
      python?.close();
      if (pid === null) return;
      if (this.#sockets.get(pid) === socket) this.#sockets.delete(pid);
      // Who is killed says nothing.
      const how = this.#asked.has(socket) ? 'detached' : 'lost';
      if (!isOver)
        this.#handlers.onEvent(pid, { type: 'watch-ended', atMs, how, exitCode: null, signal: null });
      if (this.#sockets.size === 0) for (const done of this.#onEmpty) done();
    });
  }
}
