import { atWords, frameWords, heldWords, shareWords } from '../../../findings/held-words.ts';
import { count, duration, holderName, isSure, plural, seconds } from '../../../format.ts';
import { isCutOff } from '../../../protocol/request-status.ts';
import { isOwn } from '../../../session/own-frame.ts';
import { isStream } from '../../../session/requests.ts';
import type { Held } from '../../../session/vitals.ts';
import { placeRows, shortPath, shortRoute } from '../../path-text.ts';
import { paragraph, toWidth, wrapped } from '../../text.ts';
import { frozenSign, type Theme } from '../../theme.ts';
import type { Opened } from './opened.ts';
import type { Seen } from './seen.ts';

/** What to be told of a freeze: when, how long, whose, and all frames of the stack that was there. */
export function freezeRows(held: Held, atMs: number, of: Of, width: number, theme: Theme): string[] {
  const since = seconds(Math.max(0, atMs - held.startedMs - held.durationMs));
  const when = held.over ? `It ended ${agoWords(since, of)}.` : lastsWords(of);
  const words = wrapped(
    `${frozenSign} ${heldWords({ ...held, frames: [] })}. ${when}`,
    Math.max(10, width - 2),
  );
  return [
    ...words.map((row) => ` ${held.over ? row : theme.paint('cold', row)}`),
    '',
    ...stackRows(held, of, width, theme),
    ...unreadRows(held),
  ];
}

/** What is left alone, or has ended, has no now. */
function lastsWords({ phase, ended }: Pick<Seen, 'phase' | 'ended'>): string {
  if (phase !== 'ended') return 'It is not over yet.';
  return ended?.how === 'detached' ? 'It was not over when Heddle detached.' : 'It lasted until the end.';
}

const agoWords = (time: string, { phase }: Pick<Seen, 'phase'>) =>
  phase === 'ended' ? `${time} before the end` : `${time} ago`;

/** What is known of the process that it was in. */
type Of = Pick<Seen, 'phase' | 'ended' | 'program'>;

/**
 * The place as findings name it, then the stack: there is room for paths, of those below the folder that the program was started in
 * from there on, of others whole.
 */
function stackRows(held: Held, { program }: Of, width: number, theme: Theme): string[] {
  const folder = program?.target.folder ?? null;
  const root = folder === null ? '' : `${folder.replace(/[\\/]$/, '')}/`;
  const share = shareWords(held);
  if (held.frames.length === 0) return [' No stack was taken: it was over too soon, or stacks are off.'];
  const head = ` ${atWords(held) ?? 'Its stack'}${share === null ? '' : `, ${share}`}`;
  return [
    ...wrapped(head.trim(), Math.max(10, width - 2)).map((row) => ` ${theme.paint('strong', row)}`),
    ...held.frames.flatMap((frame) => {
      if (isOwn(frame)) return placeRows(frameWords(frame, root), width - 3).map((row) => `   ${row}`);
      const { name, file, line } = frame;
      const at = file === null ? '' : `${file}${line === null ? '' : `:${line}`}`;
      return theme.paint('dim', shortPath(`   ${name ?? '(no name)'} `, at, width));
    }),
  ];
}

function unreadRows({ unreadSockets, over }: Held): string[] {
  if (!unreadSockets) return [];
  return ['', ` ${plural(unreadSockets, 'socket')} ${over ? 'had' : 'with'} data that nobody read meanwhile`];
}

/** All that is known of a request: how long, what it asked others for, and the times at which it held the loop. */
export function requestRows(
  { request, calls, held, atMs }: Extract<Opened, { kind: 'request' }>,
  of: Of,
  width: number,
  theme: Theme,
): string[] {
  const line = (name: string, text: string) =>
    paragraph(` ${theme.paint('dim', toWidth(name, 10))} `, text, width);
  const callCells = Math.max(10, width - 24);
  const holder = held[0]?.holder;
  // As its lane is called everywhere.
  const thread = request?.lane ? `thread-${request.lane}` : null;
  const about =
    request === null
      ? line('request', holder ? `${isSure(holder) ? '' : 'probably '}${holderName(holder)}` : '')
      : [
          ...line('request', request.text),
          ...line(
            'state',
            request.endedMs === null
              ? isStream(request)
                ? 'its answer has begun, and goes on'
                : of.phase === 'ended'
                  ? 'in flight to the end'
                  : 'in flight'
              : `ended with ${isCutOff(request.status) ? 'no answer: it was cut off' : request.status}`,
          ),
          ...(thread === null ? [] : line('served', `in ${thread}`)),
          ...line('took', duration((request.endedMs ?? atMs) - request.startedMs)),
          ...line('began', agoWords(seconds(Math.max(0, atMs - request.startedMs)), of)),
        ];
  const asked = calls.map(
    ({ text, startedMs, endedMs, status }) =>
      `   ${toWidth(shortRoute(text, callCells), callCells)} ${duration((endedMs ?? atMs) - startedMs)} ${endedMs === null ? (of.phase === 'ended' ? 'waited' : 'waits') : (status ?? '')}`,
  );
  return [
    ...about,
    ...(asked.length > 0 ? ['', ...line('asked', `${count(asked.length)} of others`), ...asked] : []),
    ...(held.length > 0
      ? held.flatMap((one) => ['', ...freezeRows(one, atMs, of, width, theme)])
      : [
          '',
          thread === null
            ? ' It did not hold the event loop for 100 ms, so no stack was taken.'
            : ' No stacks are taken of loops in threads.',
        ]),
  ];
}
