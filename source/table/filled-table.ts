import { usualRuntime } from '../catalog/runtimes/index.ts';
import { type Claim, footnoteIn, type Verdict } from '../claims/claim.ts';
import { claims } from '../claims/index.ts';
import { verdictSigns } from '../claims/verdict-words.ts';
import { unmeasured } from '../format.ts';
import type { RuntimeId } from '../protocol/plan.ts';
import type { Keeper } from './keeper.ts';
import {
  dayOf,
  type Kept,
  keptMeasurements,
  type Measurements,
  nameBeside,
  type Place,
  type Stamp,
  staleReason,
} from './measured.ts';
import { type Cell, features, type TableModel, tableModels } from './table.ts';

/** What was measured for a cell in one runtime. */
type Filling = {
  /** The measured value; null: not measured. A judgement never is. */
  readonly here: string | null;
  readonly figures: Readonly<Record<string, number | null>>;
  /** What the figures say to the claim; null: not measured. */
  readonly verdict: Verdict | null;
  readonly stamp: Stamp | null;
  /** Why the value may not be true here and now; null when it is of this machine and this Node.js. */
  readonly stale: string | null;
  /** The same where that is because it was measured elsewhere, or with something else. */
  readonly elsewhere: string | null;
};

/** A cell with what was measured for it. */
export type FilledCell = Filling & {
  readonly model: TableModel;
  readonly name: string;
  readonly article: string;
  readonly judgement: boolean;
  readonly claim: Claim | null;
  /** The same in the other runtime; null: nothing was measured there. */
  readonly beside: Filling | null;
  /** Numbers of the footnotes below. */
  readonly notes: readonly number[];
};
/** What was measured in a runtime, and where a figure would have to be from to be of now. */
export type Column = {
  readonly runtime: RuntimeId;
  readonly measurements: Measurements;
  readonly here: Place;
};

export type FilledTable = {
  /** The runtime of the cells. */
  readonly runtime: RuntimeId;
  /** `node 24.21` of the cells, and `python 3.11` of what stands beside them; null: nothing does. */
  readonly column: string;
  readonly besideColumn: string | null;
  readonly rows: readonly {
    readonly id: string;
    readonly title: string;
    readonly cells: readonly FilledCell[];
  }[];
  readonly footnotes: readonly { readonly number: number; readonly text: string; readonly source: string }[];
};

/** The claims that the table is filled from, each once. */
export const tableClaims: readonly Claim[] = claims.filter(({ id }) =>
  features.some(({ cells }) => Object.values(cells).some(({ measured }) => measured?.claim === id)),
);

/** What was measured in the other runtime; null: nothing. `own`: the name of Heddle's own Node.js. */
export function columnBeside(keeper: Keeper, runtime: RuntimeId, here: Place, own: string): Column | null {
  const name = nameBeside(keeper, runtime);
  if (name === null) return null;
  const there = { ...here, runtime: runtime === 'python' ? own : name };
  const measurements = keptMeasurements(keeper, there);
  if (Object.keys(measurements).length === 0) return null;
  return { runtime: runtime === 'python' ? 'node' : 'python', measurements, here: there };
}

/** The table of the Python guide with the measured cells beside, and the footnotes numbered in reading order. */
export function fillTable(
  measurements: Measurements,
  here: Place,
  runtime: RuntimeId = usualRuntime.id,
  beside: Column | null = null,
): FilledTable {
  const numbers = new Map<string, number>();
  const rows = features.map(({ id, title, cells }) => ({
    id,
    title,
    cells: tableModels.map(({ model, name }) => {
      const notes = cells[model].notes.flatMap((claim) => numberOf(claim, runtime, numbers));
      const { article, measured } = cells[model];
      return {
        ...{ model, name, article, judgement: measured === null },
        claim: measured ? claimOf(measured.claim)! : null,
        ...filled(cells[model], measurements, here),
        beside: beside && filled(cells[model], beside.measurements, beside.here),
        notes,
      };
    }),
  }));
  const footnotes = [...numbers].map(([id, number]) => ({ number, ...footnoteIn(claimOf(id)!, runtime)! }));
  return { runtime, column: here.runtime, besideColumn: beside?.here.runtime ?? null, rows, footnotes };
}

function filled({ measured }: Cell, measurements: Measurements, here: Place): Filling {
  const kept = measured ? measurements[measured.claim] : undefined;
  const text = kept && measured ? measured.show(kept.figures) : '';
  const known = kept && text !== '' ? kept : null;
  const elsewhere = known && staleReason(known.stamp, here);
  return {
    here: known ? text : null,
    figures: known?.figures ?? {},
    verdict: known?.verdict ?? null,
    stamp: known?.stamp ?? null,
    elsewhere,
    stale: known ? (elsewhere ?? unsure(known)) : null,
  };
}

/** A figure can be measured and yet be no more than chance. */
const inconclusive = 'inconclusive: the machine was busy, or it may be chance';
const unsure = ({ verdict }: Kept) => (verdict === 'unknown' ? inconclusive : null);

function numberOf(id: string, runtime: RuntimeId, numbers: Map<string, number>): number[] {
  const claim = claimOf(id);
  if (!claim || footnoteIn(claim, runtime) === null) return [];
  if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
  return [numbers.get(id)!];
}

const claimOf = (id: string) => claims.find((claim) => claim.id === id);

/** Cells whose claim is not borne out are marked. */
const marks = [
  { verdict: 'does-not-hold', means: 'what the Python guide says does not hold here' },
  { verdict: 'differs', means: 'true elsewhere, but different here' },
  { verdict: 'unknown', means: inconclusive },
] as const satisfies readonly { verdict: Verdict; means: string }[];

/** The same for the help of a screen: each mark with what it means. */
export const markTerms: readonly (readonly [mark: string, means: string])[] = marks.map(
  ({ verdict, means }) => [verdictSigns[verdict], means],
);

const markOf = ({ verdict }: Filling) =>
  marks.some((one) => one.verdict === verdict) ? verdictSigns[verdict!] : '';

/** When and where the cells were measured, and how many were not. */
export function provenance(table: FilledTable): string {
  const cells = table.rows.flatMap((row) => row.cells).filter((one) => !one.judgement);
  const stamps = cells.flatMap(({ stamp }) => stamp ?? []);
  if (stamps.length === 0) return 'Nothing is measured yet.';
  const days = [...new Set(stamps.map(({ atMs }) => dayOf(atMs)))].sort();
  const when = days.length === 1 ? days[0]! : `${days[0]} to ${days.at(-1)}`;
  const places = [...new Set(stamps.map(({ runtime, machine }) => `${runtime}, ${machine}`))];
  const share = stamps.length === cells.length ? 'All' : `${stamps.length} of`;
  const where = places.length === 1 ? places[0] : 'on more than one machine or version';
  return `${share} ${cells.length} cells measured: ${when}, ${where}.`;
}

/** The measured side of a cell, in words. */
export function hereText(cell: FilledCell): string {
  const { judgement, here, notes } = cell;
  const value = judgement ? 'not measurable' : (here ?? unmeasured);
  const numbers = notes.map((number) => `[${number}]`).join('');
  const signs = `${markOf(cell)}${numbers}`;
  return signs === '' ? value : `${value} ${signs}`;
}

/** What stands beside a cell, in words: of the other runtime, without notes. */
export function besideText({ judgement, beside }: FilledCell): string {
  if (judgement || beside === null) return '';
  return `${beside.here ?? unmeasured} ${markOf(beside)}`.trimEnd();
}

/** What the marks and factors in the cells mean, a line each: the cells have no room for it. */
export function legend({ rows }: FilledTable): string[] {
  const cells = rows
    .flatMap((row) => row.cells)
    .flatMap((cell) => [cell, ...(cell.beside ? [cell.beside] : [])]);
  const factors = cells.some(({ here }) => here?.includes(' × vs '));
  return [
    ...marks
      .filter(({ verdict }) => cells.some((one) => one.verdict === verdict))
      .map(({ verdict, means }) => `${verdictSigns[verdict]} ${means}`),
    ...(factors ? ['2.00 × vs async: twice as fast as async at the same work'] : []),
  ];
}

/** Which model here is which of the guide. */
export function modelNames(): string {
  return `The models and their names in Python: ${tableModels.map(({ model, name }) => `${model} (${name})`).join(', ')}.`;
}
