import type { OwnFiles } from '../../../catalog/own-files.ts';
import { onScreen } from '../../../catalog/refusal.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Theme } from '../../theme.ts';
import type { Prompt } from '../screen.ts';

/** The path of a person's own module while it is typed. */
export type FilePrompt = {
  readonly typed: string;
  /** What can be chosen instead of typing on: recent files, or what Tab found. */
  readonly title: string;
  readonly paths: readonly string[];
  /** The one of them that is chosen; null: what was typed counts. */
  readonly at: number | null;
  /** Why it could not be opened. */
  readonly problem: string | null;
  readonly loading: boolean;
};

/** Nothing typed yet. */
export function emptyPrompt(recent: readonly string[]): FilePrompt {
  return { typed: '', title: 'Recent files', paths: recent, at: null, problem: null, loading: false };
}

/** The path that Enter opens. */
export const pathIn = ({ typed, paths, at }: FilePrompt) => (at === null ? typed : paths[at]!);

/** What a prompt for a file can do besides changing its own state. */
export type FileEffects = {
  recent(): readonly string[];
  /** Lists what the path that was typed can become. */
  list(view: FilePrompt): void;
  /** Completes what was typed. */
  complete(view: FilePrompt): void;
  /** Loads the file, and hands it over. */
  load(view: FilePrompt): void;
  /** Gives up loading. */
  stop(): void;
};

/** Where a screen has its prompt. `now`: null where it has been left, for answers that come later. */
type Place = {
  now(): FilePrompt | null;
  change(part: Partial<FilePrompt>): void;
  opened(work: Wish): void;
};

/** `join`: puts a module that was opened in the list of workloads; its id there. */
export function fileEffects(
  { files, join }: { files: OwnFiles; join(card: WorkloadCard): string },
  { now, change, opened }: Place,
): FileEffects {
  let loading = new AbortController();

  /** What that path can become; null where somebody typed on meanwhile, or has left. */
  async function completions(typed: string) {
    const found = await files.complete(typed);
    const prompt = now();
    return prompt !== null && pathIn(prompt) === typed ? found : null;
  }

  async function list({ typed }: FilePrompt): Promise<void> {
    const found = await completions(typed);
    if (found !== null) change(listed(typed, found.matches));
  }

  async function complete(view: FilePrompt): Promise<void> {
    const typed = pathIn(view);
    const found = await completions(typed);
    if (found === null) return;
    const { text, matches } = found;
    const none = found.problem ?? `No folder or module begins with ${typed}`;
    const [problem, list] = matches.length === 0 ? [none, {}] : [null, listed(text, matches)];
    change({ typed: text, at: null, problem, ...list });
  }

  async function load(view: FilePrompt): Promise<void> {
    const path = pathIn(view).trim();
    if (path.endsWith('/') || path === '') return complete(view);
    loading = new AbortController();
    const { signal } = loading;
    change({ loading: true, problem: null });
    const { value, refusal } = await files.open(path, signal);
    if (signal.aborted) return;
    if (refusal) change({ loading: false, problem: onScreen(refusal) });
    else opened({ workload: join(value), runtime: value.runtime, interpreter: value.interpreter });
  }

  return {
    recent: files.recent,
    list: (view) => void list(view),
    complete: (view) => void complete(view),
    load: (view) => void load(view),
    stop: () => loading.abort(),
  };
}

/** What fits a path that was begun, as the list to choose from. */
function listed(typed: string, paths: readonly string[]): Pick<FilePrompt, 'title' | 'paths'> {
  return { title: typed === '' || typed.endsWith('/') ? 'In this folder' : 'Matches', paths };
}

/** Whether what can be chosen has to be looked up: with another text, or at first where no file was opened before. */
export function listIsOld(before: FilePrompt | null, now: FilePrompt | null): now is FilePrompt {
  if (now === null) return false;
  return before === null ? now.paths.length === 0 : now.typed !== before.typed;
}

/** Longer than any path that can be opened. */
const longest = 4096;

/** The row at the bottom while a path is typed: its keys. The path itself is in the body. */
export function promptOf(
  view: FilePrompt,
  theme: Theme,
  change: (part: Partial<FilePrompt>) => void,
): Prompt {
  const key = (name: string, what: string) => `${theme.paint('strong', name)} ${what}`;
  const keys = [key('Enter', 'open'), key('Tab', 'complete'), key('↑↓', 'choose'), key('Esc', 'back')];
  return {
    row: ` ${keys.join('  ')}`,
    type: (character) => change(retyped(view, (pathIn(view) + character).slice(0, longest))),
  };
}

/** The prompt with another text. Nothing can be typed while a file is loaded. */
export function retyped(view: FilePrompt, typed: string): Partial<FilePrompt> {
  return view.loading ? {} : { typed, at: null, problem: null };
}

/** Up and down among the paths of the list; above the first is what was typed. */
export function chosenPath(view: FilePrompt, by: 1 | -1): Partial<FilePrompt> {
  const to = Math.min(view.paths.length - 1, (view.at ?? -1) + by);
  return { at: to < 0 ? null : to, problem: null };
}
