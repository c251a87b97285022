import type { Measured } from '../protocol/units.ts';
import type { Logged } from './logged.ts';
import type { RequestKind } from './request-table.ts';

/** How requests are written down, see `observeRequests`. */
export type Notes = {
  on<Message>(channel: string, listener: (message: Message) => void): void;
  begin(kind: RequestKind, method?: string, host?: string, path?: string): Logged;
  /** Its answer has begun, and goes on. */
  answers(one: Logged, status: number): void;
  end(one: Logged, status: Measured): void;
};
