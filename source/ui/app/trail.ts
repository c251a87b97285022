import type { ScreenId } from '../screens/screen.ts';

/** The screen in front, and those the person came from, the latest last: Esc goes back there. */
export type Trail = { readonly at: ScreenId; readonly from: readonly ScreenId[] };

/** The lab is where all begins, and nothing lies behind it. */
export const trailHead: Trail = { at: 'lab', from: [] };

/** On to a screen; the same trail where it is in front already. */
export function onTo(to: ScreenId, trail: Trail): Trail {
  return to === trail.at ? trail : { at: to, from: [...trail.from, trail.at] };
}

/** Back to the screen before; null where there is none. */
export function backFrom({ from }: Trail): Trail | null {
  const to = from.at(-1);
  return to === undefined ? null : { at: to, from: from.slice(0, -1) };
}
