import { posix } from 'node:path';
import { type Forms, type Found, find, isEntry, quotedLines, startsThere } from './find.ts';
import { type Around, type At, dashed, fileName, type Harness } from './harness.ts';
import {
  exportedAs,
  functionsOf,
  isImport,
  isModule,
  readJavaScript,
  statementsOf,
} from './javascript-source.ts';
import { type Fn, neededBy, required, type SourceText, type Statement } from './source-text.ts';

const guards = /\brequire\.main\b|\bimport\.meta\.main\b|\bprocess\.argv\s*\[\s*1\s*\]/;
const forms: Forms = {
  declares: /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function|class|import|type|interface)\b/,
  serves: /\.\s*listen\s*\(|\bserve\s*\(/,
};

/** A harness for a function of JavaScript or TypeScript; null where its file cannot be read. */
export function javascriptHarness(at: At, around: Around): Harness | null {
  const text = around.read(at.file);
  if (text === null) return null;
  const { source, statements, functions } = parsed(text);
  const found = find(at, source, statements, functions);
  const { statement } = found;
  const isDefault = isNamelessDefault(source, found);
  const fn = found.fn && isDefault ? { ...found.fn, name: 'work' } : found.fn;
  const file = fileName(at.file);
  const name = fn?.name ?? null;
  const of = name === null ? `${file}:${at.line}` : `${name} (${file}:${at.line})`;
  const starts = whyItStarts(source, statements, around.command, at.file);
  const exported = isDefault ? 'default' : name === null ? null : exportedAs(source, statements, name);
  const base = `heddle-${dashed(name ?? file.replace(/\.\w+$/, ''))}`;
  const about = { of, inputs: fn ? required(fn) : [], word: null };
  if (fn && name !== null && exported !== null && starts === null) {
    const specifier = around.relative(at.file);
    const lines = isModule(source, statements)
      ? `import ${exported === 'default' ? name : exported === name ? `{ ${name} }` : `{ ${exported} as ${name} }`} from '${specifier}';`
      : exported === 'default'
        ? `import ${name} from '${specifier}';`
        : `import module from '${specifier}';\n\nconst { ${name} } = module;`;
    return {
      ...about,
      name: `${base}.mjs`,
      word: exported === 'default' ? specifier : `${specifier}#${exported}`,
      way: 'imports',
      note: null,
      text: whole(of, base, '.mjs', fn, lines, null),
    };
  }
  const needed =
    fn && statement && isPlain(source, statement, fn) ? neededBy(source, statements, statement) : null;
  const typed = /\.[cm]?ts$/.test(at.file) ? 'ts' : 'js';
  if (fn && needed && !needed.some((one) => startsThere(source, one, forms))) {
    const isOfModule = isModule(source, statements);
    const extension = `.${isOfModule ? 'm' : 'c'}${typed}`;
    // Whoever writes TypeScript, or calls a file a module, means modules.
    const isCommonJs = !isOfModule && /\.c?js$/.test(at.file);
    const exporting = isCommonJs ? `module.exports.${name} = ${name}` : 'export before it';
    const note =
      starts === null
        ? `${file} does not export it: its code is copied. With ${exporting}, it could be imported.`
        : `${starts}: the code is copied. In a file of its own it could be imported.`;
    const code = needed.map((one) => pieceOf(source, one, at.file, around)).join('\n');
    return {
      ...about,
      name: base + extension,
      way: 'copies',
      note,
      text: whole(of, base, extension, fn, code, note),
    };
  }
  const why =
    fn === null
      ? `It is not found in ${file} as that is now`
      : 'It is a part of something else, so it cannot be called from another file';
  const note = `${why}. Put what it computes into work(), or make it a function of its own and export that.`;
  return {
    ...about,
    inputs: ['work'],
    name: `${base}.mjs`,
    way: 'sketch',
    note,
    text: sketch(of, base, note, source, fn),
  };
}

type Parsed = {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly functions: readonly Fn[];
};

/** The file that was read last: the functions on a stack are often of one, and a bundle of a megabyte takes half a second. */
let last: Parsed | null = null;

function parsed(text: string): Parsed {
  if (last?.source.text !== text) {
    const source = readJavaScript(text);
    last = { source, statements: statementsOf(source), functions: functionsOf(source) };
  }
  return last;
}

/** Whether it is what the file exports by default, and has no name. */
const isNamelessDefault = ({ code }: SourceText, { fn, statement }: Found) =>
  fn !== null &&
  fn.name === null &&
  statement !== null &&
  /^(?:export\s+default|module\.exports\s*=)\s*(?:async\s*)?$/.test(code.slice(statement.start, fn.start));

/** Whether all of the statement is that function, under its name. */
const isPlain = ({ code }: SourceText, { start }: Statement, fn: Fn) =>
  fn.name !== null &&
  !/[({[]/.test(code.slice(start, fn.start)) &&
  !/^(?:module\.)?exports\b/.test(code.slice(start));

/** Why a program begins where the file is imported; null: it does not. */
function whyItStarts(
  source: SourceText,
  statements: readonly Statement[],
  command: readonly string[],
  path: string,
): string | null {
  const file = fileName(path);
  if (guards.test(source.code)) return null;
  if (statements.some((one) => startsThere(source, one, forms)))
    return `Importing ${file} would start its server`;
  return isEntry(command, path) ? `Importing ${file} would start the program` : null;
}

/** A statement as it is, without its export, and with the files that it names as they are named from here. */
function pieceOf(source: SourceText, one: Statement, file: string, around: Around): string {
  const text = source.text.slice(one.start, one.end).replace(/^export\s+(?:default\s+)?/, '');
  if (!isImport(source, one)) return text;
  return text.replaceAll(/(['"])(\.{1,2}\/[^'"\n]*)\1/g, (_, mark: string, path: string) => {
    const named = around.relative(posix.join(posix.dirname(file), path));
    return `${mark}${named}${mark}`;
  });
}

/** What it is called with: those with a value of their own are left out, unless others follow. */
function inputLines({ parameters }: Fn): string {
  const last = parameters.findLastIndex(({ hasDefault }) => !hasDefault);
  const lines = parameters.map(({ name, written, hasDefault }, at) => {
    const note = `// ${written.replaceAll(/\s+/g, ' ')}`;
    if (at > last) return `  ${note} (may be left out)`;
    return hasDefault ? `  undefined, ${note}` : `  fillIn('${name}'), ${note}`;
  });
  return `// What it is called with. Take values of the usual size: how long it takes depends on them.
const inputs = [
${lines.join('\n')}
];`;
}

function whole(
  of: string,
  base: string,
  extension: string,
  fn: Fn,
  code: string,
  note: string | null,
): string {
  const name = `${base}${extension}`;
  const call = `${fn.name}(${fn.parameters.length > 0 ? '...inputs' : ''})`;
  const exporting = extension.startsWith('.c') ? 'module.exports =' : 'export default';
  const isTyped = extension.endsWith('ts');
  return [
    `// Written by heddle: calls ${of} once for each task. To measure it:\n//   heddle decide ./${name}`,
    ...(note === null ? [] : [`// ${note}`]),
    code,
    '',
    ...(fn.parameters.length > 0 ? [inputLines(fn), ''] : []),
    `${exporting} ${fn.isAsync ? 'async ' : ''}() => ${call};`,
    ...(required(fn).length > 0
      ? [
          '',
          `function fillIn(name${isTyped ? ': string): any' : ')'} {
  throw new Error(\`fill in \${name} in ${name}: what ${fn.name} is called with\`);
}`,
        ]
      : []),
    '',
  ].join('\n');
}

function sketch(of: string, base: string, note: string, source: SourceText, fn: Fn | null): string {
  const quoted = fn === null ? '' : `\n${usedLines(source, fn)}${quotedLines(source.text, fn, '//')}\n`;
  return `// Written by heddle, for ${of}. To measure it:\n//   heddle decide ./${base}.mjs
// ${note}

export default function work() {
  throw new Error('fill in work() in ${base}.mjs: what is to be measured');
}
${quoted}`;
}

/** What the file imports that the function uses, as comments. */
function usedLines(source: SourceText, { start, end }: Fn): string {
  const words = new Set(source.code.slice(start, end).match(/[\w$]+/g));
  return statementsOf(source)
    .filter((one) => isImport(source, one) && one.names.some((name) => words.has(name)))
    .map((one) => `${quotedLines(source.text, one, '//')}\n`)
    .join('');
}
