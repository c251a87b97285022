import type { RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import { cleanText } from '../protocol/text.ts';
import type { SessionStore } from '../session/store.ts';

export type Engine = { cancel(): void; kill(): void };

/** Starts an engine for a plan; events arrive through onEvent until and including run-ended. */
export type Launch = (plan: Plan, onEvent: (event: RunEvent) => void) => Engine;

/** Starts an engine for a store; null where its run is over already. One that cannot even be started has crashed. */
export function startEngine(launch: Launch, plan: Plan, store: SessionStore): Engine | null {
  try {
    const engine = launch(plan, store.push);
    return store.getSnapshot().ended ? null : engine;
  } catch (cause) {
    const message = cleanText(cause instanceof Error ? cause.message : String(cause));
    store.push({ type: 'run-ended', atMs: 0, outcome: 'crashed', wallMs: null, message });
    return null;
  }
}
