import { cleanText } from '../../../protocol/text.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { firstLine, widthOf, wrapped } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import { type FilePrompt, pathIn } from './file-prompt.ts';

/** What a file has to be. */
export const fileAbout =
  'JavaScript that exports a function: export default async (index) => … Or Python: def task(index): …';

/** The body in which the path of a person's own module is typed, with those that can be chosen below it. */
export function fileBody(view: FilePrompt, size: Size, theme: Theme): string[] {
  const { width, height } = size;
  const room = Math.max(1, width - 3);
  const problem = view.problem === null ? [] : wrapped(clean(view.problem), Math.max(1, room - 2));
  const said = view.loading
    ? [theme.paint('run', `${signs.running} Loading. Esc gives up.`)]
    : problem.map((row, at) => theme.paint('bad', `${at === 0 ? signs.failed : ' '} ${row}`));
  const head = [
    titleRule(width, { title: 'Open your own file', focused: true }, theme),
    ` ${lastCells(`${clean(pathIn(view))}_`, room)}`,
    ...said.map((row) => ` ${row}`),
    ...wrapped(fileAbout, room).map((row) => theme.paint('dim', ` ${row}`)),
  ];
  const { at, paths, title } = view;
  if (paths.length === 0) return fill(head, size);
  const rows = Math.max(1, height - head.length - 1);
  const top = Math.max(0, Math.min((at ?? 0) - Math.floor(rows / 2), paths.length - rows));
  const figure = paths.length > rows ? `${(at ?? 0) + 1} of ${paths.length} ↑↓` : '';
  const list = paths.slice(top, top + rows).map((path, index) => {
    const row = lastCells(clean(path), room - 2);
    return top + index === at ? ` → ${theme.paint('strong', row)}` : `   ${row}`;
  });
  return fill([...head, titleRule(width, { title, figure, focused: false }, theme), ...list], size);
}

/** Names of files may be anything. */
const clean = (text: string) => firstLine(cleanText(text).replaceAll('\n', ' '));

/** The end of a path that is too long: there it differs from others. */
function lastCells(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && widthOf(characters.join('')) > width - 1) characters.shift();
  return `…${characters.join('')}`;
}
