import { oldestPython } from './runtimes/python-version.ts';

/** What led to an interpreter: what somebody asked for, an environment, or a place where interpreters are installed. */
export const origins = ['asked', 'VIRTUAL_ENV', 'venv', 'path', 'pyenv', 'uv'] as const;
export type Origin = (typeof origins)[number];

/** A CPython that Heddle can run work with. */
export type Interpreter = {
  /** As it is started. That of an environment is a link: what it leads to has not the environment's packages. */
  readonly path: string;
  /** `3.11.7` */
  readonly version: string;
  /** `shared`: one thread at a time runs Python code. */
  readonly lock: 'shared' | 'none';
  readonly origin: Origin;
};

/** A file that looks like an interpreter and cannot be used. */
export type Unusable = {
  readonly path: string;
  /** Null: it did not say. */
  readonly version: string | null;
  readonly origin: Origin;
  /** Why: the rest of a sentence that begins with the path. */
  readonly problem: string;
};

/** The interpreters of a machine, the best first. */
export type Survey = {
  readonly usable: readonly Interpreter[];
  readonly unusable: readonly Unusable[];
  /** The one that is taken where nobody names one; null: none, or an environment that is broken. */
  readonly usual: Interpreter | null;
};

/** What to do where there is none. */
export const howToGetOne = `install CPython ${oldestPython} or newer, or name an interpreter: --python PATH`;
