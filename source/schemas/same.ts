/** A type as JSON has it: without `readonly`, and without a trace of the types that it was put together from. */
type Plain<T> = { -readonly [K in keyof T]: Plain<T[K]> };

/** Whether two types are the same, down to which fields may be left out. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Where two types differ, as paths: `.loop.held.cause`. Variants of a union are told by the path of the union. */
type Differences<A, B, Path extends string = ''> =
  Same<A, B> extends true
    ? never
    : [NonNullable<A>, NonNullable<B>] extends [readonly (infer C)[], readonly (infer D)[]]
      ? Nearest<Differences<C, D, Path>, Path>
      : [NonNullable<A>, NonNullable<B>] extends [object, object]
        ? Nearest<FieldDifferences<NonNullable<A>, NonNullable<B>, Path>, Path>
        : Path;

/** What fields do not tell, such as null for one of the two, is of the path itself. */
type Nearest<Below, Path> = [Below] extends [never] ? Path : Below;

type FieldDifferences<A, B, Path extends string> = {
  [K in (keyof A | keyof B) & string]: K extends keyof A & keyof B
    ? Differences<A[K], B[K], `${Path}.${K}`>
    : `${Path}.${K}`;
}[(keyof A | keyof B) & string];

/** Anything where two types are the same in JSON; else nothing that a value could be, which says where they differ. */
export type SameAs<A, B> =
  Same<Plain<A>, Plain<B>> extends true ? unknown : { differsAt: Differences<Plain<A>, Plain<B>> };
