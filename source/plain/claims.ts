import { type RuntimeVersion, runtimeTitles, usualRuntime } from '../catalog/runtimes/index.ts';
import type { Where } from '../catalog/where.ts';
import { runCommand } from '../catalog/wish.ts';
import { chapters } from '../claims/chapters.ts';
import { type Claim, footnoteIn, type Ruling, saidBy, verdicts } from '../claims/claim.ts';
import { pythonGuide } from '../claims/sources.ts';
import { tally, verdictMeanings, verdictSigns, verdictWords } from '../claims/verdict-words.ts';
import { type RuntimeId, runtimeIds } from '../protocol/plan.ts';
import { wrap } from './wrap.ts';

/** What came of each claim that was checked. */
export type Rulings = ReadonlyMap<string, Ruling>;

/** Claims by chapter, each with what came of its check, if there was one; and where they come from, once. */
export function claimLines(claims: readonly Claim[], where: Where, rulings: Rulings | null): string[] {
  const lines: string[] = [...wrap(originOf(where), ''), ''];
  for (const { id, title } of chapters) {
    const here = claims.filter(({ chapter }) => chapter === id);
    if (here.length === 0) continue;
    lines.push(title, '', ...here.flatMap((claim) => claimRows(claim, where, rulings)), '');
  }
  lines.push(...(rulings ? outcome(claims.length, [...rulings.values()]) : howToCheckThem(where)));
  return lines;
}

function originOf({ runtime, interpreter }: Where): string {
  const version = interpreter ? ` ${interpreter.version}` : '';
  const other = runtimeIds.find((id) => id !== runtime)!;
  return [
    `These claims are from the guide ${pythonGuide.title} (called "the Python guide" below), or from the page that is named, in our words.`,
    `Here they are checked in ${runtimeTitles[runtime]}${version}; --runtime ${other} checks them in ${runtimeTitles[other]}.`,
  ].join(' ');
}

const howToCheckThem = (where: Where) => [
  'To check the quick ones, in one to two minutes:',
  `  heddle claims --check${flagsOf(where)}`,
  'To check one, by its id:',
  `  heddle claims sleeping-threads-overlap --check${flagsOf(where)}`,
];

/** What is typed for another runtime than the usual one. */
function flagsOf({ runtime, interpreter }: Where): string {
  if (runtime === usualRuntime.id) return '';
  return ` --runtime ${runtime}${interpreter?.asked ? ` --python ${interpreter.asked}` : ''}`;
}

/** What the signs mean that were given, and how many got which. */
function outcome(total: number, rulings: readonly Ruling[]): string[] {
  const given = rulings.map(({ verdict }) => verdict);
  const legend = verdicts
    .filter((verdict) => given.includes(verdict))
    .flatMap((verdict) =>
      wrap(verdictMeanings[verdict], `${verdictSigns[verdict]} ${verdictWords[verdict]}: `, '  '),
    );
  return [...legend, ...(legend.length > 0 ? [''] : []), tally(given, total)];
}

function claimRows(claim: Claim, where: Where, rulings: Rulings | null): string[] {
  const { runtime } = where;
  const ruling = rulings?.get(claim.id);
  const sign = ruling ? verdictSigns[ruling.verdict] : '-';
  const rows = wrap(claim.says, `  ${sign} `);
  const add = (label: string, text: string) => rows.push(...wrap(text, `      ${label}`, ' '.repeat(8)));
  if (claim.figure !== null) add(`${saidBy(claim)}: `, claim.figure);
  if (ruling) add(`${verdictWords[ruling.verdict]}: `, ruling.saw);
  if (!rulings) rows.push(...howToCheck(claim, runtime));
  else if (!ruling && !claim.checks[runtime]) rows.push(...whyUnchecked(claim, runtime));
  else if (!ruling)
    rows.push(
      '      Not checked now. To check it:',
      `        heddle claims ${claim.id} --check${flagsOf(where)}`,
    );
  if (claim.from !== undefined) add('from: ', claim.from);
  // A note is read beside a measurement that asks for it, or when nothing is measured.
  const footnote = footnoteIn(claim, runtime);
  if (footnote && ruling?.verdict !== 'unknown') add('note: ', `${footnote.text} (${footnote.source})`);
  return rows;
}

function howToCheck(claim: Claim, runtime: RuntimeId): string[] {
  const rows = wrap(claim.id, '      id: ');
  const check = claim.checks[runtime];
  if (!check) return [...rows, ...whyUnchecked(claim, runtime)];
  rows.push(...wrap(`Holds when ${check.holdsWhen}.`, '      ', ' '.repeat(8)));
  return [...rows, ...check.runs.map((wish) => `        ${runCommand(wish)}`)];
}

/** Why that claim cannot be checked in a runtime. */
function whyUnchecked({ unchecked = {} }: Claim, runtime: RuntimeId): string[] {
  const why = unchecked[runtime];
  if (!why) return [];
  return wrap(`${why}.`, `      not checked in ${runtimeTitles[runtime]}: `, ' '.repeat(8));
}

/** Which Heddle was asked and when, in UTC, and what its checks ran in; null where it checked nothing. */
export type AskedClaims = {
  readonly heddle: string;
  readonly startedAt: string;
  readonly engine: RuntimeVersion | null;
};

/** The same for scripts. */
export function claimsDocument(
  claims: readonly Claim[],
  runtime: RuntimeId,
  rulings: Rulings | null,
  asked: AskedClaims,
) {
  return {
    schema: 1 as const,
    ...asked,
    runtime,
    checked: rulings !== null,
    claims: claims.map(
      ({
        id,
        chapter,
        says,
        from = null,
        figure,
        checks,
        unchecked = {},
        footnote = null,
        footnotes = {},
      }) => ({
        id,
        chapter,
        says,
        from,
        figure,
        checks: Object.fromEntries(
          Object.entries(checks).map(([name, { runs, quick, holdsWhen }]) => [
            name,
            { quick, holdsWhen, runs: runs.map((wish) => ({ ...wish, command: runCommand(wish) })) },
          ]),
        ),
        unchecked,
        footnote,
        footnotes,
        ruling: rulings?.get(id) ?? null,
      }),
    ),
  };
}
