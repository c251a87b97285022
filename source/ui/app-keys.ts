import { titleOf } from './screens/index.ts';
import type { ScreenId, ScreenKey } from './screens/screen.ts';

/** What keys do on every screen but the lab, which has them in its own table. */
export function appKeys(effects: { openMenu(): void; openHelp(): void; quit(): void }): ScreenKey[] {
  return [
    { keys: 's', shown: 's', hint: 'screens', help: 'go to another screen', press: effects.openMenu },
    {
      keys: '?',
      shown: '?',
      hint: 'help',
      help: 'the keys of this screen, and what its figures mean',
      press: effects.openHelp,
    },
    { keys: 'q', shown: 'q', hint: 'quit', help: 'quit; runs under way end with it', press: effects.quit },
  ];
}

/** Esc, where the screen in front has no use of its own for it. */
export function backKey(to: ScreenId | 'lab', press: () => void): ScreenKey {
  return {
    keys: 'escape',
    shown: 'Esc',
    hint: 'back',
    help: `back to the screen before: ${titleOf(to)}`,
    press,
  };
}
