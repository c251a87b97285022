import { readProc } from '../proc.ts';

/** Tells from outside whether the main loop of a process has turned, as one does that a signal wakes. */
export class MainLoop {
  readonly #pid: number;
  readonly #before: number;

  constructor(pid: number) {
    this.#pid = pid;
    this.#before = this.#sleeps();
  }

  /**
   * It has slept anew since then, and waits for events now. False where the system does not tell; and also where it has children, as
   * `spawnSync` waits for events of its own until a child has ended.
   */
  get hasTurned(): boolean {
    const waits = /epoll|ep_poll/.test(this.#read('wchan')) && this.#read('children') === '';
    return waits && this.#sleeps() > this.#before;
  }

  #sleeps(): number {
    return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(this.#read('status'))?.[1] ?? Number.NaN);
  }

  #read(file: string): string {
    return readProc(this.#pid, `task/${this.#pid}/${file}`) ?? '';
  }
}
