/**
 * Where the tasks of threads wait for each other, so that they truly run at the same time: a task that began while
 * the others' threads were still being woken would be over before they start.
 */
export type StartLine = {
  /** Shared memory: how many have come, a word for every `lanes` tasks. */
  readonly arrivals: Int32Array;
  /** How many tasks run at the same time. */
  readonly lanes: number;
  readonly tasks: number;
};

/** A lane that is not there by then does not come: its thread died, or the machine is busy beyond measuring. */
const usualPatienceMs = 2000;
/** How often one that waits looks for a cancel. */
const sliceMs = 50;

export function createStartLine(tasks: number, lanes: number): StartLine {
  const waves = Math.ceil(tasks / lanes);
  return { arrivals: new Int32Array(new SharedArrayBuffer(waves * 4)), lanes, tasks };
}

/** Holds the thread until all tasks that run at the same time as this one have come, or no more can be expected. */
export function waitForOthers(
  line: StartLine,
  task: number,
  context: { readonly cancelled: boolean },
  patienceMs = usualPatienceMs,
): void {
  const { arrivals, lanes, tasks } = line;
  const wave = Math.floor(task / lanes);
  const all = Math.min(lanes, tasks - wave * lanes);
  if (Atomics.add(arrivals, wave, 1) + 1 === all) {
    Atomics.notify(arrivals, wave);
    return;
  }
  const until = performance.now() + patienceMs;
  for (;;) {
    const come = Atomics.load(arrivals, wave);
    if (come >= all || context.cancelled || performance.now() >= until) return;
    Atomics.wait(arrivals, wave, come, sliceMs);
  }
}
