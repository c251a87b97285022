import type { LoadPlan } from '../protocol/load-events.ts';

/** Where requests go: a port of this machine, by the address at which the program listens. */
export type Target = { readonly host: string; readonly port: number };

/** What the sender's thread is started with. */
export type SenderData = { readonly plan: LoadPlan; readonly target: Target };

/** `stop`: no more is sent, and what is known is told. `isGone`: the program ends, so that what fails at last says nothing. */
export type SenderCommand = { readonly type: 'stop'; readonly isGone: boolean };
