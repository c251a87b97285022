import type { Program } from '../../session/program.ts';
import type { Watch } from '../../session/watch.ts';
import type { Found } from '../finding.ts';

/** What a rule finds in a watched program. */
export type WatchFound = Found & {
  /** What of the program it is about, where a rule may find several: a function, a call in one, a route, a host. Null: all of it. */
  readonly subject: string | null;
};

/** One rule, one file, as for runs (see `Rule` in ../finding.ts); of one process, as each has a loop and a memory of its own. */
export type WatchRule = {
  readonly id: string;
  /** What it looks for, in one line. */
  readonly looksFor: string;
  /** Rules that explain the same better: where one of them finds something, this is silent. */
  readonly unless?: readonly string[];
  /** The worst first; none where there is nothing to say. */
  find(watch: Watch): readonly WatchFound[];
};

/** One that looks at the whole program. */
export type ProgramRule = Pick<WatchRule, 'id' | 'looksFor'> & {
  find(program: Program): readonly WatchFound[];
};
