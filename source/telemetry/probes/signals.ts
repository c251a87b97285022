import { readFileSync } from 'node:fs';

/** Whether a thread would run a handler of its program for a signal, by its number; false where that cannot be told. */
export function handlesSignal(tid: number, signal: number): boolean {
  try {
    return handledIn(readFileSync(`/proc/${tid}/status`, 'latin1'), signal);
  } catch {
    return false;
  }
}

/** By the masks of caught and of blocked signals in /proc/TID/status; signal 1 is their lowest bit. */
export function handledIn(status: string, signal: number): boolean {
  const isIn = (field: string) => {
    const mask = new RegExp(`^${field}:\\s+([0-9a-f]+)`, 'm').exec(status)?.[1] ?? '0';
    return ((BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n) === 1n;
  };
  return isIn('SigCgt') && !isIn('SigBlk');
}
