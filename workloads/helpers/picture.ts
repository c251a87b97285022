import { nextChance } from '../../source/load/arrivals.ts';

/** Pixels as pngjs decodes them: red, green, blue and how opaque they are, a byte each, row by row. */
export type Picture = { width: number; height: number; data: Uint8Array };

const channels = 4;

/** Noise on top of the gradients, of 256: as much as a camera's, so that the picture shrinks about as a photograph does. */
const noise = 24;

/** A picture that differs from seed to seed: gradients in each colour, and noise. */
export function drawPicture(seed: number, side: number): Picture {
  const data = new Uint8Array(side * side * channels);
  let state = seed >>> 0;
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      state = nextChance(state);
      const grain = ((state >>> 24) * noise) >>> 8;
      const room = 255 - noise;
      data[at++] = grain + Math.round((room * x) / side);
      data[at++] = grain + Math.round((room * y) / side);
      data[at++] = grain + Math.round((room * ((x + y + seed * 16) % side)) / side);
      data[at++] = 255;
    }
  }
  return { width: side, height: side, data };
}

/**
 * Blurs rows from `from` up to, not including, `to` of one picture into another: each pixel becomes the mean of itself
 * and its eight neighbours, those nearer weighing more (1 2 1, 2 4 2, 1 2 1). Pixels of the edge are their own neighbours.
 */
export function blurRows({ width, height, data }: Picture, into: Uint8Array, from: number, to: number): void {
  const stride = width * channels;
  for (let y = from; y < to; y++) {
    const row = y * stride;
    const above = y > 0 ? row - stride : row;
    const below = y < height - 1 ? row + stride : row;
    for (let x = 0; x < width; x++) {
      const here = x * channels;
      const left = x > 0 ? here - channels : here;
      const right = x < width - 1 ? here + channels : here;
      for (let colour = 0; colour < channels; colour++) {
        const sum =
          data[above + left + colour]! +
          2 * data[above + here + colour]! +
          data[above + right + colour]! +
          2 * data[row + left + colour]! +
          4 * data[row + here + colour]! +
          2 * data[row + right + colour]! +
          data[below + left + colour]! +
          2 * data[below + here + colour]! +
          data[below + right + colour]!;
        // Halves round up.
        into[row + here + colour] = (sum + 8) >> 4;
      }
    }
  }
}
