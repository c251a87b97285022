import type { Size } from '../draw.ts';
import { titleOf } from '../screens/index.ts';
import type { ScreenId, ScreenKey } from '../screens/screen.ts';
import { bodySize, type Picture } from './frame.ts';
import { helpOf } from './help.ts';
import { type OverlayEffects, pressOverlay } from './overlay.ts';

/** What keys do on every screen. */
export function appKeys(effects: { openMenu(): void; openHelp(): void; quit(): void }): ScreenKey[] {
  return [
    {
      ...{ keys: 's', shown: 's', hint: 'screens', rank: 2 },
      help: 'go to another screen',
      press: effects.openMenu,
    },
    {
      keys: '?',
      shown: '?',
      hint: 'help',
      rank: 0,
      help: 'keys of this screen, and what its figures mean',
      press: effects.openHelp,
    },
    {
      ...{ keys: 'q', shown: 'q', hint: 'quit', rank: 0 },
      help: 'quit; runs under way end as well',
      press: effects.quit,
    },
    { keys: 'ctrl-c', shown: 'Ctrl-C', hint: '', help: 'quit from anywhere', press: effects.quit },
  ];
}

/** Esc, where the screen in front has no use of its own for it. */
export function backKey(to: ScreenId, press: () => void): ScreenKey {
  return {
    keys: 'escape',
    shown: 'Esc',
    hint: 'back',
    help: `go back to the screen before: ${titleOf(to)}`,
    press,
  };
}

/** Whether that key, by its name, is one of these. */
export function isFor(key: string, { keys }: ScreenKey): boolean {
  return keys.split(' ').includes(key);
}

/** Does what a key means in that picture: in the overlay, on the screen or in its prompt. */
export function pressKey(key: string, picture: Picture, size: Size, effects: OverlayEffects): void {
  const { overlay, screen, frameKeys, theme } = picture;
  const body = bodySize(picture, size);
  const prompt = screen.prompt?.();
  const found = [...screen.keys(), ...(prompt ? [] : frameKeys)].find((one) => isFor(key, one));
  if (overlay) pressOverlay(key, overlay, { help: helpOf(picture), theme }, body, effects);
  else if (found) found.press(key, body);
  else if (prompt && (key === 'space' || [...key].length === 1)) prompt.type(key === 'space' ? ' ' : key);
}
