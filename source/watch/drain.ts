import { spawn } from 'node:child_process';

/** Ends what waits for the end of this process. */
export type Drain = { stop(): void };

const firstFd = 3;

/** Node has made them such that who finds nothing to read is told so, instead of waiting: `cat` then ends. */
const drain = `drain() {
  while :; do
    case $(LC_ALL=C cat <&$1 2>&1 >/dev/null) in
      *temporarily*) sleep 0.1 || sleep 1 ;;
      *) return ;;
    esac
  done
}`;

/**
 * Reads these descriptors to their end once this process is gone, however it went: the program that prints into them would
 * otherwise die of it. Until then it holds them open, and reads nothing.
 */
export function drainAfter(fds: readonly number[]): Drain {
  const readers = fds.map((_, at) => `drain ${at + firstFd} &`);
  // Nobody writes to its standard input; it ends when this process does.
  const script = `${drain}\nread -r _; ${readers.join(' ')} wait`;
  const child = spawn('/bin/sh', ['-c', script], {
    // Ctrl-C is meant for others.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', ...fds],
  });
  // Without a shell nothing is held open: no more than that.
  child.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return { stop: () => child.kill('SIGKILL') };
}
