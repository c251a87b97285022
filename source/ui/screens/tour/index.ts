import type { Claim, Ruling } from '../../../claims/claim.ts';
import { claimsOf, explain } from '../../../tour/chapter.ts';
import { tourChapters } from '../../../tour/index.ts';
import type { ScreenArgument, ScreenKey } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { checkerOf } from '../shared/checker.ts';
import { pairKey, runKeys } from '../shared/keys.ts';
import { verdictTerms } from '../shared/terms.ts';
import { drawChapter, titleOf } from './draw-chapter.ts';

/** The article as a walk: each chapter makes its point, runs its example and explains what came out. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  /** What the examples of this walk have shown, chapter by chapter. */
  const shown = new Map<string, Ruling>();
  /** The chapter whose example is under way. */
  let running: number | null = null;
  let at = 0;
  let scroll = 0;
  const checker = checkerOf(services, () => {
    collect();
    if (checker.batch?.state !== 'running') running = null;
    changed();
  });

  function collect(): void {
    if (running === null) return;
    for (const claim of claimsOf(tourChapters[running]!)) {
      const ruling = checker.fresh(claim);
      if (ruling) shown.set(claim.id, ruling);
    }
  }

  function go(to: number): void {
    at = Math.max(0, Math.min(tourChapters.length - 1, to));
    scroll = 0;
    changed();
  }

  function run(): void {
    const chapter = tourChapters[at]!;
    const before = running;
    // Before the start: its first change may come at once.
    running = at;
    if (!checker.start(claimsOf(chapter))) running = before;
  }

  function open({ at: id, start }: ScreenArgument): void {
    const found = tourChapters.findIndex((chapter) => chapter.id === id);
    if (found >= 0 && found !== at) {
      at = found;
      scroll = 0;
    }
    if (start) run();
  }

  const scrollTo = (to: number) => {
    scroll = Math.max(0, to);
    changed();
  };
  const chapterNow = () => tourChapters[at]!;
  const explained = () => explain(chapterNow(), (claim: Claim) => shown.get(claim.id) ?? null);

  open(argument);
  return {
    subtitle() {
      const place = `chapter ${at + 1} of ${tourChapters.length}`;
      const walked = tourChapters.map((chapter, index) => {
        const seen = claimsOf(chapter).every(({ id }) => shown.has(id));
        return index === at ? theme.paint('run', '▸') : seen ? theme.paint('ok', '✓') : '·';
      });
      return ` ${theme.paint('strong', titleOf(chapterNow()))}  ${place}  ${walked.join('')}`;
    },
    draw(size) {
      const batch = running === at ? checker.batch : null;
      const drawn = drawChapter({
        chapter: chapterNow(),
        explained: explained(),
        batch,
        scroll,
        size,
        theme,
      });
      scroll = drawn.scroll;
      return drawn.rows;
    },
    terms: verdictTerms,
    keys(): ScreenKey[] {
      const last = at === tourChapters.length - 1;
      const told = explained().length > 0;
      return [
        ...runKeys(checker, [
          {
            keys: 'enter r',
            shown: 'Enter',
            hint: told ? 'run again' : 'run the example',
            help: 'run the example of this chapter',
            press: run,
          },
        ]),
        {
          keys: 'right l n space',
          shown: '→',
          hint: last ? '' : 'next',
          help: 'the next chapter',
          press: () => go(at + 1),
        },
        {
          keys: 'left h p',
          shown: '←',
          hint: at === 0 ? '' : 'back',
          help: 'the chapter before',
          press: () => go(at - 1),
        },
        {
          keys: 'o',
          shown: 'o',
          hint: 'lab',
          help: 'open what this chapter shows in the lab',
          press: () => services.openInLab(chapterNow().lab, false),
        },
        pairKey({
          ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: 'scroll', help: 'scroll' },
          go: (step) => scrollTo(scroll + step),
        }),
        pairKey({
          ...{ back: 'home g', on: 'end G', shown: 'g G', hint: '' },
          help: 'the first chapter, the last chapter',
          go: (step) => go(step === 1 ? tourChapters.length - 1 : 0),
        }),
      ];
    },
    enter(argument) {
      open(argument);
      changed();
    },
  };
};
