import { runtimeTitles } from '../../../catalog/runtimes/index.ts';
import { chapters } from '../../../claims/chapters.ts';
import { type Claim, footnoteIn, type Ruling, saidBy } from '../../../claims/claim.ts';
import { claims } from '../../../claims/index.ts';
import { pythonGuide } from '../../../claims/sources.ts';
import { tally, verdictWords } from '../../../claims/verdict-words.ts';
import { dayOf, staleReason } from '../../../table/measured.ts';
import type { Size } from '../../draw.ts';
import { paragraph, toWidth } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import type { Checker } from '../shared/checker.ts';
import {
  around,
  leastForDetails,
  listAndDetails,
  progressRow,
  verdictSign,
  verdictStyles,
  wishRows,
} from '../shared/rows.ts';
import { type ClaimsState, chosenClaim } from './state.ts';

/** From here on the guide's figure has room beside the sentence. */
const wide = 110;

/** What this machine says to how many of the claims. */
export function claimsSubtitle(checker: Checker, theme: Theme): string {
  const known = checker.measurements();
  const verdicts = claims.flatMap(({ id }) => known[id]?.verdict ?? []);
  const told =
    verdicts.length > 0
      ? tally(verdicts, claims.length)
      : `${claims.length}, none checked yet: a checks the quick ones`;
  return ` ${theme.paint('strong', 'Claims')}  ${checkedIn(checker)}${told}`;
}

/** Where they are checked, unless in Heddle's own runtime. */
const checkedIn = ({ where, here }: Checker) => (where.interpreter ? `${here.runtime}  ` : '');

/** The list of claims by chapter, and below it all about the one that is chosen. */
export function drawClaims(state: ClaimsState, checker: Checker, size: Size, theme: Theme): string[] {
  const rows: string[] = [];
  let selected = 0;
  let index = 0;
  for (const { id, title } of chapters) {
    rows.push(` ${theme.paint('strong', title)}`);
    for (const claim of claims.filter(({ chapter }) => chapter === id)) {
      if (index === state.at) selected = rows.length;
      rows.push(claimRow(claim, index === state.at, checker, size.width, theme));
      index++;
    }
  }
  const claim = chosenClaim(state);
  const progress = progressRow(checker.batch, theme, checker.concerns(claim) ? '' : 'for another claim: ');
  const details = [...(progress ? [progress] : []), ...aboutClaim(claim, checker, size.width, theme)];
  const about = { title: claim.id, rows: details, turned: state.turned };
  if (size.height < leastForDetails) return around(rows, selected, size.height, theme);
  const below = { width: size.width, height: size.height - 1 };
  return [head(size.width, theme), ...listAndDetails({ rows, selected }, about, below, theme)];
}

/** Where the claims come from; over their figures, where there is room for them. */
function head(width: number, theme: Theme): string {
  const from = ` From the guide ${pythonGuide.name}`;
  return theme.paint(
    'dim',
    width >= wide ? `${toWidth(from, saysWidth(width) + 5)}  the Python guide` : from,
  );
}

/** Cells of a claim's sentence in the list. */
const saysWidth = (width: number) => (width >= wide ? width - 40 : width - 5);

/** What is known of a claim: by the latest runs, or from an earlier time. */
function rulingOf(claim: Claim, checker: Checker): Ruling | null {
  return checker.fresh(claim) ?? checker.measurements()[claim.id] ?? null;
}

function claimRow(claim: Claim, chosen: boolean, checker: Checker, width: number, theme: Theme): string {
  const ruling = rulingOf(claim, checker);
  const sign = ruling ? verdictSign(ruling.verdict, theme) : ' ';
  const arrow = chosen ? '→' : ' ';
  const says = toWidth(claim.says, saysWidth(width));
  const figure = width >= wide ? `  ${theme.paint('dim', claim.figure ?? '')}` : '';
  return ` ${arrow} ${sign} ${chosen ? theme.paint('strong', says) : says}${figure}`;
}

function aboutClaim(claim: Claim, checker: Checker, width: number, theme: Theme): string[] {
  const { says, figure } = claim;
  const { runtime } = checker.where;
  const check = claim.checks[runtime];
  const footnote = footnoteIn(claim, runtime);
  const dim = (row: string) => theme.paint('dim', row);
  const rows = paragraph(' ', says, width, (row) => theme.paint('strong', row));
  if (figure) rows.push(...paragraph('   ', `${saidBy(claim)}: ${figure}`, width, dim));
  const ruling = rulingOf(claim, checker);
  if (ruling) {
    const sign = ` ${verdictSign(ruling.verdict, theme)} `;
    const word = verdictWords[ruling.verdict];
    rows.push(
      ...paragraph(sign, `${word}: ${ruling.saw}`, width, (row) =>
        theme.paint(verdictStyles[ruling.verdict], row),
      ),
    );
    const kept = checker.fresh(claim) ? undefined : checker.measurements()[claim.id];
    if (kept) {
      const stale = staleReason(kept.stamp, checker.here);
      const day = dayOf(kept.stamp.atMs);
      const when = stale ? `${stale}, ${day}` : `measured ${day}`;
      rows.push(...paragraph('   ', when, width, (row) => theme.paint(stale ? 'warn' : 'dim', row)));
    }
  }
  if (claim.from) rows.push(...paragraph('   ', `from: ${claim.from}`, width, dim));
  if (footnote) rows.push(...paragraph('   ', `note: ${footnote.text} (${footnote.source})`, width));
  if (check) {
    rows.push(...paragraph('   ', `It holds when ${check.holdsWhen}. Enter runs:`, width, dim));
    for (const wish of check.runs) rows.push(...wishRows(wish, width, theme));
  }
  const why = claim.unchecked?.[runtime];
  if (why) rows.push(...paragraph('   ', `not checked in ${runtimeTitles[runtime]}: ${why}`, width, dim));
  return rows;
}
