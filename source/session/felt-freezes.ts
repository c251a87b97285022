import { type ModelOf, modelCard, ownsLanes } from '../catalog/models.ts';
import type { Session } from './state.ts';
import { type Held, heldNow } from './vitals.ts';

/** Whether tasks wait while the main loop is frozen: where each has a lane of its own, that loop has nothing to run. */
export const feelsFreezes = ({ plan }: { readonly plan: ModelOf }): boolean => !ownsLanes(modelCard(plan));

/** What holds the loop of tasks right now; null when nothing does. */
export function freezeNow(session: Session): Held | null {
  return feelsFreezes(session) ? heldNow(session) : null;
}
