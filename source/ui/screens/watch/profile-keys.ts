import { isOver } from '../../../findings/profile-words.ts';
import { usualProfileMs } from '../../../protocol/profile.ts';
import type { Profile } from '../../../session/watch.ts';
import { signs } from '../../theme.ts';
import type { ScreenKey } from '../screen.ts';
import type { Effects, Now } from './now.ts';
import { underWay } from './profile.ts';
import type { WatchState } from './state.ts';

/** How it stands with a profile, for the row at the bottom; null where there is nothing new. */
export function profileNote({ seen, state, theme }: Pick<Now, 'seen' | 'state' | 'theme'>): string | null {
  const { profile } = seen;
  if (profile === null || state.view.kind === 'profile' || state.readProfile === profile) return null;
  if (!isOver(profile)) return theme.paint('run', `${signs.running} ${underWay(seen)}`);
  return profile.state === 'failed'
    ? theme.paint('warn', `${signs.failed} No profile was taken. p says why.`)
    : theme.paint('ok', `${signs.done} The profile is taken. p shows it.`);
}

/** The profile in front; what has come of it is known from then on. */
const withProfileInFront = (state: WatchState, pid: number, profile: Profile): WatchState => ({
  ...state,
  view: { kind: 'profile', pid, scroll: 0 },
  readProfile: profile,
});

/** Takes a profile of the process in front, or shows the one that was taken. */
export function profileKeys({ state, seen, watching }: Now, { set }: Effects): ScreenKey[] {
  const { pid, profile, ended } = seen;
  const isOpen = state.view.kind === 'profile';
  if (pid === null || ended !== null || watching.state !== 'watched') return [];
  if (isOpen && profile !== null && !isOver(profile)) return [];
  const press = () => {
    if (!isOpen && profile !== null) return set(withProfileInFront(state, pid, profile));
    watching.profile(pid, usualProfileMs);
    set(state);
  };
  const hint = isOpen ? 'another profile' : 'profile';
  return [
    { keys: 'p', shown: 'p', hint, help: 'take a profile of 10 s, or show the one that was taken', press },
  ];
}
