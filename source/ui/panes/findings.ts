import { type Found, type Severity, severities } from '../../findings/finding.ts';
import { findingsOf } from '../../findings/index.ts';
import { count, plural } from '../../format.ts';
import type { Session } from '../../session/state.ts';
import type { Vitals } from '../../session/vitals.ts';
import { fill, type Size, scrolled, titleRule } from '../draw.ts';
import { firstLine, widthOf, wrapped } from '../text.ts';
import { type Style, signs, type Theme } from '../theme.ts';
import { leadingFinding, withKey } from './next-step.ts';
import type { Pane, PaneView } from './pane.ts';

/** What was found in anything, with its doubt where somebody has one. */
type Told = Found & { readonly doubtful?: boolean };

/** Whose findings they are, and what becomes of them. */
type Source<Shown> = {
  findings(shown: Shown): readonly Told[];
  isOver(shown: Shown): boolean;
  /** Rows that a next step takes on a terminal of 80 columns. */
  readonly nextRows: number;
  /** What to do next, with the key for it. */
  next(finding: Told, shown: Shown): string;
  /** The finding of which another place tells the next step. */
  leading(shown: Shown): Told | null;
};

/** As a line each where room is short, with reasons and sources where the pane has the screen. */
export function findingsPaneOf<Shown extends Vitals>(source: Source<Shown>): Pane<Shown, PaneView> {
  return {
    id: 'findings',
    place: 'wide',
    least: 2,
    keeps: true,
    shown: (shown) => source.findings(shown).length > 0,
    wants: (shown, body) => 1 + wantedRows(source, shown, body),
    length: (shown, size) => rowsOf(source, shown, size).length,
    draw: (shown, size, view, theme) => drawFindings(source, shown, size, view, theme),
  };
}

/** What a run shows. */
export const findingsPane = findingsPaneOf<Session>({
  findings: findingsOf,
  isOver: ({ ended }) => ended !== null,
  nextRows: 1,
  next: (finding, { plan }) => withKey(finding, plan.runtime),
  // After the run the summary ends with the first step: once is enough.
  leading: (session) => (session.ended ? leadingFinding(session) : null),
});

/** From here on there are rows for more than the first finding and its next step. */
const tallBody = 30;
/** From here on the panes above have what they need also where a next step takes two rows. */
const middleBody = 20;
/** While it runs the same whatever was found: the panes above keep their place when findings come and go. */
function wantedRows<Shown>(source: Source<Shown>, shown: Shown, { width, height }: Size): number {
  const most = height >= tallBody ? 4 : height >= middleBody ? 1 + source.nextRows : 2;
  return source.isOver(shown) ? rowsOf(source, shown, { width, height: most }).length : most;
}

/** More rows than the pane ever has below the others: it was zoomed. */
const zoomedRows = 6;

const marks: Record<Severity, readonly [sign: string, style: Style]> = {
  problem: [signs.failed, 'bad'],
  warning: ['!', 'warn'],
  note: [signs.waiting, 'dim'],
  good: [signs.done, 'ok'],
};

function drawFindings<Shown>(
  source: Source<Shown>,
  shown: Shown,
  size: Size,
  view: PaneView,
  theme: Theme,
): string[] {
  const findings = source.findings(shown);
  const worst = severities.find((severity) => findings.some((one) => one.severity === severity));
  const style = worst && marks[worst][1];
  const title = size.height - 1 >= zoomedRows || !view.focused ? 'Findings' : 'Findings  Enter: why';
  const rule = titleRule(
    size.width,
    {
      title,
      figure: figureOf(findings, { ...size, height: size.height - 1 }, view.focused, title),
      focused: view.focused,
      ...(style ? { style } : {}),
    },
    theme,
  );
  const rows = rowsOf(source, shown, { width: size.width, height: size.height - 1 }).map(([text, paint]) =>
    paint === null ? text : theme.paint(paint, text),
  );
  return fill([rule, ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
}

/** What a rule needs beside its title and its figure. */
const ruleCells = 8;

/** How many there are, and of those that have no row how to see them, as far as there is room beside the title. */
function figureOf(findings: readonly Told[], rows: Size, focused: boolean, title: string): string {
  const hidden = rows.height >= zoomedRows ? 0 : findings.length - shownIn(findings, rows).length;
  if (hidden === 0) return countsOf(findings);
  const keys = `+ ${count(hidden)} more: ${focused ? '' : 'Tab, '}Enter`;
  const whole = `${countsOf(findings)} · ${keys}`;
  return widthOf(whole) <= rows.width - widthOf(title) - ruleCells ? whole : keys;
}

/** From so many rows on the first finding also has one for what to do. */
const rowsForNext = 3;

/** Without the screen to itself the pane has a row or more for each of the first; of the very first all that was seen is told. */
function shownIn(findings: readonly Told[], { width, height }: Size): readonly Told[] {
  const [first] = findings;
  const whole = first ? sawRows(first, width).length : 0;
  const others = height - whole - (height >= rowsForNext ? 1 : 0);
  return findings.slice(0, Math.max(1, others + 1));
}

const sawRows = (finding: Told, width: number) => wrapped(sawOf(finding), Math.max(10, width - 4));

/** `1 problem, 2 warnings`; what is as it should be needs no count. */
function countsOf(findings: readonly Told[]): string {
  return severities
    .filter((severity) => severity !== 'good')
    .map((severity) => [severity, findings.filter((one) => one.severity === severity).length] as const)
    .filter(([, found]) => found > 0)
    .map(([severity, found]) => plural(found, severity))
    .join(', ');
}

type Row = readonly [text: string, style: Style | null];

function rowsOf<Shown>(source: Source<Shown>, of: Shown, { width, height }: Size): Row[] {
  const findings = source.findings(of);
  if (height >= zoomedRows)
    return findings.flatMap((finding) => details(finding, source.next(finding, of), width));
  const shown = shownIn(findings, { width, height });
  const first = source.leading(of);
  let spare = height - shown.length;
  return shown.flatMap((finding): Row[] => {
    const [sign, style] = marks[finding.severity];
    const lines = sawRows(finding, width);
    // What was seen goes on below before anything else is said of it.
    const told = lines.length - 1 <= spare ? lines : [sawOf(finding)];
    spare -= told.length - 1;
    const rows = told.map((line, at): Row => [` ${at === 0 ? sign : ' '} ${line}`, style]);
    if (spare <= 0) return rows;
    const isNext = finding !== first && finding.severity !== 'good';
    const said = within(isNext ? source.next(finding, of) : finding.why, width - 4, spare);
    spare -= said.length;
    return [...rows, ...said.map((line, at): Row => [` ${isNext && at === 0 ? '→' : ' '} ${line}`, 'dim'])];
  });
}

/** Text in at most so many rows: where there are too few for it, the sentences that are told are whole. */
function within(text: string, width: number, most: number): string[] {
  const room = Math.max(10, width);
  const ends = Array.from(text.matchAll(/[.?!](?= [A-Z])/g), ({ index }) => index + 1);
  const told = [text.length, ...ends.toReversed()].map((end) => wrapped(text.slice(0, end), room));
  const whole = told.find((rows) => rows.length <= most);
  if (whole) return whole;
  const rows = wrapped(text, room);
  return [...rows.slice(0, most - 1), rows.slice(most - 1).join(' ')];
}

/** What was seen, as far as it can be trusted. */
const sawOf = ({ saw, doubtful }: Told) => `${doubtful ? 'May be wrong: ' : ''}${firstLine(saw)}`;

/** All there is to say of a finding: what was seen, what to do, why, and where to read on. */
function details(finding: Told, next: string, width: number): Row[] {
  const { severity, why, source } = finding;
  const [sign, style] = marks[severity];
  const part = (mark: string, text: string, paint: Style | null): Row[] =>
    wrapped(text, Math.max(10, width - 4)).map((row, at) => [` ${at === 0 ? mark : ' '} ${row}`, paint]);
  return [
    ...part(sign, sawOf(finding), style),
    ...part('→', next, 'strong'),
    ...part(' ', why, null),
    ...part(' ', source, 'dim'),
    ['', null],
  ];
}
