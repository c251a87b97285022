import type { Runtime } from './runtime.ts';

/** Why Heddle takes no profile of a process that it is not inside of, or that is no Node.js, and what does. */
export function whyNoProfile(runtime: Runtime['name'], pid: number): string {
  if (runtime === 'python')
    return `Heddle profiles Node.js only. For Python: py-spy record -o profile.svg --pid ${pid}`;
  if (runtime === 'node') return 'Heddle sees this process from outside only, and would have to be in it';
  return 'Heddle profiles Node.js only';
}
