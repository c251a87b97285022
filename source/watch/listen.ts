import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepFolders } from '../launch/run-folder.ts';
import { decodeWatchEvent } from '../protocol/decode.ts';
import { lineSplitter } from '../protocol/lines.ts';
import { type Asked, decodePiece } from '../protocol/profile.ts';
import type { WatchEvent } from '../protocol/watch-events.ts';
import { ProfileReader } from './profile-reader.ts';
import { PythonProcess } from './python/process.ts';
import { decodeHello } from './python/said.ts';

type Handlers = {
  /** Of each process a profile is taken once it is loaded, of so many milliseconds; null: only where it is asked for. */
  readonly profileMs?: number | null;
  /** Where profiles are written; absent: in the folder where Heddle was started. */
  readonly folder?: string | undefined;
  onEvent(pid: number, event: WatchEvent): void;
  /** What says this is no probe of this version of Heddle; it is not listened to any more. */
  onBroken(why: string): void;
};

/** A program that starts a process for each request must not fill the folder with profiles. */
const mostProfiled = 8;
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
  /** Those at whose other end nobody may listen: one that runs no loop. */
  readonly #interpreters = new WeakMap<Socket, PythonProcess>();
  readonly #onEmpty = new Set<() => void>();
  #profiled = 0;

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
      if (this.#interpreters.has(socket)) socket.destroy();
      else socket.end();
    }
    await this.emptied(letsGoMs);
  }

  /** Asks a process for a profile of its main thread, of which events tell; false: no such process is connected. */
  profile(pid: number, forMs: number): boolean {
    const socket = this.#sockets.get(pid);
    if (socket === undefined) return false;
    const asked: Asked = { type: 'profile', forMs };
    const python = this.#interpreters.get(socket);
    if (python) python.refuseProfile(forMs);
    else socket.write(`${JSON.stringify(asked)}\n`);
    return true;
  }

  #profileOnce(pid: number): void {
    const { profileMs = null } = this.#handlers;
    if (profileMs === null || this.#profiled >= mostProfiled) return;
    this.#profiled++;
    this.profile(pid, profileMs);
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
    let profile: ProfileReader | null = null;
    const take = (line: string) => {
      const hello = decodeHello(line);
      if (python) python.take(line);
      // An interpreter within one that is observed already has no threads of its own.
      else if (hello && this.#sockets.has(hello.pid)) socket.destroy();
      else if (hello) {
        python = new PythonProcess(hello, {
          tell: (events) => {
            for (const event of events) note(event);
          },
          say: (said) => socket.write(said),
        });
        this.#interpreters.set(socket, python);
      } else takeOfNode(line);
    };
    const takeOfNode = (line: string) => {
      const piece = decodePiece(line);
      if (piece !== null) return profile?.piece(piece);
      const event = decodeWatchEvent(line);
      note(event.type === 'profile' && profile !== null ? profile.noted(event) : event);
    };
    const note = (event: WatchEvent) => {
      atMs = event.atMs;
      if (event.type === 'watch-started') {
        pid = event.target.pid;
        this.#sockets.set(pid, socket);
        profile = new ProfileReader(this.#handlers.folder ?? process.cwd(), pid, event.target.command);
      }
      if (pid === null) return;
      isOver ||= event.type === 'watch-ended';
      this.#handlers.onEvent(pid, event);
      if (event.type === 'loaded') this.#profileOnce(pid);
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
      profile?.close();
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
