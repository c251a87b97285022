/** The machine's monotonic clock in milliseconds; on Linux the same in every process, Python's included. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
