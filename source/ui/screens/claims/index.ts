import { chapters } from '../../../claims/chapters.ts';
import type { Claim } from '../../../claims/claim.ts';
import { claims } from '../../../claims/index.ts';
import { tally } from '../../../claims/verdict-words.ts';
import type { ScreenArgument, ScreenKey } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { checkerOf, runtime } from '../shared/checker.ts';
import { labKeys, listKeys, runKeys } from '../shared/keys.ts';
import { keptTerm, verdictTerms } from '../shared/terms.ts';
import { drawClaims } from './draw-claims.ts';

/** The article sentence by sentence: what the machine says to each, and the runs that ask it. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  const checker = checkerOf(services, changed);
  const quick = claims.filter((claim) => claim.checks[runtime]?.quick);
  let at = 0;
  /** Pages turned of what is told of it. */
  let turned = 0;

  function move(to: number): void {
    turned = 0;
    at = Math.max(0, Math.min(claims.length - 1, to));
    changed();
  }

  function turn(): void {
    turned++;
    changed();
  }

  function jumpTo({ at: id, start }: ScreenArgument): void {
    const found = claims.findIndex((claim) => claim.id === id);
    if (found >= 0 && found !== at) move(found);
    if (start) checker.start(found >= 0 ? [claims[found]!] : quick);
  }

  const chapterFrom = (step: 1 | -1): number => {
    const order: readonly string[] = chapters.map(({ id }) => id);
    const next = order[order.indexOf(claims[at]!.chapter) + step];
    const found = claims.findIndex(({ chapter }) => chapter === next);
    return found < 0 ? (step === 1 ? claims.length - 1 : 0) : found;
  };

  jumpTo(argument);
  return {
    subtitle() {
      const known = checker.measurements();
      const told = tally(claims.flatMap(({ id }) => known[id]?.verdict ?? []));
      return ` ${theme.paint('strong', `${claims.length} claims`)}  ${told || 'none checked yet: a checks the quick ones'}`;
    },
    draw: (size) => drawClaims({ at, checker, turned, size, theme }),
    terms: [...verdictTerms, keptTerm],
    keys(): ScreenKey[] {
      const claim: Claim = claims[at]!;
      return [
        ...runKeys(checker, [
          {
            keys: 'enter r',
            shown: 'Enter',
            hint: claim.checks[runtime] ? 'check' : '',
            help: 'check this claim: run what it takes',
            press: () => checker.start([claim]),
          },
          {
            keys: 'a',
            shown: 'a',
            hint: 'check all',
            help: 'check all claims of the quick set: about a minute',
            press: () => checker.start(quick),
          },
        ]),
        ...labKeys(claim, services),
        ...listKeys({
          at,
          length: claims.length,
          one: 'claim',
          group: 'chapter',
          groupFrom: chapterFrom,
          move,
          turn,
        }),
      ];
    },
    enter(argument) {
      jumpTo(argument);
      changed();
    },
  };
};
