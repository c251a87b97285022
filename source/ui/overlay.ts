import { type Size, scrolled, titleRule } from './draw.ts';
import { screenCards } from './screens/index.ts';
import type { ScreenId, ScreenKey } from './screens/screen.ts';
import { type Term, termRows } from './terms.ts';
import { toWidth, widthOf, wrapped } from './text.ts';
import type { Theme } from './theme.ts';

/** What lies over a screen until it is left: the menu of screens, or the help of the screen. */
export type Overlay =
  | { readonly kind: 'menu'; readonly chosen: number }
  | { readonly kind: 'help'; readonly scroll: number };

type OverlayEffects = {
  goTo(screen: ScreenId | 'lab'): void;
  setOverlay(overlay: Overlay | null): void;
  quit(): void;
};

/** The menu with the screen in front chosen. */
export function menuAt(screen: ScreenId | 'lab'): Overlay {
  return { kind: 'menu', chosen: screenCards.findIndex(({ id }) => id === screen) };
}

/** The longest of keys as people read them. */
const keyWidth = 10;

/** The help: the keys of the screen in front, then what it shows. */
export function helpRows(
  keys: readonly ScreenKey[],
  terms: readonly Term[],
  width: number,
  theme: Theme,
): string[] {
  const rows = termRows(
    keys.map(({ shown, help }) => [shown, help]),
    width,
    theme,
    keyWidth,
  );
  if (terms.length === 0) return rows;
  return [...rows, '', theme.paint('strong', ' What the figures mean'), ...termRows(terms, width, theme)];
}

/** The body while an overlay is in front; `help` are the rows of its help. */
export function drawOverlay(overlay: Overlay, help: readonly string[], size: Size, theme: Theme): string[] {
  const rule = (title: string) => titleRule(size.width, { title, figure: 'Esc back', focused: true }, theme);
  if (overlay.kind === 'menu') return [rule('Screens'), ...menuRows(overlay.chosen, size, theme)];
  return [rule('Help'), ...scrolled(help, size.height - 1, overlay.scroll, theme)];
}

/** Where what a screen is about does not fit beside its name, it goes on below. */
function menuRows(chosen: number, { width, height }: Size, theme: Theme): string[] {
  const rows = screenCards.map(({ letter, title, about }, at) => {
    const name = ` ${at === chosen ? '→' : ' '} ${letter}  ${toWidth(title, 9)} `;
    return wrapped(about, width - widthOf(name) - 1).map((row, index) => {
      if (index > 0) return ' '.repeat(widthOf(name)) + row;
      return (at === chosen ? theme.paint('strong', name) : name) + row;
    });
  });
  const all = rows.flat();
  return all.length < height ? all : rows.map(([first]) => first!);
}

/** A key while an overlay is in front. `help`: rows it has, and how many of them are in sight. */
export function pressOverlay(
  key: string,
  overlay: Overlay,
  help: { readonly length: number; readonly height: number },
  { goTo, setOverlay, quit }: OverlayEffects,
): void {
  const step = steps[key] ?? 0;
  const within = (value: number, last: number, by = 1) => Math.min(last, Math.max(0, value + step * by));
  const byLetter = screenCards.find(({ letter }) => letter === key);
  const leaves = overlay.kind === 'help' ? ['escape', 's', '?', 'enter'] : ['escape', 's'];
  if (key === 'q') quit();
  else if (leaves.includes(key)) setOverlay(null);
  else if (overlay.kind === 'help') {
    const page = key.startsWith('page') ? Math.max(1, help.height - 1) : 1;
    const last = Math.max(0, help.length - help.height);
    setOverlay({ kind: 'help', scroll: within(overlay.scroll, last, page) });
  } else if (byLetter) goTo(byLetter.id);
  else if (key === 'enter') goTo(screenCards[overlay.chosen]!.id);
  else setOverlay({ kind: 'menu', chosen: within(overlay.chosen, screenCards.length - 1) });
}

const steps: Readonly<Record<string, 1 | -1>> = { down: 1, j: 1, pagedown: 1, up: -1, k: -1, pageup: -1 };

/** What the footer says meanwhile. */
export const overlayHints = {
  menu: [
    { shown: screenCards.map(({ letter }) => letter).join(' '), hint: 'go there' },
    { shown: '↑↓', hint: 'choose' },
    { shown: 'Enter', hint: 'open' },
    { shown: 'Esc', hint: 'back' },
    { shown: 'q', hint: 'quit' },
  ],
  help: [
    { shown: '↑↓', hint: 'scroll' },
    { shown: 'Esc', hint: 'back' },
    { shown: 'q', hint: 'quit' },
  ],
} as const;
