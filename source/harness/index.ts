import type { Around, At, Callable, Harness } from './harness.ts';
import { javascriptHarness } from './javascript.ts';
import { pythonHarness } from './python.ts';

/** What a request handler is given: nobody fills that in. */
const ofRequests = /^(?:req|request|_req|res|response|reply|ctx|context|next|self)$/;

/**
 * A harness for what held the loop: for the innermost of these functions that can be called with what a person fills in. `places`:
 * the person's own on the stack, innermost first. Null: none of their files can be read.
 */
export function harnessOf(places: readonly At[], around: Around): (Harness & Callable) | null {
  let callable: (Harness & Callable) | null = null;
  let sketch: (Harness & Callable) | null = null;
  for (const at of places) {
    const harness = (/\.py$/.test(at.file) ? pythonHarness : javascriptHarness)(at, around);
    if (harness === null) continue;
    const one = { ...harness, at };
    if (one.way === 'sketch') sketch ??= one;
    // The files of the others are not read.
    else if (!one.inputs.some((name) => ofRequests.test(name))) return one;
    else callable ??= one;
  }
  return callable ?? sketch;
}
