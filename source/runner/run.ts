import type { RunEvent } from '../protocol/events.ts';
import type { Source, Stream } from '../protocol/source.ts';
import { cleanText } from '../protocol/text.ts';
import { reduce } from '../session/reduce.ts';
import { createSession, type Session } from '../session/state.ts';
import { createStore, type Schedule } from '../session/store.ts';

/** Time-outs, each with its reason. */
const timeouts = {
  /** What tasks may take to end by themselves once they were asked to. */
  graceMs: 2000,
  /** What the source may take beyond that to end itself, before it is killed from here. */
  sourceGraceMs: 1500,
} as const;

/** A source under way, with the session that its events make. */
export type Run = {
  /** Asks the work to end. Asked again, or when the work has not ended in time, the source is killed. */
  cancel(): void;
  /** Ends the source at once; the run counts as cancelled. */
  kill(): void;
  /** Resolves with the whole session when no process of the run is left. */
  readonly ended: Promise<Session>;
};

export type RunOptions = {
  /** When what has arrived is passed on; the end of the run is passed on at once. */
  readonly schedule: Schedule;
  /** Told of every session that is new, the last one with `ended`; perhaps before `startRun` returns. */
  onChange?(session: Session): void;
};

/** Starts a source. One that cannot even be started is a run that has crashed. */
export function startRun(source: Source, { schedule, onChange = () => {} }: RunOptions): Run {
  const store = createStore<Session, RunEvent>(
    { first: createSession(source.plan), reduce, isLast: ({ type }) => type === 'run-ended' },
    schedule,
  );
  const { promise: ended, resolve } = Promise.withResolvers<Session>();
  let stream: Stream | null = null;
  let over = false;
  let cancelling = false;
  let late: NodeJS.Timeout | undefined;

  function take(event: RunEvent): void {
    if (event.type === 'run-ended') {
      over = true;
      clearTimeout(late);
    }
    store.push(event);
    if (over) resolve(store.getSnapshot());
  }

  function kill(): void {
    if (!over) stream?.kill();
  }

  store.subscribe(() => onChange(store.getSnapshot()));
  try {
    stream = source.start(take);
  } catch (cause) {
    const message = cleanText(cause instanceof Error ? cause.message : String(cause));
    take({ type: 'run-ended', atMs: 0, outcome: 'crashed', wallMs: null, message });
  }
  return {
    cancel() {
      if (cancelling) return kill();
      cancelling = true;
      if (over) return;
      stream?.cancel(timeouts.graceMs);
      late = setTimeout(kill, timeouts.graceMs + timeouts.sourceGraceMs);
    },
    kill,
    ended,
  };
}
