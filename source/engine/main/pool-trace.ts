import type { Session } from 'node:inspector';
import type { Figure } from '../../protocol/vital-events.ts';
import type { Clock } from '../../telemetry/clock.ts';

/** The first look: long enough for a few short requests of each kind, and the loop gives 4 ms of it (measured, Node.js 24). */
const firstLookMs = 100;
/** A look sees only what comes back while it lasts: after one that saw nothing the next is longer by this factor. */
const longer = 2;
/** That many tell what is in the pool, and are 0.2 % of a run of ten seconds. */
const mostLooks = 5;
/** After a look that saw something. */
const restMs = 500;

/** What Node.js says when a request has come back from libuv's pool: the kinds that it knows of by name. */
const categories = ['node.threadpoolwork.async', 'node.dns.native', 'node.fs.async'];

/** Requests that came back, by kind, and the figures that tell of them. */
const figures = {
  files: { name: 'libuvFilesDone', title: 'file calls' },
  lookups: { name: 'libuvLookupsDone', title: 'DNS lookups' },
  crypto: { name: 'libuvCryptoDone', title: 'crypto calls' },
  zlib: { name: 'libuvZlibDone', title: 'zlib calls' },
  addons: { name: 'libuvAddonsDone', title: 'calls of native addons' },
} as const;
type Kind = keyof typeof figures;

type TraceEvent = { readonly cat: string; readonly name: string; readonly ph: string };

/**
 * What the threads of libuv's pool do, by kind: Node.js lists no requests of crypto, zlib and native addons, but it traces
 * them, for all threads of the process. Its trace goes to this session of the inspector and into no file.
 */
export class PoolTrace {
  readonly #clock: Clock;
  readonly #done = { files: 0, lookups: 0, crypto: 0, zlib: 0, addons: 0 };
  #looks = 0;
  #lookMs = firstLookMs;
  #nextMs = 0;
  #session: Session | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins a look, unless one is under way, was a moment ago, or there were enough. `onEnd`: is given all
   * that was seen so far. */
  look(onEnd: (figures: Figure[]) => void): void {
    if (this.#session || this.#looks >= mostLooks || this.#clock() < this.#nextMs) return;
    this.#looks++;
    const before = this.#all;
    try {
      const { Session } = process.getBuiltinModule('node:inspector');
      const session = new Session();
      session.connect();
      this.#session = session;
      session.on('NodeTracing.dataCollected', ({ params }) => {
        for (const event of params.value as TraceEvent[]) this.#count(event);
      });
      session.on('NodeTracing.tracingComplete', () => {
        this.#close();
        if (this.#all > before) this.#nextMs = this.#clock() + restMs;
        else this.#lookMs *= longer;
        onEnd(this.#figures());
      });
      session.post('NodeTracing.start', { traceConfig: { includedCategories: categories } }, (error) => {
        // The work traces itself.
        if (error) this.#giveUp();
        else setTimeout(() => this.#endOf(session), this.#lookMs).unref();
      });
    } catch {
      // Built without an inspector.
      this.#giveUp();
    }
  }

  /** Ends the look under way, if there is one, with what it saw so far: before this returns its `onEnd` was called. */
  end(): void {
    if (this.#session) this.#endOf(this.#session);
  }

  #endOf(session: Session): void {
    if (session === this.#session) session.post('NodeTracing.stop');
  }

  #giveUp(): void {
    this.#close();
    this.#looks = mostLooks;
  }

  #close(): void {
    this.#session?.disconnect();
    this.#session = null;
  }

  get #all(): number {
    return Object.values(this.#done).reduce((sum, count) => sum + count, 0);
  }

  #figures(): Figure[] {
    return Object.entries(figures).map(([kind, { name, title }]) => ({
      name,
      title: `${title} that libuv's pool did during looks at it`,
      value: this.#done[kind as Kind],
      unit: 'requests',
    }));
  }

  /** `e`: the end of a request. */
  #count({ cat, name, ph }: TraceEvent): void {
    const kind = ph === 'e' ? kindOf(cat, name) : null;
    if (kind !== null) this.#done[kind]++;
  }
}

/** Null: what takes no thread of the pool, as questions of `dns.resolve`, or is too rare to have a name here. */
function kindOf(category: string, name: string): Kind | null {
  if (category.includes('node.fs')) return 'files';
  if (category.includes('node.dns')) return name.startsWith('lookup') ? 'lookups' : null;
  if (name === 'crypto' || name === 'zlib') return name;
  return name === 'node_api' ? 'addons' : null;
}
