import { type Stopper, signalExitCodes } from './exit-code.ts';

const signals = Object.keys(signalExitCodes) as (keyof typeof signalExitCodes)[];

/**
 * Calls `stop` for all that can end a command from outside: SIGINT (Ctrl-C), SIGTERM, SIGHUP, and a reader of standard
 * output that has gone. Returns what ends the listening; a signal then ends the process at once again. To be called
 * before whatever has to be ended: a signal may come as soon as it is there.
 */
export function onStopper(stop: (stopper: Stopper) => void): () => void {
  const onReaderGone = () => stop('reader');
  for (const signal of signals) process.on(signal, stop);
  process.stdout.on('error', onReaderGone);
  return () => {
    for (const signal of signals) process.off(signal, stop);
    process.stdout.off('error', onReaderGone);
  };
}
