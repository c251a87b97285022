/** What a thread waits for, by the kernel's name of the call that it waits in. */
const waits: readonly (readonly [call: RegExp, words: string])[] = [
  [/^futex/, 'waiting for a lock'],
  [/^(p?poll|p?select6?|epoll_p?wait2?)$/, 'waiting for a socket or pipe'],
  [/^(p?readv?2?|pread64|recv(from|msg|mmsg)?)$/, 'waiting to read'],
  [/^(p?writev?2?|pwrite64|send(to|msg|mmsg|file)?)$/, 'waiting to write'],
  [/^(connect|accept4?)$/, 'waiting for a connection'],
  [/^(clock_)?nanosleep$/, 'sleeping'],
  [/^f(data)?sync$/, 'waiting for the disk'],
  [/^(flock|fcntl)$/, 'waiting for the lock of a file'],
  [/^(wait4|waitid)$/, 'waiting for a child process'],
];

/** `waiting for a lock (futex)`; null: the call is not known. */
export function waitWords(call: string | null): string {
  if (call === null) return 'waiting in a call';
  const words = waits.find(([known]) => known.test(call))?.[1] ?? 'waiting in a call';
  return `${words} (${call})`;
}
