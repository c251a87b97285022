/** Where a function is, as a stack tells: its file, and a line in it. */
export type At = { readonly name: string | null; readonly file: string; readonly line: number };

/** `imports`: the file is loaded. `copies`: its code is in the harness. `sketch`: what is missing has to be filled in by hand. */
export type HarnessWay = 'imports' | 'copies' | 'sketch';

/** A file that calls one function of a person's program, for `heddle decide`. */
export type Harness = {
  /** `heddle-hash-password.mjs`, where no file of that name is there. */
  readonly name: string;
  readonly text: string;
  readonly way: HarnessWay;
  /** `hashPassword (auth.js:40)` */
  readonly of: string;
  /** What has to be filled in, by the names of the parameters; none: it can be run as it is. */
  readonly inputs: readonly string[];
  /** As `heddle decide` takes the function itself: `./auth.js#hash`. Null: it cannot be imported. */
  readonly word: string | null;
  /** Why it is no import of the function, or what importing does, and what to do about it; null where there is nothing to say. */
  readonly note: string | null;
};

/** A harness that was written, under the name that it has now. */
export type Exported = Omit<Harness, 'text' | 'word'> & {
  /** The command that measures it. */
  readonly decide: string;
};

/** What a harness would call, and how. */
export type Callable = Pick<Harness, 'way' | 'inputs' | 'word'> & { readonly at: At };

/** What runs the functions. */
export type RanBy = {
  /** The command line of the process. */
  readonly command: readonly string[];
  /** The path of the interpreter of Python; null: it is none, or not known. */
  readonly python: string | null;
};

/** The program that the function is of, and where the harness will be. */
export type Around = {
  /** The command line of the process. */
  readonly command: readonly string[];
  /** What is typed behind `heddle decide` for a file, or for a function of one: with its interpreter, where another would be taken. */
  words(file: string): string;
  /** The path of a file as the harness has to name it: `./auth.js`. */
  relative(file: string): string;
  /** The text of a file; null: it cannot be read. */
  read(file: string): string | null;
};

/** The words of a name: `hash-password` of `hashPassword`, `Users.hash_password`. */
export const dashed = (name: string) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase() || 'function';

export const fileName = (path: string) => path.replace(/^.*[\\/]/, '');

/** The last part of a name that V8 tells: `hash` of `exports.hash`, `Users.hash`. */
export function ownName(name: string | null): string | null {
  const last = name?.replace(/^.*[.\s]/, '') ?? null;
  // So it is called where the file gives it no name.
  return last === 'default' || last === 'exports' ? null : last;
}
