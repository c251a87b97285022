import { type At, fileName, ownName } from './harness.ts';
import { type Fn, lineOf, type SourceText, type Statement } from './source-text.ts';

/** A function in its file. */
export type Found = {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  /** Null: it is not to be found there, the file may have changed. */
  readonly fn: Fn | null;
  /** In which it is, outside of all functions; null where it is not found. */
  readonly statement: Statement | null;
};

/** The innermost function of that name that has that line. */
export function find(
  { name, line }: At,
  source: SourceText,
  statements: readonly Statement[],
  functions: readonly Fn[],
): Found {
  const wanted = ownName(name);
  const at = lineOf(source.text, line);
  const fn =
    functions.findLast(
      ({ start, end, name: one }) =>
        (wanted === null || one === wanted) && start <= at.end && at.start <= end,
    ) ?? null;
  const statement = fn && statements.find(({ start, end }) => start <= fn.start && fn.start < end);
  return { source, statements, fn, statement: statement ?? null };
}

/** Whether the program was started with that file, be it compiled to another kind of file. */
export function isEntry(command: readonly string[], file: string): boolean {
  const base = (path: string) => fileName(path).replace(/\.\w+$/, '');
  return command.slice(1).some((word) => !word.startsWith('-') && base(word) === base(file));
}

/** Some lines as comments, for whoever takes from it what is to be measured. */
export const quotedLines = (text: string, { start, end }: Pick<Fn, 'start' | 'end'>, mark: string): string =>
  text
    .slice(start, end)
    .split('\n')
    .map((line) => `${mark} ${line}`.trimEnd())
    .join('\n');

/** How a language declares what does nothing yet, and how it starts what runs on. */
export type Forms = { readonly declares: RegExp; readonly serves: RegExp };

/** Whether a statement starts a server as soon as its file is imported. */
export function startsThere(
  { code }: SourceText,
  { start, end }: Statement,
  { declares, serves }: Forms,
): boolean {
  const one = code.slice(start, end);
  return !declares.test(one) && serves.test(one);
}
