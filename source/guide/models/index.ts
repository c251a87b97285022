import { laneCard, type ModelOf, modelCard } from '../../catalog/models.ts';
import { usualRuntime } from '../../catalog/runtimes/index.ts';
import type { Wish } from '../../catalog/wish.ts';
import type { ModelId } from '../../protocol/plan.ts';
import { inNode } from '../lanes.ts';
import type { Known, Machine } from '../question.ts';
import { async } from './async.ts';
import { derivedRows } from './derived.ts';
import { hybrid } from './hybrid.ts';
import { processes } from './processes.ts';
import { inPython } from './python.ts';
import type { AspectId, GuideRows } from './rows.ts';
import { sequential } from './sequential.ts';
import { threads } from './threads.ts';

/** The models that the questions lead to. Of any other the guide says what its traits do. */
export const weighed: Readonly<Partial<Record<ModelId, GuideRows>>> = {
  sequential,
  async,
  threads,
  processes,
  hybrid,
};

function rowsOf(model: ModelId): GuideRows {
  return weighed[model] ?? derivedRows(modelCard(inNode(model)), laneCard(inNode(model)));
}

/** One line of a card, and the run that shows it. */
export type CardLine = { readonly aspect: AspectId; readonly says: string; readonly wish: Wish };

/** What a person should know of a model before choosing it, in its runtime. */
export function cardLinesOf({ runtime, model }: ModelOf): readonly CardLine[] {
  const own = runtime === usualRuntime.id ? weighed[model]?.lines : inPython[model];
  const of = { runtime, model };
  const lines = own ?? derivedRows(modelCard(of), laneCard(of)).lines;
  const where = runtime === usualRuntime.id ? {} : { runtime };
  return lines.map(([aspect, says, run]) => ({ aspect, says, wish: { ...run, ...where, model } }));
}

/** Why a model is not the verdict, one line. */
export function whyNotModel(not: ModelId, chosen: ModelId, known: Known, machine: Machine): string {
  const { because } = rowsOf(not).reasons.find(({ when }) => when(known, chosen))!;
  return typeof because === 'string' ? because : because(machine);
}
