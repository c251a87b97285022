import { formOf, modelCard } from '../../catalog/models.ts';
import { count, plural } from '../../format.ts';
import { hybridProgram } from './hybrid.ts';
import { processesProgram, threadsProgram } from './lanes.ts';
import { asyncProgram, sequentialProgram } from './loop.ts';
import { type ProgramWish, piecesOf } from './program.ts';

/**
 * A program in plain Node.js that runs the person's file as a plan of Heddle does, and says how many tasks it did in which
 * time. Null where the file needs what only Heddle has (`setUp`), or is a built-in workload.
 */
export function programFor(wish: ProgramWish): string | null {
  const { card, plan } = wish;
  if (card.called === undefined || card.called.setsUp) return null;
  const { concurrency: atOnce, poolThreads } = plan;
  switch (formOf(modelCard(plan))) {
    case 'serial':
      return sequentialProgram(piecesOf(wish, 'one task after another'));
    case 'loop':
      return asyncProgram(piecesOf(wish, `${plural(atOnce, 'async task')} at once`), atOnce);
    case 'lanes': {
      const isThread = modelCard(plan).lane === 'thread';
      const lanes = isThread
        ? plural(atOnce, 'worker thread')
        : `${count(atOnce)} child process${atOnce === 1 ? '' : 'es'}`;
      return (isThread ? threadsProgram : processesProgram)(piecesOf(wish, lanes), atOnce);
    }
    case 'behind': {
      if (poolThreads === null) return null;
      const does = `${plural(atOnce, 'async task')} at once, their parts in ${plural(poolThreads, 'worker thread')}`;
      return hybridProgram(piecesOf(wish, does), atOnce, poolThreads);
    }
  }
}
