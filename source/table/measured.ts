import * as v from 'valibot';
import type { Room } from '../catalog/room.ts';
import { type Ruling, verdicts } from '../claims/claim.ts';
import { coreWords } from '../format.ts';
import type { RuntimeId } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { Keeper } from './keeper.ts';

/** Where and with what something was measured: enough to see that a figure is another machine's, or old. */
const stampSchema = v.object({
  /** Milliseconds since 1970. */
  atMs: v.number(),
  /** `node 24.21`, `python 3.11` */
  runtime: v.string(),
  machine: v.string(),
  effectiveCores: v.number(),
});
export type Stamp = v.InferOutput<typeof stampSchema>;
/** The same without when. */
export type Place = Omit<Stamp, 'atMs'>;

const keptSchema = v.object({
  verdict: v.picklist(verdicts),
  saw: v.string(),
  figures: v.record(v.string(), v.nullable(v.number())),
  stamp: stampSchema,
});
/** A ruling that was kept, with where it comes from. */
export type Kept = Ruling & { readonly stamp: Stamp };
/** Rulings by the id of their claim. */
export type Measurements = Readonly<Record<string, Kept>>;

/**
 * The keeper's name for them. Figures of Node.js stay when another version comes, and say so; of Python several versions
 * are in use side by side, so that each has its own.
 */
export const keptName = ({ runtime }: Pick<Place, 'runtime'>) =>
  `claims-${runtime.startsWith('node') ? 'node' : runtime.replace(/[ .]/g, '-')}`;

/** Where and with what a program measures that keeps its rulings there; `runtime` by its name and version. */
export function placeOf(
  keeper: Keeper,
  runtime: string,
  { effectiveCores }: Pick<Room, 'effectiveCores'>,
): Place {
  return { runtime, machine: keeper.machine ?? 'unknown', effectiveCores };
}

/** What was measured in the runtime of a place, as far as it was kept. */
export function keptMeasurements(keeper: Keeper, here: Pick<Place, 'runtime'>): Measurements {
  return readMeasurements(keeper.read(keptName(here)));
}

/** The keeper's name for which Python was measured last. */
const lastPython = 'claims-python';

/** The name of the runtime other than that one whose figures stand beside its own: the Python that was measured last. */
export function nameBeside(keeper: Keeper, runtime: RuntimeId): string | null {
  const last = runtime === 'python' ? 'node' : keeper.read(lastPython);
  return typeof last === 'string' ? last : null;
}

/** What one more lane takes, in bytes, as the claims measured it with this runtime on this machine; null: they did not. */
export function keptLaneBytes(
  keeper: Keeper,
  here: Place,
): { readonly thread: Measured; readonly process: Measured } | null {
  const kept = keptMeasurements(keeper, here)['process-costs-most'];
  if (!kept || staleReason(kept.stamp, here) !== null) return null;
  const { threadBytes = null, processBytes = null } = kept.figures;
  return { thread: threadBytes, process: processBytes };
}

/** Keeps rulings and returns all that is kept now: others may have written since it was read. */
export function keepRulings(
  keeper: Keeper,
  rulings: ReadonlyMap<string, Ruling>,
  stamp: Stamp,
): Measurements {
  const known = withRulings(keptMeasurements(keeper, stamp), rulings, stamp);
  keeper.write(keptName(stamp), known);
  if (stamp.runtime.startsWith('python')) keeper.write(lastPython, stamp.runtime);
  return known;
}

/** What a keeper has, as far as it can be understood: what cannot was never measured. */
export function readMeasurements(value: unknown): Measurements {
  const found = v.safeParse(v.record(v.string(), v.unknown()), value);
  if (!found.success) return {};
  return Object.fromEntries(
    Object.entries(found.output).flatMap(([id, entry]) => {
      const kept = v.safeParse(keptSchema, entry);
      return kept.success ? [[id, kept.output] as const] : [];
    }),
  );
}

/**
 * The measurements with fresh rulings in the place of older ones. A ruling without figures replaces nothing, and one
 * that could not be told replaces only another of its kind.
 */
export function withRulings(
  before: Measurements,
  rulings: ReadonlyMap<string, Ruling>,
  stamp: Stamp,
): Measurements {
  const after: Record<string, Kept> = { ...before };
  for (const [id, ruling] of rulings) {
    const { verdict, saw, figures } = ruling;
    if (Object.keys(figures).length === 0) continue;
    if (verdict === 'unknown' && (before[id]?.verdict ?? 'unknown') !== 'unknown') continue;
    after[id] = { verdict, saw, figures, stamp };
  }
  return after;
}

/** What is different about where a value was measured; null when it was here and with this. */
export function staleReason(stamp: Stamp, here: Place): string | null {
  if (stamp.machine !== here.machine) return `measured on another machine (${stamp.machine})`;
  if (stamp.runtime !== here.runtime) return `measured with ${stamp.runtime}`;
  if (stamp.effectiveCores !== here.effectiveCores) return `measured with ${coreWords(stamp.effectiveCores)}`;
  return null;
}

/** `2026-11-23`, in UTC. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
