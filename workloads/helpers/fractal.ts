/** A point that has not left by then is taken to stay. It makes points inside cost a hundred times those outside. */
const mostSteps = 200;

/** Steps until a point of the plane leaves the Mandelbrot set's neighbourhood. */
function stepsAt(x: number, y: number): number {
  let [re, im] = [0, 0];
  let step = 0;
  for (; step < mostSteps && re * re + im * im <= 4; step++) {
    const next = re * re - im * im + x;
    im = 2 * re * im + y;
    re = next;
  }
  return step;
}

/** Draws one of a few sections of the Mandelbrot set, a byte a pixel: work that only computes. */
export function drawFractal(section: number, side: number): Uint8Array {
  const pixels = new Uint8Array(side * side);
  // Sections lie side by side from left to right, and overlap so far that they cost about the same.
  const left = -1.6 + section * 0.02;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      pixels[row * side + column] = stepsAt(left + (1.6 * column) / side, -0.8 + (1.6 * row) / side);
    }
  }
  return pixels;
}
