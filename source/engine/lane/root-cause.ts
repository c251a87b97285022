/** By which errors are grouped: the code that says most of why, and the call of the system that failed. */
export type RootCause = {
  /** Of the error, or of what is behind it: `ECONNREFUSED` behind `fetch failed`. */
  readonly rootCode: string | null;
  /** `open`, `connect`; null where no call of the system failed. */
  readonly syscall: string | null;
};

/** Causes behind causes: no library nests more. */
const deepest = 5;
/** As the system, libuv and its resolver name errors: `EMFILE`, `EAI_AGAIN`; those of Node.js (`ERR_…`) say less. */
const systemCode = /^(?:E[A-Z0-9]+|EAI_[A-Z]+)$/;

/** Looks behind an error: a cause, or the first of several that were tried in turn. Throws what its getters throw. */
export function rootCauseOf(error: unknown): RootCause {
  const codes = [...chainOf(error)];
  const root = codes.find(({ rootCode }) => systemCode.test(rootCode)) ?? codes[0];
  return root ?? { rootCode: null, syscall: null };
}

function* chainOf(error: unknown): Generator<RootCause & { readonly rootCode: string }> {
  let next = error;
  for (let depth = 0; depth < deepest && typeof next === 'object' && next !== null; depth++) {
    // `rootCode`: of what came from a lane it is known.
    const { code, rootCode = code, syscall, cause, errors } = next as Record<string, unknown>;
    if (typeof rootCode === 'string')
      yield { rootCode, syscall: typeof syscall === 'string' ? syscall.split(' ')[0]! : null };
    next = cause ?? (Array.isArray(errors) ? errors[0] : null);
  }
}
