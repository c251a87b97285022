import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One row of /proc/PID/net/tcp. */
export type TcpSocket = {
  /** Its own, as the kernel writes it: 8 digits of IPv4, 32 of IPv6. */
  readonly address: string;
  readonly port: number;
  /** As the kernel counts them, see `tcpStates`. */
  readonly state: number;
  /** Bytes that the program has not read; of a listening socket connections that it has not accepted. */
  readonly waiting: number;
  /** By this number a descriptor names it. */
  readonly inode: string;
};

export const tcpStates = { established: 0x01, closeWait: 0x08, listening: 0x0a } as const;

// Its number, local and remote address, state, bytes to send and received, timer, retransmissions, user, timeout, inode.
const row =
  /^ *\d+: ([0-9A-F]+):([0-9A-F]+) [0-9A-F:]+ ([0-9A-F]+) [0-9A-F]+:([0-9A-F]+) \S+ \S+ +\d+ +\d+ (\d+)/gm;

/** All sockets in a table of /proc/net. */
export function parseTcpTable(table: string): TcpSocket[] {
  return Array.from(
    table.matchAll(row),
    ([, address = '', port = '', state = '', waiting = '', inode = '']) => ({
      address,
      port: Number.parseInt(port, 16),
      state: Number.parseInt(state, 16),
      waiting: Number.parseInt(waiting, 16),
      inode,
    }),
  );
}

/**
 * The TCP sockets of all processes that share the network with one. The kernel walks through all of its memory for them: some
 * milliseconds, however few there are. Throws where it cannot be read.
 */
export function readTcpSockets(pid: number): TcpSocket[] {
  return ['tcp', 'tcp6'].flatMap((kind) => {
    // Without IPv6 there is no such file.
    const text =
      kind === 'tcp6' ? readOr(`/proc/${pid}/net/tcp6`, '') : readFileSync(`/proc/${pid}/net/tcp`, 'utf8');
    return parseTcpTable(text);
  });
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

/** The inodes of the sockets that a process has open, some 4 µs a descriptor. Throws where it may not be known. */
export function socketInodes(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  return new Set(readdirSync(folder).flatMap((fd) => inodeOf(`${folder}/${fd}`) ?? []));
}

/** Null for what is no socket, or has just been closed. */
function inodeOf(fd: string): string | null {
  try {
    return /^socket:\[(\d+)/.exec(readlinkSync(fd))?.[1] ?? null;
  } catch {
    return null;
  }
}
