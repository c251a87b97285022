import { widthOf } from '../text.ts';

/** Stands for `string-width` inside Ink: one pass over the glyphs we draw, the real one for all else. */
export default function stringWidth(text: string): number {
  return widthOf(text);
}
