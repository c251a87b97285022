import type { Batch } from './batches.ts';
import { fill, type Size } from './draw.ts';
import { fitHints } from './hints.ts';
import { drawOverlay, helpRows, type Overlay, overlayHints } from './overlay.ts';
import { placeLine } from './place-line.ts';
import { composeFrame } from './screens/lab/frame.ts';
import { isOneLine } from './screens/lab/layout.ts';
import type { Screen } from './screens/lab/screen.ts';
import type { OpenScreen, ScreenId, ScreenKey } from './screens/screen.ts';
import { signs } from './theme.ts';

/** Everything a frame is made of, but its size. */
export type AppView = {
  readonly at: ScreenId | 'lab';
  /** Null where the lab is in front. */
  readonly screen: OpenScreen | null;
  readonly lab: Omit<Screen, 'size'>;
  readonly overlay: Overlay | null;
  /** Why the last wish was not met; the next key clears it. */
  readonly message: string | null;
  /** The latest batch of runs, whichever screen started it. */
  readonly batch: Batch | null;
};

/** The last keys of a footer: screens, help and quit stay longest. */
const keptHints = 3;

/** The whole terminal: exactly as many rows as it has, each exactly as wide. `keys`: those of the screen in front. */
export function drawApp(view: AppView, keys: readonly ScreenKey[], size: Size): string[] {
  const { overlay, screen, message } = view;
  if (overlay === null && screen === null) return composeFrame({ ...view.lab, size }, elsewhere(view));
  const { theme } = view.lab;
  const subtitle = overlay?.kind === 'menu' || screen === null ? ' Where to?' : screen.subtitle(size.width);
  // Below a screen's least size the place is left out: what it is about says where one is.
  const place = placeLine({ ...view.lab, size }, view.at, elsewhere(view));
  const top = isOneLine(size) ? [subtitle] : [place, subtitle];
  const said = message === null ? [] : [` ${theme.paint('bad', `${signs.failed} ${message}`)}`];
  const hints = overlay ? overlayHints[overlay.kind] : keys.filter(({ hint }) => hint !== '');
  const bottom = [...said, fitHints(hints, size.width, theme, overlay ? 2 : keptHints)];
  const body = bodySize(view, size);
  const help = () => helpRows(keys, screen?.terms ?? [], size.width, theme);
  const rows = overlay
    ? drawOverlay(overlay, overlay.kind === 'help' ? help() : [], body, theme)
    : screen!.draw(body);
  return fill([...top, ...fill(rows, body), ...bottom], size).map(theme.finish);
}

/** Room between the header and the footer. */
export function bodySize({ message }: AppView, size: Size): Size {
  const taken = (isOneLine(size) ? 1 : 2) + (message === null ? 1 : 2);
  return { width: size.width, height: Math.max(0, size.height - taken) };
}

/** Runs go on while another screen is in front: the header says so. */
function elsewhere({ at, batch, lab }: AppView): string | null {
  if (batch?.state === 'running')
    return `${signs.running} run ${batch.summaries.length + 1} of ${batch.plans.length}`;
  return at !== 'lab' && lab.runs.running ? `${signs.running} run in the lab` : null;
}
