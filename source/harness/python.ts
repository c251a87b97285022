import { posix } from 'node:path';
import { type Forms, find, isEntry, quotedLines, startsThere } from './find.ts';
import { type Around, type At, dashed, fileName, type Harness } from './harness.ts';
import { isPythonImport, pythonFunctions, pythonStatements, readPython } from './python-source.ts';
import { type Fn, neededBy, required, type SourceText, type Statement } from './source-text.ts';

const guards = /^if\s+__name__\b/m;
const forms: Forms = {
  declares: /^(?:@|def\b|class\b|async\s+def\b|import\b|from\b|if\s+__name__)/,
  serves:
    /\b(?:uvicorn\.run|asyncio\.run|run_until_complete|run_forever|serve_forever|run_app|app\.run)\s*\(/,
};

/** A harness for a function of Python; null where its file cannot be read. */
export function pythonHarness(at: At, around: Around): Harness | null {
  const text = around.read(at.file);
  if (text === null) return null;
  const source = readPython(text);
  const statements = pythonStatements(source);
  const { fn, statement } = find(at, source, statements, pythonFunctions(source));
  const file = fileName(at.file);
  const name = fn?.name ?? null;
  const of = name === null ? `${file}:${at.line}` : `${name} (${file}:${at.line})`;
  const base = `heddle_${dashed(name ?? file.replace(/\.\w+$/, '')).replaceAll('-', '_')}.py`;
  const decide = `heddle decide ${around.words(`./${base}`)}`;
  const about = { of, name: base, inputs: fn ? required(fn) : [], word: null };
  const isTop =
    (statement?.names.includes(name ?? '') ?? false) &&
    /^(?:@|async\b|def\b)/.test(source.code.slice(statement?.start));
  const starts = whyItStarts(source, statements, around.command, at.file);
  const module = file.replace(/\.py$/, '');
  if (fn && isTop && starts === null && /^\w+$/.test(module)) {
    const root = rootOf(at.file, around);
    const path = posix.relative(root, at.file).replace(/\.py$/, '').replaceAll('/', '.');
    const lines = `import os
import sys

sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), '${around.relative(root)}')))
from ${path} import ${name}  # noqa: E402
`;
    const word = around.words(`${around.relative(at.file)}#${name}`);
    return { ...about, word, way: 'imports', note: null, text: whole(of, base, decide, fn, lines, null) };
  }
  const needed = isTop && statement ? neededBy(source, statements, statement) : null;
  if (fn && needed && !needed.some((one) => startsThere(source, one, forms))) {
    const note = `${starts ?? `${file} cannot be imported under that name`}: the code is copied. In a file of its own it could be imported.`;
    const code = needed
      .map((one, place) => {
        const piece = source.text.slice(one.start, one.end).trimEnd();
        return isPythonImport(source, one) || place === 0 ? piece : `\n\n${piece}`;
      })
      .join('\n');
    return { ...about, way: 'copies', note, text: whole(of, base, decide, fn, `${code}\n`, note) };
  }
  const why = fn === null ? `It is not found in ${file} as that is now` : 'It is a part of something else';
  const note = `${why}. Put what it computes into task(), or make it a function of its own at the left.`;
  const quoted = fn === null ? '' : `\n\n${quotedLines(text, fn, '#')}\n`;
  const sketch = `# Written by heddle, for ${of}. To measure it:\n#   ${decide}
# ${note}


def task(index):
    raise Exception('fill in task() in ${base}: what is to be measured')
${quoted}`;
  return { ...about, inputs: ['task'], way: 'sketch', note, text: sketch };
}

function whyItStarts(
  source: SourceText,
  statements: readonly Statement[],
  command: readonly string[],
  path: string,
): string | null {
  const starts = statements.some((one) => startsThere(source, one, forms));
  const isMain = isEntry(command, path);
  if (!starts && (!isMain || guards.test(source.code))) return null;
  return `Importing ${fileName(path)} would start ${isMain ? 'the program' : 'its server'}`;
}

/** The folder from which a file is imported: that of the outermost package that it is in. */
function rootOf(file: string, { read }: Around): string {
  let folder = posix.dirname(file);
  while (read(posix.join(folder, '__init__.py')) !== null && folder !== '/') folder = posix.dirname(folder);
  return folder;
}

function inputLines({ parameters }: Fn): string {
  const last = parameters.findLastIndex(({ hasDefault }) => !hasDefault);
  const lines = parameters.map(({ name, written, hasDefault }, at) => {
    const note = `# ${written.replaceAll(/\s+/g, ' ')}`;
    if (at > last) return `    ${note} (may be left out)`;
    return hasDefault
      ? `    ${written.replace(/^[^=]*=\s*/, '')},  ${note}`
      : `    fill_in('${name}'),  ${note}`;
  });
  return `# What it is called with. Take values of the usual size: how long it takes depends on them.
inputs = [
${lines.join('\n')}
]
`;
}

function whole(of: string, base: string, decide: string, fn: Fn, code: string, note: string | null): string {
  const hasInputs = fn.parameters.length > 0;
  const given = hasInputs ? '*inputs' : '';
  return [
    `# Written by heddle: calls ${of} once for each task. To measure it:\n#   ${decide}`,
    ...(note === null ? [] : [`# ${note}`]),
    code,
    ...(required(fn).length > 0
      ? [
          `
def fill_in(name):
    raise Exception('fill in ' + name + ' in ${base}: what ${fn.name} is called with')

`,
        ]
      : []),
    ...(hasInputs ? [inputLines(fn), ''] : ['']),
    `${fn.isAsync ? 'async ' : ''}def task(index):\n    return ${fn.isAsync ? 'await ' : ''}${fn.name}(${given})`,
    '',
  ].join('\n');
}
