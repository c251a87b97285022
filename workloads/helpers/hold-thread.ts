/** A call that blocks. `gate`: one word of shared memory; whoever makes it 1 and notifies ends the call early. */
export type BlockingCall = { ms: number; gate: Int32Array };

/** Does the call: holds the calling thread, and whatever loop runs on it. Returns how many milliseconds it took. */
export function holdThread({ ms, gate }: BlockingCall): number {
  const began = performance.now();
  Atomics.wait(gate, 0, 0, ms);
  return performance.now() - began;
}

/** A gate that is shut. */
export function createGate(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** Ends the call that waits at the gate. */
export function open(gate: Int32Array): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}
