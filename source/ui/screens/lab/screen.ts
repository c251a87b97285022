import type { Room } from '../../../catalog/make-plan.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import { cleanText } from '../../../protocol/text.ts';
import type { ParameterSpec } from '../../../protocol/workload.ts';
import type { Session } from '../../../session/state.ts';
import type { Size } from '../../draw.ts';
import type { Environment } from '../../environment.ts';
import { firstLine } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import type { ScreenId } from '../screen.ts';
import type { Runs } from './runner.ts';
import type { LabState } from './state.ts';

/** Everything a frame is made of. */
export type Screen = {
  readonly size: Size;
  readonly state: LabState;
  readonly runs: Runs;
  readonly workloads: readonly WorkloadCard[];
  readonly room: Room;
  readonly environment: Environment;
  readonly theme: Theme;
  /** The screen that sent the person here, where Esc goes back to; null for none. */
  readonly backTo: ScreenId | 'lab' | null;
};

/** A card safe to show: a person's own module may call itself anything. */
export function cleanCard(card: WorkloadCard): WorkloadCard {
  const clean = (text: string) => firstLine(cleanText(text));
  const parameters: Record<string, ParameterSpec> = {};
  for (const [name, spec] of Object.entries(card.parameters)) {
    const title = clean(spec.title);
    parameters[name] =
      spec.type === 'number' ? { ...spec, title, unit: clean(spec.unit) } : { ...spec, title };
  }
  return { ...card, id: clean(card.id), title: clean(card.title), shows: clean(card.shows), parameters };
}

/** The session to draw: the one that was held, or the live one. */
export function shownSession({ state, runs }: Pick<Screen, 'state' | 'runs'>): Session | null {
  return state.pause.kind === 'paused' ? state.pause.session : runs.session;
}

/** The card of the chosen workload. */
export function chosenCard({ state, workloads }: Pick<Screen, 'state' | 'workloads'>): WorkloadCard {
  return workloads.find((card) => card.id === state.chosen.workload) ?? workloads[0]!;
}
