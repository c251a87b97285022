import { toAscii } from '../ascii.ts';
import type { TaskState } from '../protocol/task-rows.ts';

/** What a stretch of text means; the theme decides how that looks. */
export type Style = 'ok' | 'bad' | 'warn' | 'cold' | 'run' | 'dim' | 'strong' | 'mark' | 'bar' | 'other';

export type Theme = {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** The text in a style; the text itself where there is no colour. */
  paint(style: Style, text: string): string;
  /** The last step of every row: merges runs of a style and, without Unicode, draws it in ASCII. */
  finish(row: string): string;
};

/** SGR parameters of each style. Only the 16 basic colours: a person's own palette decides how they look. */
const codes: Record<Style, readonly [open: string, close: string]> = {
  ok: ['32', '39'],
  bad: ['31', '39'],
  warn: ['33', '39'],
  run: ['36', '39'],
  bar: ['34', '39'],
  other: ['35', '39'],
  dim: ['90', '39'],
  strong: ['1', '22'],
  mark: ['7', '27'],
  cold: ['30;46', '39;49'],
};

/** The sign of each state of a task; never its colour alone. */
export const signs: Record<TaskState, string> = {
  waiting: '·',
  running: '▸',
  done: '✓',
  failed: '✗',
  cancelled: '⊘',
};
export const frozenSign = '❄';
export const stateStyles: Record<TaskState, Style> = {
  waiting: 'dim',
  running: 'run',
  done: 'ok',
  failed: 'bad',
  cancelled: 'warn',
};

// A style that closes only for another of its kind to open.
const needlessClose = /\u001b\[39m(?=\u001b\[(?:3[0-7]|9[0-7])(?:;4[0-7])?m)/g;
const reopened = /\u001b\[(\d+)m([^\u001b]*)\u001b\[(?:39|22|27)m\u001b\[\1m/g;

/** A theme for what the terminal can show. */
export function createTheme({ colour, unicode }: { colour: boolean; unicode: boolean }): Theme {
  const open: Partial<Record<Style, string>> = {};
  const close: Partial<Record<Style, string>> = {};
  for (const style of Object.keys(codes) as Style[]) {
    open[style] = `\u001b[${codes[style][0]}m`;
    close[style] = `\u001b[${codes[style][1]}m`;
  }
  return {
    colour,
    unicode,
    paint: colour
      ? (style, text) => (text === '' ? '' : open[style] + text + close[style])
      : (_, text) => text,
    finish: (row) => {
      const drawn = unicode ? row : toAscii(row);
      return colour ? drawn.replace(reopened, '\u001b[$1m$2').replace(needlessClose, '') : drawn;
    },
  };
}
