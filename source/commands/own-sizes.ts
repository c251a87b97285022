import { type Asked, callingWords, comparedSizes, type Sized } from '../answer/compared-sizes.ts';
import type { Room } from '../catalog/room.ts';
import { accepted } from '../command-line/usage-error.ts';
import type { Stopper } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import { measureHandover } from '../machine/handover.ts';
import { inOrder } from '../runner/batch.ts';
import { calibrationPlan } from '../work/calibration.ts';

/** Runs a person's work for a second, and says what numbers suit it. `stoppedBy`: what ended that before its end. */
export async function sizeOwn(
  asked: Asked,
  room: Room,
  { note }: Pick<Speech, 'note'>,
): Promise<{ readonly sized: Sized; readonly stoppedBy: null } | { readonly stoppedBy: Stopper }> {
  const { card, choice } = asked;
  const plan = accepted(calibrationPlan(choice, card, room, { timeLimitMs: choice.timeLimitMs ?? null }));
  const handoverMs = await measureHandover(card.interpreter ?? choice.interpreter ?? null);
  note(callingWords(card));
  const { batch, stoppedBy } = accepted(
    await runBatchAsText(inOrder([{ plan }]), { speech: { note: () => {} } }),
  );
  if (stoppedBy !== null) return { stoppedBy };
  const sized = comparedSizes(asked, batch.ended[0]!, room, handoverMs);
  if (sized.found !== null) note(sized.found);
  return { sized, stoppedBy: null };
}
