import { fill, type Size } from '../draw.ts';
import type { Environment } from '../environment.ts';
import type { OpenScreen, ScreenId, ScreenKey } from '../screens/screen.ts';
import { toWidth, wrapped } from '../text.ts';
import { signs, type Theme } from '../theme.ts';
import { drawHelp, helpOf } from './help.ts';
import { fitHints } from './hints.ts';
import { drawMenu, type Overlay, overlayHints } from './overlay.ts';
import { placeLine } from './place-line.ts';

/** Everything a frame is made of, but its size. */
export type Picture = {
  readonly at: ScreenId;
  readonly screen: OpenScreen;
  readonly overlay: Overlay | null;
  /** Why the last wish was not met. */
  readonly message: string | null;
  /** What keys do beside those of the screen. */
  readonly frameKeys: readonly ScreenKey[];
  /** What goes on behind other screens; null for nothing. */
  readonly elsewhere: string | null;
  readonly environment: Environment;
  readonly theme: Theme;
};

/** Below this the screen is small: panes would show their titles and little else. */
const leastWidth = 60;
const leastHeight = 16;

function isSmall({ width, height }: Size): boolean {
  return width < leastWidth || height < leastHeight;
}

/** The whole terminal: exactly as many rows as it has, each exactly as wide. */
export function drawApp(picture: Picture, size: Size): string[] {
  const { screen, overlay, theme } = picture;
  const { width } = size;
  const small = isSmall(size);
  const subtitle = overlay?.kind === 'menu' ? ' Go to which screen?' : screen.subtitle(width, small);
  // In a small one what the screen is about says where one is.
  const top = small ? [subtitle] : [placeLine(picture, width), subtitle];
  const said = saidRows(picture, size);
  const body = bodyBeside(said, size);
  const rows =
    overlay?.kind === 'menu'
      ? drawMenu(overlay.chosen, body, theme)
      : overlay?.kind === 'help'
        ? drawHelp(helpOf(picture), overlay.scroll, body, theme)
        : screen.draw(body, small);
  const shown = Array.from({ length: body.height }, (_, at) => rows[at] ?? '');
  const bottom = [...said, footer(picture, width)];
  return fill([...top, ...shown, ...bottom], size).map(theme.finish);
}

/** Room between the header and the footer. */
export function bodySize(picture: Picture, size: Size): Size {
  return bodyBeside(saidRows(picture, size), size);
}

function bodyBeside(said: readonly string[], size: Size): Size {
  const taken = (isSmall(size) ? 1 : 2) + said.length + 1;
  return { width: size.width, height: Math.max(0, size.height - taken) };
}

/** Room for the subtitle, the footer and what is said. */
const leastForSaid = 3;

/** A message takes no more rows than that. */
const mostSaid = 3;

/** The rows above the footer: a message, whole where there is room, else what the screen has to note; empty for nothing. */
function saidRows({ message, screen, overlay, theme }: Picture, size: Size): string[] {
  if (size.height < leastForSaid) return [];
  if (message !== null) {
    const rows = wrapped(`${signs.failed} ${message}`, Math.max(1, size.width - 2));
    const most = isSmall(size) ? 1 : mostSaid;
    return (rows.length <= most ? rows : [`${signs.failed} ${message}`]).map(
      (row) => ` ${theme.paint('bad', row)}`,
    );
  }
  const note = overlay === null ? (screen.note?.() ?? null) : null;
  return note === null ? [] : [` ${note}`];
}

/** What the keys do here, or what is typed. */
function footer(picture: Picture, width: number): string {
  const { overlay, screen, frameKeys, theme } = picture;
  if (overlay) return fitHints(overlayHints[overlay.kind], width, theme);
  const prompt = screen.prompt?.();
  if (prompt) return toWidth(prompt.row, width);
  const hints = [...screen.keys(), ...frameKeys].filter(({ hint }) => hint !== '');
  return fitHints(hints, width, theme);
}
