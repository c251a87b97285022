/** A source in two forms of the same length: as it is, and with blanks for comments and for what stands in texts. */
export type SourceText = { readonly text: string; readonly code: string };

/** A statement of a file, outside of all functions; `names`: what it declares. */
export type Statement = {
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
};

/** A parameter of a function. `name`: as a variable can be called. `written`: as it stands in the file. */
export type Parameter = {
  readonly name: string;
  readonly written: string;
  /** Whether the function has a value of its own for it. */
  readonly hasDefault: boolean;
  readonly isRest: boolean;
};

/** A function of a file. */
export type Fn = {
  /** Null: it has none. */
  readonly name: string | null;
  readonly start: number;
  readonly end: number;
  readonly parameters: readonly Parameter[];
  readonly isAsync: boolean;
};

/** What it cannot be called without, by name. */
export const required = ({ parameters }: Fn) =>
  parameters.filter((one) => !one.hasDefault).map(({ name }) => name);

/** What is blank in `code` but for the ends of lines. */
export const blanked = (text: string) => text.replaceAll(/[^\n]/g, ' ');

/** Where a line begins and ends, the first is 1; behind the text where it has fewer. */
export function lineOf(text: string, line: number): { readonly start: number; readonly end: number } {
  let start = 0;
  for (let one = 1; one < line; one++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return { start: text.length + 1, end: text.length + 1 };
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}

/** How far a bracket at that place reaches: the place of the one that closes it, or the end. */
export function closing(code: string, at: number): number {
  let depth = 0;
  for (let one = at; one < code.length; one++) {
    if ('([{'.includes(code[one]!)) depth++;
    else if (')]}'.includes(code[one]!) && --depth === 0) return one;
  }
  return code.length;
}

/** The parts of a list between its commas, as places in the code. */
export function listed(code: string, start: number, end: number): (readonly [start: number, end: number])[] {
  const parts: [number, number][] = [];
  let from = start;
  let depth = 0;
  for (let at = start; at < end; at++) {
    if ('([{<'.includes(code[at]!)) depth++;
    // The arrow of a function closes nothing.
    else if (')]}'.includes(code[at]!) || (code[at] === '>' && code[at - 1] !== '=')) depth--;
    else if (code[at] === ',' && depth === 0) {
      parts.push([from, at]);
      from = at + 1;
    }
  }
  parts.push([from, end]);
  return parts.filter(([a, b]) => code.slice(a, b).trim() !== '');
}

/** The statements that one of them needs, itself included, in the order of the file. */
export function neededBy(
  { code }: SourceText,
  statements: readonly Statement[],
  first: Statement,
): readonly Statement[] {
  const needed = new Set([first]);
  for (const statement of needed) {
    const words = new Set(code.slice(statement.start, statement.end).match(/[\w$]+/g));
    for (const one of statements) if (one.names.some((name) => words.has(name))) needed.add(one);
  }
  return statements.filter((one) => needed.has(one));
}
