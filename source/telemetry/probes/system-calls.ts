/**
 * Calls of the kernel that a thread may wait in, by name: their numbers on x86-64 and on arm64 (-1: it has none).
 * Source: Linux, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
 */
const numbers: Readonly<Record<string, readonly [x64: number, arm64: number]>> = {
  read: [0, 63],
  write: [1, 64],
  poll: [7, -1],
  ppoll: [271, 73],
  select: [23, -1],
  pselect6: [270, 72],
  epoll_wait: [232, -1],
  epoll_pwait: [281, 22],
  epoll_pwait2: [441, 441],
  readv: [19, 65],
  writev: [20, 66],
  pread64: [17, 67],
  pwrite64: [18, 68],
  sendfile: [40, 71],
  connect: [42, 203],
  accept: [43, 202],
  accept4: [288, 242],
  sendto: [44, 206],
  recvfrom: [45, 207],
  sendmsg: [46, 211],
  recvmsg: [47, 212],
  nanosleep: [35, 101],
  clock_nanosleep: [230, 115],
  wait4: [61, 260],
  waitid: [247, 95],
  futex: [202, 98],
  fcntl: [72, 25],
  flock: [73, 32],
  fsync: [74, 82],
  fdatasync: [75, 83],
  openat: [257, 56],
  open: [2, -1],
  stat: [4, -1],
  newfstatat: [262, 79],
  getdents64: [217, 61],
  unlinkat: [263, 35],
  io_getevents: [208, 4],
  pause: [34, -1],
  rt_sigtimedwait: [128, 137],
};

const byNumber = {
  x64: new Map(Object.entries(numbers).map(([name, [x64]]) => [x64, name])),
  arm64: new Map(Object.entries(numbers).map(([name, [, arm64]]) => [arm64, name])),
};

/** Whether calls can be told by their numbers on such a machine. */
export const tellsCalls = (arch: string) => arch in byNumber;

/** The name of a call by its number; null for one that is not in the list, and on other machines. */
export function systemCall(number: number, arch: string = process.arch): string | null {
  return byNumber[arch as keyof typeof byNumber]?.get(number) ?? null;
}

/** Calls that wait for a child process to end. */
export const waitsForChild = (call: string | null) => call === 'wait4' || call === 'waitid';
