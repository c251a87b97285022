import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A block of contributing.md that says where it belongs: a new file, or lines of a list in one that is there. */
export type Example = {
  readonly section: string;
  readonly file: string;
  /** The constant, or the table of a page, that the lines go into; null: the block is the file. */
  readonly list: string | null;
  readonly code: string;
};

const block = /^```(?:ts|js|md)\n(?:\/\/|<!--) (\S+?\.\w+)(?:, in (\w+))?(?: -->)?\n([\s\S]*?)^```$/gm;

/** The examples of a page, in their order. Throws on a block of code that says nothing of its place. */
export function examplesOf(page: string): Example[] {
  return page.split(/^## /m).flatMap((text) => {
    const [section = ''] = text.split('\n', 1);
    const found = [...text.matchAll(block)].map(([, file = '', list, code = '']) => ({
      section,
      file,
      list: list ?? null,
      code,
    }));
    const blocks = text.match(/^```(?:ts|js|md)$/gm)?.length ?? 0;
    if (blocks !== found.length) throw new Error(`${section}: a block does not say where it belongs`);
    return found;
  });
}

/** Does what an example says, in the project in that folder. */
export function paste({ file, list, code }: Example, folder: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, list === null ? code : inserted(readFileSync(path, 'utf8'), list, code));
}

/** The text with those lines at the end of its list, and their imports before all others. */
function inserted(text: string, list: string, code: string): string {
  const imports = [...code.matchAll(/^import .*\n/gm)].join('');
  const lines = code.replace(/^import .*\n/gm, '').replace(/^\n/, '');
  // From the line that opens the list to the place before the bracket that closes it, on that line or at its indent.
  const opened = `^( *)(?:export )?(?:const )?${list}(?:\\b.* =|:) [[{\`]`;
  const whole = new RegExp(`${opened}(?:.*(?=\\](?: as const)?;$)|[\\s\\S]*?\\n(?=\\1[\\]}\`]))`, 'm');
  const table = new RegExp(`^\\| ${list} \\|.*\\n(?:\\|.*\\n)*`, 'm');
  const found = whole.exec(text) ?? table.exec(text);
  if (!found) throw new Error(`there is no ${list} to insert into`);
  const at = found.index + found[0].length;
  const comma = found[0].endsWith('\n') ? '' : ', ';
  return imports + text.slice(0, at) + comma + lines + text.slice(at);
}
