import leven from 'leven';

/** ` (did you mean "x"?)`, or nothing when no name is near. `show`: how a name is written. */
export function suggest(
  wrong: string,
  names: readonly string[],
  show = (name: string) => `"${name}"`,
): string {
  const name = nearest(wrong, names);
  return name === undefined ? '' : ` (did you mean ${show(name)}?)`;
}

/** The name that a wrong one is most likely a slip of, if there is one. */
export function nearest(wrong: string, names: readonly string[]): string | undefined {
  const letters = (word: string) => [...word].sort().join('');
  const best = names
    // Letters that changed places are one slip.
    .map((name) => ({ name, slips: letters(name) === letters(wrong) ? 1 : leven(wrong, name) }))
    .sort((a, b) => a.slips - b.slips)[0];
  // Beyond a third of the word it is another word, not a slip.
  const most = Math.max(wrong.length < 4 ? 1 : 2, Math.floor(wrong.length / 3));
  return best && best.slips <= most ? best.name : undefined;
}
