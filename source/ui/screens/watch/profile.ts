import {
  busyWords,
  opensProfiles,
  profiledParts,
  progressWords,
  writtenWords,
} from '../../../findings/profile-words.ts';
import { paragraph, wrapped } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import type { Seen } from './seen.ts';

/** A call of native code that takes longer is told: the profile waits for it. */
const feltMs = 1000;

/** All that is known of the profile that was asked for last. */
export function profileRows(seen: Seen, width: number, theme: Theme): string[] {
  const { profile, profileMs } = seen;
  const text = (words: string) => wrapped(words, Math.max(10, width - 2)).map((row) => ` ${row}`);
  if (profile === null) return [' None has been taken of this process. p takes one.'];
  const { found } = profile;
  if (profile.state === 'failed') return text(`${signs.failed} No profile: ${profile.why}`);
  if (profile.state === 'taken' && found !== null) {
    const functions = profiledParts(found).flatMap(([share, one]) => paragraph(` ${share}  `, one, width));
    return [
      ` ${theme.paint('strong', `The main thread was ${busyWords(found)}`)}`,
      ...text('The functions that took most of that time, without what they call:'),
      '',
      ...(functions.length > 0 ? functions : text('None: it had nothing to do.')),
      '',
      ...paragraph(' Written to   ', writtenWords(profile), width),
      ...paragraph(' To open it   ', opensProfiles, width),
    ];
  }
  return [
    ` ${theme.paint('run', `${signs.running} ${underWay(seen)}`)}`,
    '',
    ...text(
      `A profile of the main thread, ${Math.round(profile.forMs / 1000)} s long. The program goes on meanwhile.`,
    ),
    ...(profile.state === 'waits' && (profileMs ?? 0) > feltMs ? text(waitsForNative) : []),
  ];
}

const waitsForNative = 'The process has not answered yet: a call of native code has to return first.';

/** How far it is, in one line. */
export function underWay({ profile, profileMs }: Seen): string {
  if (profile?.state === 'waits') return 'Profile: it begins once the main thread answers';
  if (profile?.state === 'stops') return 'Profile: its time is over, the main thread hands it out';
  return `Profile: ${progressWords(profileMs ?? 0, profile?.forMs ?? 0)}`;
}
