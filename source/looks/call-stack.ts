import type { Look, Site } from './look.ts';

/** Deep enough to reach a person's code below what a library does for it. */
const mostSites = 60;

/** The longest that may stand between where a function begins and its parameters, beside its name. */
const mostWords = 'static async function* '.length;

export type CallStack = Pick<Look, 'sites' | 'entered'>;

/** The stack below this function, innermost first, and without so many more. Empty where the work lets nobody read it. */
export function callStack(without = 0): CallStack {
  const { stackTraceLimit } = Error;
  const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    Error.stackTraceLimit = mostSites;
    Error.prepareStackTrace = (_error, sites) => sites;
    const { stack } = new Error() as { stack?: unknown };
    const sites = Array.isArray(stack) ? (stack as NodeJS.CallSite[]).slice(1 + without) : [];
    const [top] = sites;
    return { sites: sites.map(siteOf), entered: top !== undefined && isAtItsBeginning(top) };
  } catch {
    // Frozen: an assignment throws.
    return { sites: [], entered: false };
  } finally {
    restore(stackTraceLimit, own);
  }
}

function restore(stackTraceLimit: number, own: PropertyDescriptor | undefined): void {
  try {
    Error.stackTraceLimit = stackTraceLimit;
    if (own) Object.defineProperty(Error, 'prepareStackTrace', own);
    else Reflect.deleteProperty(Error, 'prepareStackTrace');
  } catch {
    // It could not be changed before either.
  }
}

/** V8 serves an interrupt as it enters a function: then it is where the parameters begin. What is called there is innermost. */
function isAtItsBeginning(site: NodeJS.CallSite): boolean {
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  const from = site.getEnclosingColumnNumber();
  if (line === null || column === null || from === null || line !== site.getEnclosingLineNumber())
    return false;
  return column - from <= mostWords + (site.getFunctionName()?.length ?? 0);
}

function siteOf(site: NodeJS.CallSite): Site {
  const name = site.getFunctionName() ?? methodOf(site);
  const file = site.getFileName() || null;
  // What the language itself has is known with what it belongs to: `Atomics.wait`, `RegExp.test`.
  const of = file === null && name !== null ? site.getTypeName() : null;
  return [of ? `${of}.${name}` : name, file, site.getLineNumber(), site.getColumnNumber()];
}

/** Under which name the object has it that it is called on; those that Node keeps callbacks in say nothing of them. */
const methodOf = (site: NodeJS.CallSite) =>
  keepers.has(site.getTypeName() ?? '') ? null : site.getMethodName();
const keepers = new Set(['Timeout', 'Immediate']);
