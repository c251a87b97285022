/** How durations are counted where there are too many to keep each: in buckets that grow by 2 % a step, right to 1 %. */

const step = 1.02;
/** Everything below a hundredth of a millisecond is one bucket. */
const smallestMs = 0.01;

/** The number of the bucket that so many milliseconds fall into. */
export function bucketOf(ms: number): number {
  return ms <= smallestMs ? 0 : Math.ceil(Math.log(ms / smallestMs) / Math.log(step));
}

/** The middle of a bucket, in milliseconds. */
export function msOfBucket(bucket: number): number {
  return bucket === 0 ? 0 : smallestMs * step ** (bucket - 0.5);
}
