import type { Survey } from '../../../catalog/interpreters.ts';
import { accept, type Result } from '../../../catalog/refusal.ts';
import type { Wish } from '../../../catalog/wish.ts';
import { type WorkloadCard, workloadsIn } from '../../../catalog/workloads.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { toWidth } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { around } from '../shared/rows.ts';
import { placeOfChoice, type RunsOn, runtimeChoices, runtimeRow, whyNoPython } from '../shared/runtimes.ts';

/** The list in which a workload of a runtime is chosen, and the row with the cursor. */
export type Picking = { readonly at: number; readonly on: RunsOn };

/** What there is to choose from. */
type Choices = { readonly workloads: readonly WorkloadCard[]; readonly survey: Survey | null };

/** The list of that runtime, with the cursor on that workload where there is such a one. */
export function pickingOn(on: RunsOn, id: string, { workloads }: Choices): Picking {
  return {
    on,
    at: Math.max(
      0,
      workloadsIn(on.runtime, workloads).findIndex((card) => card.id === id),
    ),
  };
}

/** One row up or down. */
export function movedPicking({ at, on }: Picking, by: 1 | -1, { workloads }: Choices): Picking {
  const last = workloadsIn(on.runtime, workloads).length - 1;
  return { on, at: Math.min(last, Math.max(0, at + by)) };
}

/** The runtime before or after. */
export function steppedPicking(picking: Picking, by: 1 | -1, from: Choices): Picking {
  const choices = runtimeChoices(from.survey, picking.on);
  const to = placeOfChoice(choices, picking.on) + by;
  const on = choices[Math.min(choices.length - 1, Math.max(0, to))]!;
  // One that was chosen stays in the list while another runtime is.
  const kept = { ...on, interpreter: on.interpreter ?? picking.on.interpreter };
  return pickingOn(kept, pickedCard(picking, from).id, from);
}

export function pickedCard({ at, on }: Picking, { workloads }: Choices): WorkloadCard {
  return workloadsIn(on.runtime, workloads)[at]!;
}

/** The work that is chosen, or why it cannot run. */
export function pickedWork(picking: Picking, from: Choices): Result<Wish> {
  const { runtime, interpreter } = picking.on;
  const { id: workload } = pickedCard(picking, from);
  if (runtime === 'node') return accept({ workload, runtime });
  return interpreter ? accept({ workload, runtime, interpreter }) : whyNoPython(from.survey);
}

/** The list, below the runtimes. */
export function pickView(picking: Picking, size: Size, from: Choices & { theme: Theme }): string[] {
  const { on, at } = picking;
  const { workloads, survey, theme } = from;
  const rows = workloadsIn(on.runtime, workloads).map(({ id, shows }, index) => {
    const name = `${index === at ? '→' : ' '} ${toWidth(id, 13)}`;
    return ` ${index === at ? theme.paint('strong', name) : name} ${shows}`;
  });
  const rule = titleRule(size.width, { title: 'Compare what?', focused: true }, theme);
  const choices = runtimeChoices(survey, on);
  const shown = { choices, at: placeOfChoice(choices, on), isLooking: survey === null };
  const runtimes = runtimeRow(shown, '←→', size.width, theme);
  return fill([rule, runtimes, ...around(rows, at, size.height - 2, theme)], size);
}
