/**
 * The layout of the memory in which requests are, so that they are seen from another thread also while the loop is held. Records are
 * aligned to 8 bytes, in this order:
 *
 *     header   64 bytes     see `headerField`
 *     states   4 bytes each, one of `slotState`
 *     slots    192 bytes each, see `slotField`
 */

/**
 * float64: requests to the program, and those of either kind for which there was no slot. int32: how often slots were given back, and
 * how many have been used so far, the first ones; and whether some beginnings or ends wait to be written.
 */
export const headerField = {
  ...{ begun: 0, ended: 8, failed: 16, uncounted: 24 },
  ...{ freed: 32, used: 36, waits: 40 },
} as const;
/**
 * float64: the number of the request, its times on the process's clock, and the number of the one within which it was sent (0:
 * none). int32: its kind, its status (0: none), how many bytes of text there are, and the status of an answer that has begun and goes
 * on (0: none has).
 */
export const slotField = {
  ...{ number: 0, startedMs: 8, endedMs: 16, parent: 24 },
  ...{ kind: 32, status: 36, length: 40, answering: 44, text: 48 },
} as const;
/** Written last by whoever is done: the main thread begins and ends, the watcher's frees. */
export const slotState = { free: 0, begun: 1, ended: 2 } as const;

export const headerBytes = 64;
export const slotBytes = 192;
export const textBytes = slotBytes - slotField.text;
/** Where the parts of a table begin, and its size, in bytes. */
export function requestLayout(slots: number) {
  const slotsAt = headerBytes + 4 * slots + ((4 * slots) % 8);
  return {
    freedAt: headerField.freed,
    statesAt: headerBytes,
    slotsAt,
    slotBytes,
    bytes: slotsAt + slots * slotBytes,
  };
}
