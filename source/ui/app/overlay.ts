import { type Size, titleRule } from '../draw.ts';
import { screenCards } from '../screens/index.ts';
import type { ScreenId } from '../screens/screen.ts';
import { toWidth, widthOf, wrapped } from '../text.ts';
import type { Theme } from '../theme.ts';
import { type Help, helpLength } from './help.ts';

/** What lies over a screen until it is left: the menu of screens, or the help of the screen. */
export type Overlay =
  | { readonly kind: 'menu'; readonly chosen: number }
  | { readonly kind: 'help'; readonly scroll: number };

export type OverlayEffects = {
  goTo(screen: ScreenId): void;
  setOverlay(overlay: Overlay | null): void;
  quit(): void;
};

/** The menu with the screen in front chosen. */
export function menuAt(screen: ScreenId): Overlay {
  return { kind: 'menu', chosen: screenCards.findIndex(({ id }) => id === screen) };
}

/** The body while the menu is in front. */
export function drawMenu(chosen: number, size: Size, theme: Theme): string[] {
  const rule = titleRule(size.width, { title: 'Screens', figure: 'Esc back', focused: true }, theme);
  return [rule, ...menuRows(chosen, size, theme)];
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

/** A key while an overlay is in front, in a body of that size. */
export function pressOverlay(
  key: string,
  overlay: Overlay,
  { help, theme }: { help: Help; theme: Theme },
  { width, height }: Size,
  { goTo, setOverlay, quit }: OverlayEffects,
): void {
  if (key === 'q') quit();
  else if (leaves[overlay.kind].includes(key)) setOverlay(null);
  else if (overlay.kind === 'help') {
    // Its first row is the title.
    const last = Math.max(0, helpLength(help, width, theme) - (height - 1));
    const page = Math.max(1, height - 2);
    const from = ends[key] === undefined ? overlay.scroll : ends[key] * last;
    const to = from + (lines[key] ?? 0) + (pages[key] ?? 0) * page;
    setOverlay({ kind: 'help', scroll: within(to, last) });
  } else {
    const card =
      key === 'enter' ? screenCards[overlay.chosen] : screenCards.find(({ letter }) => letter === key);
    if (card) goTo(card.id);
    else {
      const to = overlay.chosen + (lines[key] ?? pages[key] ?? 0);
      setOverlay({ kind: 'menu', chosen: within(to, screenCards.length - 1) });
    }
  }
}

const within = (value: number, last: number) => Math.min(last, Math.max(0, value));

/** The key that opened an overlay leaves it as well. */
const leaves: Readonly<Record<Overlay['kind'], readonly string[]>> = {
  menu: ['escape', 's'],
  help: ['escape', 's', '?', 'enter'],
};
const lines: Readonly<Record<string, 1 | -1>> = { down: 1, j: 1, up: -1, k: -1 };
const pages: Readonly<Record<string, 1 | -1>> = { pagedown: 1, right: 1, l: 1, pageup: -1, left: -1, h: -1 };
/** To the first row or the last. */
const ends: Readonly<Record<string, 0 | 1>> = { home: 0, g: 0, end: 1, G: 1 };

/** What the footer says meanwhile. */
export const overlayHints = {
  menu: [
    { shown: screenCards.map(({ letter }) => letter).join(' '), hint: 'go there' },
    { shown: '↑↓', hint: 'choose' },
    { shown: 'Enter', hint: 'open' },
    { shown: 'Esc', hint: 'back', rank: 0 },
    { shown: 'q', hint: 'quit', rank: 0 },
  ],
  help: [
    { shown: '↑↓ PgUp PgDn', hint: 'scroll' },
    { shown: 'g G', hint: 'first, last row' },
    { shown: 'Esc', hint: 'back', rank: 0 },
    { shown: 'q', hint: 'quit', rank: 0 },
  ],
} as const;
