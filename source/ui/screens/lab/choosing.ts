import { modelOrUsual } from '../../../catalog/find-model.ts';
import { runtimeCard } from '../../../catalog/runtimes/index.ts';
import { cardOf, workloadsIn } from '../../../catalog/workloads.ts';
import type { ModelId } from '../../../protocol/plan.ts';
import { stepped, typed } from '../shared/fields.ts';
import { pathIn, retyped } from '../shared/file-prompt.ts';
import { placeOfChoice, type RunsOn, runtimeChoices } from '../shared/runtimes.ts';
import { type Chosen, fieldsOf, firstOf } from './choice.ts';
import { chosenCard, type Snapshot, workloadsFor } from './snapshot.ts';
import { type Action, fileLine, isOnFileLine } from './state.ts';

/** The models of the chosen runtime, in the order of their digits. */
export const modelIdsOf = ({ runtime }: Chosen): ModelId[] => runtimeCard(runtime).models.map(({ id }) => id);

/** Up and down among what can be chosen. */
export function choose(by: 1 | -1, snapshot: Snapshot): Action | null {
  const { state, room } = snapshot;
  if (state.view.kind !== 'choose') return null;
  const near = <T>(list: readonly T[], at: number) => list[Math.min(list.length - 1, Math.max(0, at + by))]!;
  const card = chosenCard(snapshot);
  switch (state.view.section) {
    case 'model': {
      const ids = modelIdsOf(state.chosen);
      return { type: 'model', model: near(ids, ids.indexOf(state.chosen.model)) };
    }
    case 'workload': {
      const list = workloadsFor(snapshot);
      const at = list.indexOf(card);
      if (isOnFileLine(state.view)) return by > 0 ? { type: 'field', field: 0 } : null;
      if (at === 0 && by < 0) return { type: 'field', field: fileLine };
      const { id, interpreter } = near(list, at);
      return { type: 'workload', workload: id, interpreter };
    }
    case 'options': {
      const last = fieldsOf(state.chosen, card, room).length - 1;
      return { type: 'field', field: Math.min(last, Math.max(0, state.view.field + by)) };
    }
  }
}

/** The runtime before or after the chosen one: Node.js, or one of the Pythons. */
export function stepRuntime(by: 1 | -1, snapshot: Snapshot): Action {
  const { chosen } = snapshot.state;
  const choices = runtimeChoices(snapshot.survey, chosen);
  const to = placeOfChoice(choices, chosen) + by;
  return runOn(choices[Math.min(choices.length - 1, Math.max(0, to))]!, chosen.workload, snapshot);
}

/** That runtime, with the workload of that name, and with what it has of the rest that is chosen. */
export function runOn(
  { runtime, interpreter }: RunsOn,
  id: string,
  { state: { chosen }, workloads }: Pick<Snapshot, 'state' | 'workloads'>,
): Action {
  const { model } = modelOrUsual({ runtime, model: chosen.model });
  const card = cardOf({ workload: id, runtime }, workloads) ?? firstOf(workloadsIn(runtime, workloads));
  const kept = interpreter ?? chosen.interpreter;
  return { type: 'runs-on', chosen: { runtime, interpreter: kept, model, workload: card.id } };
}

function currentField({ state, room, workloads }: Snapshot) {
  const fields = fieldsOf(state.chosen, chosenCard({ state, workloads }), room);
  // A model with fewer fields may have been picked meanwhile.
  return state.view.kind === 'choose' ? fields[Math.min(state.view.field, fields.length - 1)] : undefined;
}

/** The option one step up or down. */
export function step(by: 1 | -1, snapshot: Snapshot): Action | null {
  const field = currentField(snapshot);
  return field ? { type: 'typed', field: field.key, text: stepped(field, by) } : null;
}

/** What is typed with another character; null takes one away. */
export function edit(character: string | null, snapshot: Snapshot): Action | null {
  const { view, filter } = snapshot.state;
  if (view.kind === 'filter') return { type: 'filter', text: typed(filter, character) };
  if (view.kind === 'file')
    return { type: 'file', change: retyped(view, [...pathIn(view)].slice(0, -1).join('')) };
  const field = currentField(snapshot);
  // A word out of a list is stepped through, not typed.
  if (!field || field.spec?.type === 'choice') return null;
  return { type: 'typed', field: field.key, text: typed(field.text, character) };
}
