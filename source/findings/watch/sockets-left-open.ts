import { count, percent } from '../../format.ts';
import { lately } from '../../session/moments.ts';
import { latestMs } from '../../session/series.ts';
import { sources } from '../sources.ts';
import type { WatchFound, WatchRule } from './rule.ts';

/** Fewer come and go as clients close. */
const fewestLeft = 20;
/** Of the descriptors that it may have: the rest is gone with one burst of connections. */
const nearLimitRatio = 0.8;

/** Connections that the other side has closed and the program has not; and descriptors that will run out. */
export const socketsLeftOpen: WatchRule = {
  id: 'sockets-left-open',
  looksFor: 'sockets that the program does not close (CLOSE_WAIT), descriptors near their limit',
  find({ moments }) {
    return [nearLimit(moments), leftOpen(moments)].filter((one) => one !== null);
  },
};

type Moments = Parameters<typeof lately>[0];

function nearLimit(moments: Moments): WatchFound | null {
  const { descriptors = null, descriptorLimit: limit = null } = moments.at(-1) ?? {};
  if (descriptors === null || limit === null || descriptors < nearLimitRatio * limit) return null;
  return {
    rule: socketsLeftOpen.id,
    subject: 'descriptors',
    severity: 'problem',
    saw: `${count(descriptors)} files and sockets are open: ${percent(descriptors / limit)} of what it may have`,
    figures: { descriptors, descriptorLimit: limit },
    why: 'At the limit (ulimit -n) each open, accept and connect fails: EMFILE.',
    next: 'Close what is done with, or raise the limit: ulimit -n',
    step: null,
    source: sources.descriptors,
  };
}

/** They have become more, and none of them was closed since. */
function leftOpen(moments: Moments): WatchFound | null {
  const span = lately(moments, latestMs);
  const closeWait = span?.to.closeWait ?? null;
  const before = span?.from.closeWait ?? null;
  if (closeWait === null || before === null || closeWait - before < fewestLeft) return null;
  return {
    rule: socketsLeftOpen.id,
    subject: 'CLOSE_WAIT',
    severity: 'warning',
    saw: `${count(closeWait)} sockets are left open that the other side has closed, ${count(closeWait - before)} of them new`,
    figures: { closeWait, grown: closeWait - before },
    why: 'Each keeps a descriptor and memory until the program closes it (CLOSE_WAIT).',
    next: 'Close a socket when it ends: on end and on error, also of pooled clients',
    step: null,
    source: sources.tcp,
  };
}
