import type { Source } from '../protocol/source.ts';

/** Knows all sources that were started through it, so that none outlives its owner. */
export type SourceGuard = {
  /** The same source under this guard. Once all were ended it stays silent: who leaves starts nothing more. */
  guarded(source: Source): Source;
  /** Whether anything is under way. */
  readonly busy: boolean;
  /** Ends all that is under way; resolves when nothing of it is left. */
  endAll(): Promise<void>;
};

export function createSourceGuard(): SourceGuard {
  const open = new Set<{ kill(): void; ended: Promise<void> }>();
  let closed = false;
  return {
    get busy() {
      return open.size > 0;
    },
    guarded: (source) => ({
      plan: source.plan,
      start(onEvent) {
        if (closed) return { cancel() {}, kill() {} };
        const { promise: ended, resolve } = Promise.withResolvers<void>();
        const run = { kill() {}, ended };
        const stream = source.start((event) => {
          onEvent(event);
          if (event.type !== 'run-ended') return;
          open.delete(run);
          resolve();
        });
        run.kill = () => stream.kill();
        open.add(run);
        return stream;
      },
    }),
    async endAll() {
      closed = true;
      const left = [...open];
      for (const { kill } of left) kill();
      await Promise.all(left.map(({ ended }) => ended));
    },
  };
}
