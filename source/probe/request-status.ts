import type { Measured } from '../protocol/units.ts';

/** The client went away before there was an answer: what nginx logs. */
export const goneStatus = 499;

/** From 500 on it is the program's failure, or the other side's; without any status nobody answered. */
export const hasFailed = (status: Measured) => status === null || status >= 500 || status === goneStatus;

/** What takes longer is noticed by whoever waits for it; of faster requests only their routes are told. */
export const slowMs = 50;
