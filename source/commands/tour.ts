import type { Where } from '../catalog/where.ts';
import { chapters } from '../claims/chapters.ts';
import { prepareChecking } from '../claims/check.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted, unexpected, usageError } from '../command-line/usage-error.ts';
import { exitCodeOf, exitCodes } from '../host/exit-code.ts';
import { findWhere } from '../host/find-work.ts';
import { speech } from '../host/output.ts';
import { readRoom } from '../host/room.ts';
import { hasScreen } from '../host/terminal.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { chapterLines, tourEnd, tourStart } from '../plain/tour.ts';
import { inOrder } from '../runner/batch.ts';
import type { Summary } from '../session/summary.ts';
import { claimsOf, explain, type TourChapter } from '../tour/chapter.ts';
import { tourChapters, tourClaims } from '../tour/index.ts';

/** `heddle tour [CHAPTER]`, by its name or its number: on a terminal the screen, else all chapters as text, each told when its example has run. */
export async function tour(options: Options): Promise<number> {
  const [word, surplus] = options.words;
  if (surplus !== undefined) throw unexpected(surplus, 'tour', 'one chapter');
  const chapter = word === undefined ? undefined : chapterOf(word);
  const where = accepted(await findWhere(options.choice));
  if (options.plain || !hasScreen()) return asText(chapter, where, options);
  const { openScreen } = await import('../app.ts');
  return openScreen(options, 'tour', { where, ...(chapter === undefined ? {} : { at: chapter }) });
}

/** The chapter of that name, or of that number as the tour counts them. */
function chapterOf(word: string): string {
  const found = chapters.find(({ id }, at) => id === word || String(at + 1) === word);
  if (found) return found.id;
  const all = chapters.map(({ id }, at) => `${at + 1} ${id}`).join(', ');
  throw usageError('chapter', `there is no chapter "${word}"`, `the chapters are ${all}`);
}

async function asText(chapter: string | undefined, where: Where, { ascii }: Options): Promise<number> {
  const spoken = speech(ascii);
  const told = tourChapters.filter(({ id }) => chapter === undefined || id === chapter);
  const claims = chapter === undefined ? tourClaims : claimsOf(told[0]!);
  const checking = prepareChecking(claims, where, await builtInWorkloads(), readRoom());
  const waiting: TourChapter[] = [...told];
  spoken.say(tourStart.join('\n'));
  const tellWhatIsReady = (summaries: readonly Summary[]) => {
    while (waiting[0]) {
      const first = waiting[0];
      const explained = explain(first, where.runtime, (claim) => checking.ruling(claim, summaries));
      if (explained.length < first.steps.length) return;
      spoken.say(chapterLines(first, tourChapters.indexOf(first) + 1, where, explained).join('\n'));
      waiting.shift();
    }
  };
  const turns = checking.plans.map((plan) => ({ plan }));
  const { batch, stoppedBy } = accepted(
    await runBatchAsText(inOrder(turns), {
      speech: spoken,
      onRan: ({ ended }) => tellWhatIsReady(ended.map(({ summary }) => summary)),
    }),
  );
  if (stoppedBy !== null) return exitCodeOf('cancelled', stoppedBy);
  if (waiting.length === 0 && told.at(-1) === tourChapters.at(-1))
    spoken.say(tourEnd(where.runtime).join('\n'));
  return checking.hasFaults(batch.ended.map(({ summary }) => summary)) ? exitCodes.failed : 0;
}
