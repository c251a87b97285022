import stringWidth from 'string-width';

const narrow = /^[\u0020-\u007e\u2500-\u259f·▸✓✗⊘❄…—→←↑↓×]*$/u;

/** Cells a row takes in a terminal: by the package that knows, or of glyphs whose width another test checks. */
export function cells(row: string): number {
  const plain = row.replace(/\u001b\[[\d;]*m/g, '');
  return narrow.test(plain) ? plain.length : stringWidth(plain);
}
