import { type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Who may enter folders: a user, with all groups. */
export type Walker = { readonly uid: number; readonly groups: readonly number[] };

/** The outermost folder on the way into a folder that they may not enter; null: there is none. What access lists grant is not known. */
export function closedTo(
  walker: Walker,
  folder: string,
  stat: (path: string) => Stats = statSync,
): string | null {
  const above = dirname(folder);
  const before = above === folder ? null : closedTo(walker, above, stat);
  return before ?? (mayEnter(walker, stat(folder)) ? null : folder);
}

/** The system goes by the first of these that fits: owner, group, all others. */
function mayEnter({ uid, groups }: Walker, { mode, ...of }: Stats): boolean {
  if (uid === 0) return true;
  if (uid === of.uid) return (mode & 0o100) !== 0;
  return (mode & (groups.includes(of.gid) ? 0o010 : 0o001)) !== 0;
}
