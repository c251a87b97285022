import { blanked, closing, type Fn, listed, type SourceText, type Statement } from './source-text.ts';

const skipped =
  /#.*|(?:'''[\s\S]*?(?:'''|$)|"""[\s\S]*?(?:"""|$)|'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?)/g;

/** Python; of texts the marks stay. */
export function readPython(text: string): SourceText {
  const code = text.replaceAll(skipped, (found) =>
    found.startsWith('#') || found.length < 2 ? blanked(found) : `'${blanked(found.slice(2))}'`,
  );
  return { text, code };
}

/** Lines that belong to the statement before them, though they begin at the left: `else:`, and what closes a bracket. */
const goesOn = /^(?:else|elif|except|finally)\b|^[)\]}]/;

export function pythonStatements({ code }: SourceText): readonly Statement[] {
  const starts: number[] = [];
  let isDecorated = false;
  for (let at = 0; at < code.length; ) {
    const isLeft = /\S/.test(code[at]!) && !goesOn.test(code.slice(at, at + 12));
    if (isLeft && !isDecorated) starts.push(at);
    if (isLeft) isDecorated = code[at] === '@';
    at = endOfLine(code, at);
  }
  return starts.map((start, one) => {
    const end = starts[one + 1] ?? code.length;
    return { start, end, names: namesIn(code.slice(start, end)) };
  });
}

/** Of the line that goes on within brackets the end of the last. */
function endOfLine(code: string, from: number): number {
  for (let at = from; at < code.length; at++) {
    if ('([{'.includes(code[at]!)) at = closing(code, at);
    else if (code[at] === '\\' && code[at + 1] === '\n') at++;
    else if (code[at] === '\n') return at + 1;
  }
  return code.length;
}

function namesIn(code: string): string[] {
  const name = /^(?:@[^\n]*\n\s*)*(?:async\s+)?(?:def|class)\s+(\w+)/.exec(code)?.[1];
  if (name !== undefined) return [name];
  if (isImportCode(code))
    return (code.replace(/^from\b[\s\S]*?\bimport\b/, '').match(/\w+/g) ?? []).filter(
      (word) => word !== 'import' && word !== 'as',
    );
  const assigned = /^([\w\s,]+?)\s*(?::[^=\n]*)?=(?!=)/.exec(code)?.[1];
  return assigned?.match(/\w+/g) ?? [];
}

const isImportCode = (code: string) => /^(?:from|import)\b/.test(code);
export const isPythonImport = ({ code }: SourceText, { start, end }: Statement) =>
  isImportCode(code.slice(start, end));

/** All functions of a file. */
export function pythonFunctions({ text, code }: SourceText): readonly Fn[] {
  return [...code.matchAll(/^([ \t]*)(async\s+)?def\s+(\w+)\s*(?=\()/gm)].map((match) => {
    const open = match.index + match[0].length;
    const close = closing(code, open);
    const indent = match[1]!.length;
    const rest = code.slice(close);
    const after = new RegExp(`\\n(?=[ \\t]{0,${indent}}[^ \\t\\n])`).exec(rest);
    const given = listed(code, open + 1, close).map(([a, b]) => text.slice(a, b).trim());
    return {
      name: match[3]!,
      start: match.index + indent,
      end: after ? close + after.index : code.length,
      isAsync: match[2] !== undefined,
      parameters: given
        .filter((written) => written !== '*' && written !== '/')
        .map((written) => ({
          name: /\w+/.exec(written)![0],
          written,
          isRest: written.startsWith('*'),
          hasDefault: written.startsWith('*') || written.includes('='),
        })),
    };
  });
}
