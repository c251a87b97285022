import { addFigures, type Figures } from '../../source/session/figures.ts';

/** What a run says of libuv's pool: its size, how often a request was tried and waited, and how long at most. */
export type Pool = { threads?: number; tried?: number; waited?: number; maxMs?: number };

export function libuvFigures({ threads, tried = 0, waited = 0, maxMs = 0 }: Pool): Figures {
  let figures: Figures = new Map();
  if (threads !== undefined)
    figures = addFigures(figures, [{ name: 'libuvThreads', title: '', value: threads, unit: 'threads' }]);
  for (let at = 0; at < tried; at++) {
    figures = addFigures(figures, [
      { name: 'libuvWaitMs', title: '', value: at === 0 ? maxMs : 0, unit: 'ms' },
      { name: 'libuvWaitedRatio', title: '', value: at < waited ? 1 : 0, unit: 'ratio' },
    ]);
  }
  return figures;
}
