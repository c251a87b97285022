import { type RuntimeVersion, runtimeTitles } from '../catalog/runtimes/index.ts';
import { runCommand } from '../catalog/wish.ts';
import { chapters } from '../claims/chapters.ts';
import { type Claim, type Ruling, verdicts } from '../claims/claim.ts';
import { checkedIn, noEngine } from '../claims/index.ts';
import { pythonGuide } from '../claims/sources.ts';
import { tally, verdictMeanings, verdictSigns, verdictWords } from '../claims/verdict-words.ts';
import { type RuntimeId, runtimeIds } from '../protocol/plan.ts';
import { wrap } from './wrap.ts';

/** What came of each claim that was checked. */
export type Rulings = ReadonlyMap<string, Ruling>;

/** Claims by chapter, each with what came of its check, if there was one; and where they come from, once. */
export function claimLines(claims: readonly Claim[], rulings: Rulings | null): string[] {
  const lines: string[] = [...wrap(origin, ''), ''];
  for (const { id, title } of chapters) {
    const here = claims.filter(({ chapter }) => chapter === id);
    if (here.length === 0) continue;
    lines.push(title, '', ...here.flatMap((claim) => claimRows(claim, rulings)), '');
  }
  lines.push(...(rulings ? outcome(claims.length, [...rulings.values()]) : howToCheckThem));
  return lines;
}

const origin = [
  `These claims are from the guide ${pythonGuide.title} (called "the Python guide" below), in our words.`,
  `They are checked in ${runtimeTitles[checkedIn]}.`,
  ...Object.values(noEngine).map((why) => `${why}.`),
].join(' ');

const howToCheckThem = [
  'To check the quick ones, in one to two minutes:',
  '  heddle claims --check',
  'To check one, by its id:',
  '  heddle claims sleeping-threads-overlap --check',
];

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

function claimRows(claim: Claim, rulings: Rulings | null): string[] {
  const ruling = rulings?.get(claim.id);
  const sign = ruling ? verdictSigns[ruling.verdict] : '-';
  const rows = wrap(claim.says, `  ${sign} `);
  const add = (label: string, text: string) => rows.push(...wrap(text, `      ${label}`, ' '.repeat(8)));
  if (claim.figure !== null) add('the Python guide: ', claim.figure);
  if (ruling) add(`${verdictWords[ruling.verdict]}: `, ruling.saw);
  if (!rulings) rows.push(...howToCheck(claim));
  else if (!ruling && !claim.checks[checkedIn]) rows.push(...whyUnchecked(claim, checkedIn));
  else if (!ruling)
    rows.push('      Not checked now. To check it:', `        heddle claims ${claim.id} --check`);
  // A note is read beside a measurement that asks for it, or when nothing is measured.
  if (claim.footnote && ruling?.verdict !== 'unknown')
    add('note: ', `${claim.footnote.text} (${claim.footnote.source})`);
  return rows;
}

function howToCheck(claim: Claim): string[] {
  const rows = wrap(claim.id, '      id: ');
  for (const runtime of runtimeIds) {
    const check = claim.checks[runtime];
    if (check) {
      const when = runtime === checkedIn ? 'Holds when' : `In ${runtimeTitles[runtime]} it holds when`;
      rows.push(...wrap(`${when} ${check.holdsWhen}.`, '      ', ' '.repeat(8)));
      for (const wish of check.runs) rows.push(`        ${runCommand(wish)}`);
    } else rows.push(...whyUnchecked(claim, runtime));
  }
  return rows;
}

/** Why that claim cannot be checked in a runtime; nothing where no claim can, which is said once. */
function whyUnchecked({ unchecked = {} }: Claim, runtime: RuntimeId): string[] {
  const why = unchecked[runtime];
  if (!why || why === noEngine[runtime]) return [];
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
    claims: claims.map(({ id, chapter, says, figure, checks, unchecked = {}, footnote = null }) => ({
      id,
      chapter,
      says,
      figure,
      checks: Object.fromEntries(
        Object.entries(checks).map(([name, { runs, quick, holdsWhen }]) => [
          name,
          { quick, holdsWhen, runs: runs.map((wish) => ({ ...wish, command: runCommand(wish) })) },
        ]),
      ),
      unchecked,
      footnote,
      ruling: rulings?.get(id) ?? null,
    })),
  };
}
