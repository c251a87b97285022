/** What the pages for users promise: commands to type, files to write, and pictures of what a command shows. */
import { readdirSync, readFileSync } from 'node:fs';

/** Where a command is typed: in a folder of one's own, in a checkout of Heddle, in a project beside a packed Heddle. */
export type Place = 'folder' | 'checkout' | 'project';

/** The first line of a block says so where it is not a folder of one's own. */
const places: Readonly<Record<string, Place>> = {
  '# in the checkout': 'checkout',
  '# in your project, with the tarball': 'project',
};

export type Command = {
  /** Line in the page, from 1. */
  readonly line: number;
  readonly place: Place;
  readonly text: string;
  /** What it ends with: `# exit 3` behind it says so. */
  readonly exit: number;
};

/** A picture of what a command shows, made by `scripts/captures.ts`. */
export type Capture = {
  /** Null: what it prints without a terminal. */
  readonly terminal: { readonly columns: number; readonly rows: number } | null;
  readonly command: string;
  /** What to do in the terminal, in this order; `from` and `to` choose lines of the picture. */
  readonly steps: readonly { readonly kind: StepKind; readonly value: string }[];
  /** Where the rows of its block begin and end in the page. */
  readonly start: number;
  readonly end: number;
};

const stepKinds = ['wait for', 'press', 'fetch', 'from', 'to'] as const;
type StepKind = (typeof stepKinds)[number];

export type Page = {
  readonly path: string;
  readonly text: string;
  /** All lines of its blocks in `sh`, in their order. */
  readonly commands: readonly Command[];
  /** Commands of Heddle between backticks, in tables and sentences; each once. */
  readonly inline: readonly Command[];
  /** Files that its blocks of code are, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly captures: readonly Capture[];
};

/** The readme and the pages it leads to, as paths from the project's folder. */
export const pagePaths: readonly string[] = [
  'readme.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

/** Reads a page. Throws on a block of code without a name, and on a capture that cannot be understood. */
export function readPage(path: string): Page {
  const text = readFileSync(path, 'utf8');
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((found) => ({
    language: found[1]!,
    code: found[2]!,
    // Of the first line of its code.
    line: text.slice(0, found.index).split('\n').length + 1,
  }));
  return {
    path,
    text,
    commands: blocks.filter(({ language }) => language === 'sh').flatMap(commandsOf),
    inline: inlineOf(text),
    files: Object.fromEntries(
      blocks
        .filter(({ language }) => /^(?:[jt]s|py|txt)$/.test(language))
        .map((block) => fileOf(path, block)),
    ),
    captures: capturesOf(path, text),
  };
}

type Block = { language: string; code: string; line: number };

function commandsOf({ code, line }: Block): Command[] {
  const rows = code.split('\n');
  const place = places[rows[0]!] ?? 'folder';
  return rows.flatMap((text, at) =>
    text === '' || text.startsWith('#') ? [] : [{ line: line + at, place, text, exit: exitOf(text) }],
  );
}

const exitOf = (text: string) => Number(/# exit (\d+)/.exec(text)?.[1] ?? 0);

function inlineOf(text: string): Command[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, (block) => block.replace(/[^\n]/g, ' '));
  const found = [...prose.matchAll(/`(heddle(?: [^`]+)?)`/g)].map(
    ({ index, 1: command = '' }): [string, Command] => [
      command,
      { line: prose.slice(0, index).split('\n').length, place: 'folder', text: command, exit: 0 },
    ],
  );
  return [...new Map(found.reverse()).values()].reverse();
}

/** The name is in the first line of code, as a comment; a text has no comments, so there it is taken off. */
function fileOf(path: string, { language, code, line }: Block): [name: string, content: string] {
  const [, sign, name] = /^(\/\/|#) ([\w.-]+\.\w+)(?::.*)?\n/.exec(code) ?? [];
  if (name === undefined)
    throw new Error(`${path}:${line}: a block of code that does not say which file it is`);
  return [name, language === 'txt' && sign === '#' ? code.slice(code.indexOf('\n') + 1) : code];
}

function capturesOf(path: string, text: string): Capture[] {
  const marked = /^<!-- capture(?: (\d+)x(\d+))?: (.*) -->\n```\n([\s\S]*?)^```$/gm;
  const captures = [...text.matchAll(marked)].map((found) => {
    const [whole, columns, rows, wish = '', shown = ''] = found;
    const [command = '', ...steps] = wish.split('; ');
    const end = found.index + whole.length - '```'.length;
    return {
      terminal: columns && rows ? { columns: Number(columns), rows: Number(rows) } : null,
      command,
      steps: steps.map((step) => stepOf(path, step)),
      start: end - shown.length,
      end,
    };
  });
  const all = text.match(/<!-- capture/g)?.length ?? 0;
  if (all !== captures.length) throw new Error(`${path}: a capture without its block`);
  return captures;
}

function stepOf(path: string, step: string): Capture['steps'][number] {
  const kind = stepKinds.find((one) => step.startsWith(`${one}: `));
  if (kind === undefined) throw new Error(`${path}: a capture cannot "${step}"`);
  return { kind, value: step.slice(kind.length + 2) };
}
