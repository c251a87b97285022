import { toWidth } from '../text.ts';

type Transformer = (line: string, index: number) => string;

/**
 * Stands for Ink's `Output`, the canvas a frame is drawn on: takes lines from the left to the right, one beside
 * another, without a cell object for each character. Nothing overlaps here, and nothing needs to be clipped.
 */
export default class Output {
  readonly #rows: string[];

  constructor({ height }: { width: number; height: number }) {
    this.#rows = Array.from({ length: height }, () => '');
  }

  write(
    x: number,
    y: number,
    text: string,
    { transformers }: { transformers: readonly Transformer[] },
  ): void {
    text.split('\n').forEach((line, index) => {
      const row = this.#rows[y + index];
      if (row === undefined) return;
      const drawn = transformers.reduce((before, transform) => transform(before, index), line);
      this.#rows[y + index] = x === 0 && row === '' ? drawn : toWidth(row, x) + drawn;
    });
  }

  clip(): void {}

  unclip(): void {}

  get(): { output: string; height: number } {
    return { output: this.#rows.map((row) => row.trimEnd()).join('\n'), height: this.#rows.length };
  }
}
