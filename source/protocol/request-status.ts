import type { Measured } from './units.ts';

/** The client went away before there was an answer: what nginx logs. */
export const goneStatus = 499;

/** Whether it ended without an answer: the client went away, or the other side of a request that was sent. */
export const isCutOff = (status: Measured) => status === null || status === goneStatus;

/** From 500 on it is the program's failure, or the other side's; without an answer nobody got one. */
export const hasFailed = (status: Measured) => isCutOff(status) || (status ?? 0) >= 500;
