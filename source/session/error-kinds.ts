import type { RunEventOf } from '../protocol/events.ts';
import type { ErrorCount, Session, TaskError } from './state.ts';

/** Tasks that failed alike: by one code, or where there is none by the name of the error; and in one call. */
export type ErrorKind = ErrorCount & {
  /** The first of them of which the error is kept, and that error; null where none is. */
  readonly first: { readonly task: number; readonly error: TaskError } | null;
  /** Where they were thrown, the most frequent place first, of the errors that are kept and say so. */
  readonly places: readonly { readonly place: string; readonly tasks: number }[];
};

/** See `ErrorKind`; of the first error its message. */
export type ErrorKindSummary = Omit<ErrorKind, 'first' | 'places'> & {
  message: string | null;
  places: ErrorKind['places'][number][];
};

/** The counts after more errors. */
export function addErrors(
  counts: readonly ErrorCount[],
  { errors, more }: RunEventOf<'errors'>,
): readonly ErrorCount[] {
  const all = new Map(counts.map((one) => [keyOf(one), one]));
  for (const one of [...errors.map((error) => ({ ...error, tasks: 1 })), ...more]) {
    const { name, rootCode, syscall, tasks } = one;
    const before = all.get(keyOf(one));
    all.set(keyOf(one), { ...(before ?? { name, rootCode, syscall }), tasks: (before?.tasks ?? 0) + tasks });
  }
  return [...all.values()];
}

/** The kinds of errors, that of most tasks first. */
export function errorKinds({ errors, errorCounts }: Pick<Session, 'errors' | 'errorCounts'>): ErrorKind[] {
  const kept = Map.groupBy(errors, ([, error]) => keyOf(error));
  return errorCounts
    .map((one): ErrorKind => {
      const [first, ...others] = kept.get(keyOf(one)) ?? [];
      if (!first) return { ...one, first: null, places: [] };
      return { ...one, first: { task: first[0], error: first[1] }, places: placesOf([first, ...others]) };
    })
    .sort((a, b) => b.tasks - a.tasks);
}

function placesOf(errors: readonly (readonly [number, TaskError])[]): ErrorKind['places'] {
  const told = errors.flatMap(([, { place }]) => place ?? []);
  return [...Map.groupBy(told, (place) => place)]
    .map(([place, all]) => ({ place, tasks: all.length }))
    .sort((a, b) => b.tasks - a.tasks);
}

/** What two errors of one kind have in common. */
const keyOf = ({ name, rootCode, syscall }: Pick<TaskError, 'name' | 'rootCode' | 'syscall'>) =>
  `${rootCode ?? name} ${syscall ?? ''}`;

/** The first `most` kinds, as a summary has them. */
export function summaryOfKinds(
  session: Pick<Session, 'errors' | 'errorCounts'>,
  most: number,
): ErrorKindSummary[] {
  return errorKinds(session)
    .slice(0, most)
    .map(({ first, places, ...kind }) => ({
      ...kind,
      message: first?.error.message ?? null,
      places: places.slice(0, most),
    }));
}
