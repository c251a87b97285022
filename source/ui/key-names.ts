/** What of Ink's `Key` tells keys apart. */
type KeyFlags = Partial<Record<(typeof named)[number][0] | 'tab' | 'shift' | 'ctrl' | 'meta', boolean>> & {
  eventType?: string | undefined;
};

/**
 * What Ink says of a key, as names: `a`, `up`, `shift-tab`, `ctrl-c`. Fast typing and pasted text come as one input of
 * many characters: each is a key. None for a key that means nothing here.
 */
export function keyNames(input: string, key: KeyFlags): string[] {
  if (key.eventType === 'release') return [];
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  for (const [flag, name] of named) if (key[flag]) return [name];
  if (key.meta) return [];
  if (key.ctrl) return [`ctrl-${input}`];
  return Array.from(input, characterName).filter((name) => name !== '');
}

function characterName(character: string): string {
  if (character === ' ') return 'space';
  if (character === '\r' || character === '\n') return 'enter';
  if (character === '\t') return 'tab';
  return character < ' ' || character === '\u007f' ? '' : character;
}

const named = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const;
