import type { Entry } from '../../protocol/observation.ts';

/** To be said once, before Heddle attaches to a process: what is done to it, and what that means. */
export const attachNotices: Readonly<Record<Entry, string>> = {
  node: 'Attaching opens the inspector of the process on 127.0.0.1 for 0.1 to 0.3 s, or for as long as its loop is frozen: until it is closed, every user of this machine could run code as the user of the process.',
  python:
    'Attaching has the process run a script of Heddle (sys.remote_exec). The code runs in that process, as its user, until Heddle leaves; nothing listens.',
};
