/** From when to when something was there, in milliseconds on one clock. */
export type Span = [fromMs: number, toMs: number];

/** The most of them that were there at the same moment. */
export function mostAtOnce(spans: readonly Span[]): number {
  const begins = Float64Array.from(spans, ([from]) => from).sort();
  const ends = Float64Array.from(spans, ([, to]) => to).sort();
  let most = 0;
  let over = 0;
  for (let begun = 0; begun < begins.length; begun++) {
    while (ends[over]! <= begins[begun]!) over++;
    most = Math.max(most, begun + 1 - over);
  }
  return most;
}
