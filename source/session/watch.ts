import type { Measured } from '../protocol/units.ts';
import type { WatchEvent, WatchEventOf } from '../protocol/watch-events.ts';
import { createVitals } from './create-vitals.ts';
import { addMoment, type Moment } from './moments.ts';
import { begin, reduceVitals } from './reduce-vitals.ts';
import { addRequests, noRequests, type Requests } from './requests.ts';
import { emptyLatest } from './series.ts';
import type { Held, Vitals } from './vitals.ts';
import { addLook, type LookAtSockets, type Sockets } from './waiting-outside.ts';

/** How it stands with a profile of the main thread. */
export type Profile = Omit<WatchEventOf<'profile'>, 'type' | 'atMs'> & { readonly askedMs: number };

/** Everything known of one process of a watched program. A pure function of the events so far. */
export type Watch = Vitals & {
  /** Null until the process has told who it is. */
  readonly program: Omit<WatchEventOf<'watch-started'>, 'type' | 'atMs' | 'protocol'> | null;
  /** When it was loaded, in milliseconds since its origin; null: it still loads, or nobody saw it. */
  readonly loadedMs: Measured;
  /** What held its loop last while it loaded: that is told apart, nobody waits for it yet. */
  readonly loading: Held | null;
  readonly requests: Requests;
  /** Null: nobody looked at them. */
  readonly sockets: Sockets | null;
  /** Of the latest freezes in which somebody looked at the sockets: the look at which most of them waited. */
  readonly waited: readonly LookAtSockets[];
  /** What stood when, for the last minutes: what happens now says more than all that has happened. */
  readonly moments: readonly Moment[];
  /** The profile that a person has asked for last; null: for none. */
  readonly profile: Profile | null;
  /** Null until it has ended. */
  readonly ended: Pick<WatchEventOf<'watch-ended'>, 'how' | 'exitCode' | 'signal'> | null;
};

/** The state before the first event. */
export function createWatch(): Watch {
  return {
    ...createVitals('starting', emptyLatest),
    program: null,
    loadedMs: null,
    loading: null,
    requests: noRequests,
    sockets: null,
    waited: [],
    moments: [],
    profile: null,
    ended: null,
  };
}

/** The state after one more event. Pure. */
export function reduceWatch(watch: Watch, event: WatchEvent): Watch {
  const next = { ...watch, atMs: Math.max(watch.atMs, event.atMs) };
  switch (event.type) {
    case 'watch-started': {
      const { type, atMs, protocol, ...program } = event;
      const { engine, machine, target } = event;
      // From outside nobody sees it load: what is seen of it counts at once. In Python no loop that beats runs before.
      const isSeen = target.how !== 'outside' && engine?.runtime !== 'python';
      const phase = isSeen ? next.phase : 'running';
      return begin({ ...next, phase, program }, { engine, machine });
    }
    case 'loaded':
      // Of one that ran already nobody saw it.
      return { ...next, phase: 'running', loadedMs: isAttached(watch) ? null : event.atMs };
    case 'held': {
      if (isFreeze(watch, event)) return reduceVitals(next, event);
      // That it is over may be told after the loop has turned.
      const { type, atMs, ...held } = event;
      return { ...next, loading: held };
    }
    case 'requests':
      return { ...next, requests: addRequests(watch.requests, event) };
    case 'sockets': {
      const { type, atMs, ...sockets } = event;
      return { ...next, sockets, waited: addLook(watch.waited, watch, event) };
    }
    case 'sample': {
      const sampled = reduceVitals(next, isOfLoading(watch) ? withoutLag(event) : event);
      return { ...sampled, moments: addMoment(sampled, event) };
    }
    case 'profile': {
      const { type, atMs, ...profile } = event;
      const askedMs = profile.state === 'waits' ? atMs : (watch.profile?.askedMs ?? atMs);
      return { ...next, profile: { ...profile, askedMs } };
    }
    case 'watch-ended': {
      const ended = { how: event.how, exitCode: event.exitCode, signal: event.signal };
      return { ...next, phase: 'ended', ended, profile: leftBehind(watch.profile) };
    }
    default:
      return reduceVitals(next, event);
  }
}

/** Whether it kept a loop from turning that turned before: what a program does until then is its loading. */
export const isFreeze = ({ phase, loadedMs }: Watch, { startedMs }: WatchEventOf<'held'>) =>
  phase === 'running' && startedMs >= (loadedMs ?? 0);

/** Whether it is on its way to the first turn of its loop. */
export const isLoading = ({ phase, loadedMs, ended }: Watch) =>
  phase === 'starting' && loadedMs === null && ended === null;

/** Whether the next sample tells of a time in which it loaded. */
const isOfLoading = ({ phase, loadedMs, runningSinceMs }: Watch) =>
  phase === 'starting' || (loadedMs !== null && runningSinceMs === null);

/** A loop that does not turn yet is not late. */
const withoutLag = (sample: WatchEventOf<'sample'>): WatchEventOf<'sample'> => ({
  ...sample,
  loopLagsMs: [],
  lanes: sample.lanes.map((lane) => ({ ...lane, lagMs: null })),
});

/** A process that ends, or that is left alone, takes a profile with it that is not there yet. */
const leftBehind = (profile: Profile | null): Profile | null =>
  profile === null || profile.state === 'taken' || profile.state === 'failed'
    ? profile
    : { ...profile, state: 'failed', why: 'the process ended, or was let go of, before it was taken' };

const isAttached = ({ program }: Watch) => program?.target.how === 'attached';
