import {
  blanked,
  closing,
  type Fn,
  listed,
  type Parameter,
  type SourceText,
  type Statement,
} from './source-text.ts';

/** What stands before a regular expression; after anything else a slash divides. */
const beforeExpression = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield|void))\s*$/;

const comment = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y;
const text = /'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?/y;
const expression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/\w*/y;
/** Up to its end, or to a part that is code. */
const template = /(?:\\[\s\S]|(?!\$\{)[^`\\])*(?:`|\$\{|$)/y;

/** JavaScript or TypeScript; of texts the marks stay. */
export function readJavaScript(source: string): SourceText {
  let code = '';
  // Templates that are open around it, each with the braces that are open within.
  const templates: number[] = [];
  const found = (pattern: RegExp, from = code.length) => {
    pattern.lastIndex = from;
    return pattern.exec(source)?.[0];
  };
  const takeTemplate = (mark: string) => {
    const part = found(template, code.length + 1) ?? '';
    const isCode = part.endsWith('${');
    code += mark + blanked(part.slice(0, -1)) + (isCode ? '{' : part.slice(-1));
    if (isCode) templates.push(0);
  };
  while (code.length < source.length) {
    const one = source[code.length]!;
    const note = one === '/' ? found(comment) : undefined;
    const written =
      one === "'" || one === '"'
        ? found(text)
        : one === '/' && note === undefined && beforeExpression.test(code.slice(-30))
          ? found(expression)
          : undefined;
    if (note !== undefined) code += blanked(note);
    else if (written !== undefined && written.length > 1) code += `'${blanked(written.slice(2))}'`;
    else if (one === '`') takeTemplate('`');
    else if (one === '}' && templates.at(-1) === 0) {
      templates.pop();
      takeTemplate('}');
    } else {
      if (templates.length > 0 && '{}'.includes(one))
        templates[templates.length - 1]! += one === '{' ? 1 : -1;
      code += one;
    }
  }
  return { text: source, code };
}

/** A line that begins so goes on with the one before. */
const goesOn = /^(?:[.?:,=+*/%&|^<>)([\]}`-]|(?:else|catch|finally|instanceof|in|of|as|satisfies|from)\b)/;
/** A line that ends so goes on with the next. */
const isOpen =
  /(?:[=,(+\-*/%&|^<>?:.[{!~]|\b(?:export|default|async|function|return|const|let|var|import|from|new|extends))$/;

export function statementsOf({ code }: SourceText): readonly Statement[] {
  const all: Statement[] = [];
  let start = 0;
  const end = (at: number) => {
    const from = start + code.slice(start, at).search(/\S|$/);
    if (from < at) all.push({ start: from, end: at, names: namesIn(code.slice(from, at)) });
    start = at;
  };
  for (let at = 0; at < code.length; at++) {
    if ('([{'.includes(code[at]!)) at = closing(code, at);
    else if (code[at] === ';') end(at + 1);
    else if (
      code[at] === '\n' &&
      !isOpen.test(code.slice(start, at).trimEnd()) &&
      !goesOn.test(code.slice(at).trimStart())
    )
      end(at);
  }
  end(code.length);
  return all;
}

const declared =
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\s*\*?|class|type|interface|enum|const\s+enum)\s+([\w$]+)/;
const variables = /^(?:export\s+)?(?:const|let|var)\s+/;
const imports = /^import\b(?!\s*[(.])/;

function namesIn(code: string): string[] {
  const name = declared.exec(code)?.[1];
  if (name !== undefined) return [name];
  if (imports.test(code))
    return wordsIn(code.replace(/\bfrom\b[\s\S]*$/, '')).filter(
      (word) => !['import', 'type', 'as'].includes(word),
    );
  const first = variables.exec(code)?.[0].length;
  if (first === undefined) return [];
  return listed(code, first, code.length).flatMap(([from, to]) => {
    const one = code.slice(from, to);
    // Up to its value: `{ a, b: c }`, `name: Type`.
    return wordsIn(
      /^\s*[[{]/.test(one) ? one.slice(0, closing(one, one.search(/[[{]/))) : (/[\w$]+/.exec(one)?.[0] ?? ''),
    );
  });
}

const wordsIn = (code: string): string[] => code.match(/[\w$]+/g) ?? [];

export const isImport = ({ code }: SourceText, { start, end }: Statement) =>
  imports.test(code.slice(start, end)) || /\brequire\s*\(/.test(code.slice(start, end));

/** A list of parameters. No part of a pattern is without an end: texts of a megabyte are blanks here. */
const list = String.raw`\([^()]{0,2000}(?:\([^()]{0,500}\)[^()]{0,500}){0,20}\)`;
const blank = String.raw`\s{0,50}`;
const type = `${blank}(?::[^=;{]{0,500})?`;
const arrow = `(?=${list}${type}=>)`;
/** How functions begin, up to their parameters; their names, if they have some, are the groups. */
const heads = new RegExp(
  [
    String.raw`\bfunction${blank}\*?${blank}([\w$]*)${blank}(?:<[^(]{0,500}>)?${blank}(?=\()`,
    String.raw`\b([\w$]+)${type}[=:]${blank}(?:async${blank})?(?:<[^()=]{0,500}>${blank})?${arrow}`,
    String.raw`(?:\basync${blank})?${arrow}`,
    String.raw`(?:\b([\w$]+)${blank}[=:]${blank})?(?:\basync\s${blank})?\b(?=[\w$]+${blank}=>)`,
    String.raw`(?<=^|[{},;\n]${blank}|\b(?:async|static|get|set|public|private|protected)\s${blank})([\w$]+)${blank}(?=${list}${type}\{)`,
  ].join('|'),
  'g',
);
/** What looks like the name of a method, and is none. */
const words = new Set(['if', 'for', 'while', 'switch', 'catch', 'function', 'return', 'with', 'super']);

/** All functions of a file, outer ones first. */
export function functionsOf(source: SourceText): readonly Fn[] {
  const { code } = source;
  const all: Fn[] = [];
  // What looks like one before that is a part of the head of another.
  let headUntil = 0;
  for (const match of code.matchAll(heads)) {
    if (match.index < headUntil || (match[4] !== undefined && words.has(match[4]))) continue;
    const from = match.index + match[0].length;
    const isList = code[from] === '(';
    const [start, end] = isList
      ? [from + 1, closing(code, from)]
      : [from, from + (/^[\w$]+/.exec(code.slice(from))?.[0].length ?? 0)];
    const before = code.slice(Math.max(0, match.index - 60), match.index);
    const named = match[1] === '' ? /([\w$]+)\s*[=:]\s*(?:async\s+)?$/.exec(before)?.[1] : undefined;
    const body = bodyAt(code, end + (isList ? 1 : 0));
    headUntil = body;
    all.push({
      name: nameOf(match[1] || match[2] || match[3] || match[4] || named),
      start: match.index,
      end: code[body] === '{' ? Math.min(code.length, closing(code, body) + 1) : endOfLine(code, body),
      parameters: listed(code, start, end).map(([from, to]) => parameterOf(source, from, to)),
      isAsync: /\basync\b/.test(match[0]) || /\basync\s+$/.test(before),
    });
  }
  return all;
}

/** `module.exports = …` names nothing. */
const nameOf = (word: string | undefined) => (word === undefined || word === 'exports' ? null : word);

/** Where the body begins behind the parameters: after an arrow it may be no block. */
function bodyAt(code: string, from: number): number {
  const arrow = /^[^{};]*?=>\s*/.exec(code.slice(from));
  if (arrow) return from + arrow[0].length;
  const brace = code.indexOf('{', from);
  return brace < 0 ? code.length : brace;
}

function endOfLine(code: string, from: number): number {
  for (let at = from; at < code.length; at++) {
    if ('([{'.includes(code[at]!)) at = closing(code, at);
    else if (';\n,)]}'.includes(code[at]!)) return at;
  }
  return code.length;
}

function parameterOf({ text, code }: SourceText, start: number, end: number): Parameter {
  const written = text.slice(start, end).trim();
  const own = code.slice(start, end).trim();
  const isRest = own.startsWith('...');
  const bare = isRest ? own.slice(3) : own;
  const name = /^[\w$]+/.exec(bare)?.[0] ?? 'options';
  return { name, written, isRest, hasDefault: isRest || /^[\w$]+\?|(?<![=!<>])=(?![=>])/.test(bare) };
}

/** How a function is exported: its name there, or `default`; null: it is not. */
export function exportedAs(
  { code }: SourceText,
  statements: readonly Statement[],
  name: string,
): string | null {
  for (const { start, end } of statements) {
    const one = code.slice(start, end);
    if (/^export\s+default\b/.test(one)) {
      if (
        new RegExp(
          `^export\\s+default\\s+(?:(?:async\\s+)?function\\s*\\*?\\s*)?${escaped(name)}(?![\\w$])`,
        ).test(one)
      )
        return 'default';
    } else if (/^export\s*\{/.test(one) && !/\bfrom\b/.test(one)) {
      const found = new RegExp(`(?<![\\w$])${escaped(name)}(?:\\s+as\\s+([\\w$]+))?\\s*[,}]`).exec(one);
      if (found) return found[1] ?? name;
    } else if (/^export\b/.test(one) && namesIn(one).includes(name)) return name;
    else if (new RegExp(`^(?:module\\.)?exports\\.${escaped(name)}\\s*=`).test(one)) return name;
    else if (/^module\.exports\s*=/.test(one)) {
      if (
        new RegExp(
          `^module\\.exports\\s*=\\s*(?:(?:async\\s+)?function\\s*\\*?\\s*)?${escaped(name)}\\s*[;(]?`,
        ).test(one)
      )
        return 'default';
      const object = /^module\.exports\s*=\s*\{/.test(one);
      if (object && new RegExp(`[{,]\\s*(?:async\\s+)?${escaped(name)}\\s*[,}(:]`).test(one)) return name;
    }
  }
  return null;
}

const escaped = (name: string) => name.replaceAll('$', '\\$');

/** Whether it is written as an ES module. */
export const isModule = ({ code }: SourceText, statements: readonly Statement[]) =>
  statements.some(({ start, end }) => /^(?:export\b|import\b(?!\s*[(.]))/.test(code.slice(start, end)));
