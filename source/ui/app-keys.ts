import type { ScreenKey } from './screens/open-screen.ts';

/** What keys do on every screen but the lab, which has them in its own table. */
export function appKeys(effects: { openMenu(): void; openHelp(): void; quit(): void }): ScreenKey[] {
  return [
    { keys: 's', shown: 's', hint: 'screens', help: 'go to another screen', press: effects.openMenu },
    { keys: '?', shown: '?', hint: 'help', help: 'the keys of this screen', press: effects.openHelp },
    { keys: 'q', shown: 'q', hint: 'quit', help: 'quit; runs under way end with it', press: effects.quit },
  ];
}
