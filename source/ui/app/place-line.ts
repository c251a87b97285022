import { coreWords } from '../../format.ts';
import type { Environment } from '../environment.ts';
import { screenCards, titleOf } from '../screens/index.ts';
import type { OpenScreen, ScreenId } from '../screens/screen.ts';
import { toWidth, widthOf } from '../text.ts';
import type { Theme } from '../theme.ts';

type Place = {
  readonly at: ScreenId;
  readonly screen: OpenScreen;
  readonly environment: Environment;
  /** What goes on behind other screens; null for nothing. */
  readonly elsewhere: string | null;
  readonly theme: Theme;
};

/**
 * The first row of every screen: where one is, and on what machine. Where there is too little room the machine goes
 * first, then Heddle's own figures, then the other screens' names; another runtime and that the picture is held stay.
 */
export function placeLine({ at, screen, environment, elsewhere, theme }: Place, width: number): string {
  const { lost = null, held = null, runtime = null, figure = null } = screen.heading?.() ?? {};
  const isOther = runtime !== null && runtime !== environment.runtime;
  const parts = [coreWords(environment.effectiveCores)];
  if (!isOther) parts.unshift(environment.runtime);
  if (environment.remote) parts.push('ssh');
  if (figure !== null) parts.push(figure);
  if (lost !== null) parts.push(lost);
  // Another runtime than Heddle's own stays longest: no other row tells it.
  if (isOther) parts.push(runtime);
  if (elsewhere !== null) parts.push(elsewhere);
  const name = ` ${theme.paint('strong', 'heddle')}  `;
  const here = name + (held === null ? theme.paint('dim', titleOf(at)) : theme.paint('mark', ` ${held} `));
  for (const left of held === null ? [name + tabs(at, theme), here] : [here]) {
    for (let from = 0; from < parts.length; from++) {
      const right = `${theme.paint('dim', parts.slice(from).join(' · '))} `;
      const gap = width - widthOf(left) - widthOf(right);
      if (gap >= 2) return toWidth(left + ' '.repeat(gap) + right, width);
    }
  }
  return toWidth(here, width);
}

/** All screens by name; the one in front wears brackets, because colour alone tells nobody. */
function tabs(at: ScreenId, theme: Theme): string {
  return screenCards
    .map(({ id, title }) => (id === at ? theme.paint('strong', `[${title}]`) : theme.paint('dim', title)))
    .join(' ');
}
