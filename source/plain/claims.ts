import type { RuntimeVersion } from '../catalog/runtimes/index.ts';
import { runCommand } from '../catalog/wish.ts';
import { chapters } from '../claims/chapters.ts';
import type { Claim, Ruling } from '../claims/claim.ts';
import { tally, verdictSigns, verdictWords } from '../claims/verdict-words.ts';
import { type RuntimeId, runtimeIds } from '../protocol/plan.ts';
import { wrap } from './wrap.ts';

/** What came of each claim that was checked. */
export type Rulings = ReadonlyMap<string, Ruling>;

/** Claims by chapter, each with what came of its check, if there was one. */
export function claimLines(claims: readonly Claim[], rulings: Rulings | null): string[] {
  const lines: string[] = [];
  for (const { id, title } of chapters) {
    const here = claims.filter(({ chapter }) => chapter === id);
    if (here.length === 0) continue;
    lines.push(title, '', ...here.flatMap((claim) => claimRows(claim, rulings)), '');
  }
  lines.push(...(rulings ? [tally([...rulings.values()].map(({ verdict }) => verdict))] : [footer]));
  return lines;
}

const footer = 'heddle claims --check runs the quick ones; heddle claims ID --check runs that one.';

function claimRows(claim: Claim, rulings: Rulings | null): string[] {
  const ruling = rulings?.get(claim.id);
  const sign = ruling ? verdictSigns[ruling.verdict] : '-';
  const rows = wrap(claim.says, `  ${sign} `);
  const add = (label: string, text: string) => rows.push(...wrap(text, `      ${label}`, ' '.repeat(8)));
  if (claim.figure !== null) add('article: ', claim.figure);
  if (ruling) add(`${verdictWords[ruling.verdict]}: `, ruling.saw);
  if (!rulings) rows.push(...howToCheck(claim));
  else if (!ruling) add('', `not in the quick set: heddle claims ${claim.id} --check`);
  // A note is read beside a measurement that asks for it, or when nothing is measured.
  if (claim.footnote && ruling?.verdict !== 'unknown')
    add('note: ', `${claim.footnote.text} (${claim.footnote.source})`);
  return rows;
}

function howToCheck(claim: Claim): string[] {
  const rows = wrap(claim.id, '      id: ');
  for (const runtime of runtimeIds) {
    const check = claim.checks[runtime];
    const why = claim.unchecked?.[runtime];
    if (!check) {
      if (why) rows.push(...wrap(`not checked: ${why}`, `      ${runtime}: `, ' '.repeat(8)));
      continue;
    }
    rows.push(...wrap(`holds when ${check.holdsWhen}`, `      ${runtime}: `, ' '.repeat(8)));
    for (const wish of check.runs) rows.push(`        ${runCommand(wish)}`);
  }
  return rows;
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
