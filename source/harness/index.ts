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
  const all = places.flatMap((at) => {
    const harness = (/\.py$/.test(at.file) ? pythonHarness : javascriptHarness)(at, around);
    return harness === null ? [] : { ...harness, at };
  });
  const callable = all.filter(({ way }) => way !== 'sketch');
  return (
    callable.find(({ inputs }) => !inputs.some((name) => ofRequests.test(name))) ??
    callable[0] ??
    all[0] ??
    null
  );
}
