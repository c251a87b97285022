import type { OwnFiles } from '../../../catalog/own-files.ts';
import { onScreen } from '../../../catalog/refusal.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Prompt } from '../screen.ts';
import type { Snapshot } from './snapshot.ts';
import { type Action, type FileView, pathIn, type View } from './state.ts';

/** What the prompt for a file can do besides changing its own state. */
export type FileEffects = {
  recent(): readonly string[];
  /** Lists what the path that was typed can become. */
  list(view: FileView): void;
  /** Completes what was typed. */
  complete(view: FileView): void;
  /** Loads the file, and chooses it. */
  load(view: FileView): void;
  /** Gives up loading. */
  stop(): void;
};

/** `viewNow`: what the lab shows now, for answers that come later. */
export function fileEffects(
  viewNow: () => View,
  { files, join }: { files: OwnFiles; join(card: WorkloadCard): string },
  dispatch: (action: Action) => void,
): FileEffects {
  let loading = new AbortController();

  /** What that path can become; null where somebody typed on meanwhile, or has left. */
  async function completions(typed: string) {
    const found = await files.complete(typed);
    const now = viewNow();
    return now.kind === 'file' && pathIn(now) === typed ? found : null;
  }

  async function list({ typed }: FileView): Promise<void> {
    const found = await completions(typed);
    if (found === null) return;
    dispatch({ type: 'file', change: listed(typed, found.matches) });
  }

  async function complete(view: FileView): Promise<void> {
    const typed = pathIn(view);
    const found = await completions(typed);
    if (found === null) return;
    const { text, matches } = found;
    const none = found.problem ?? `No folder or module begins with ${typed}`;
    const [problem, list] = matches.length === 0 ? [none, {}] : [null, listed(text, matches)];
    dispatch({ type: 'file', change: { typed: text, at: null, problem, ...list } });
  }

  async function load(view: FileView): Promise<void> {
    const path = pathIn(view).trim();
    if (path.endsWith('/') || path === '') return complete(view);
    loading = new AbortController();
    const { signal } = loading;
    dispatch({ type: 'file', change: { loading: true, problem: null } });
    const { value, refusal } = await files.open(path, signal);
    if (signal.aborted) return;
    if (refusal) return dispatch({ type: 'file', change: { loading: false, problem: onScreen(refusal) } });
    dispatch({ type: 'section', section: 'workload' });
    dispatch({ type: 'workload', workload: join(value) });
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
function listed(typed: string, paths: readonly string[]): Pick<FileView, 'title' | 'paths'> {
  return { title: typed === '' || typed.endsWith('/') ? 'In this folder' : 'Matches', paths };
}

/** Whether what can be chosen has to be looked up: with another text, or at first where no file was opened before. */
export function listIsOld(before: View, now: View): now is FileView {
  if (now.kind !== 'file') return false;
  return before.kind === 'file' ? now.typed !== before.typed : now.paths.length === 0;
}

/** Longer than any path that can be opened. */
const longest = 4096;

/** The path while it is typed; its keys are in the footer, the path itself is in the body. */
export function filePrompt(
  { state: { view }, theme }: Snapshot,
  { dispatch }: { dispatch(action: Action): void },
): Prompt | null {
  if (view.kind !== 'file') return null;
  const key = (name: string, what: string) => `${theme.paint('strong', name)} ${what}`;
  const keys = [key('Enter', 'open'), key('Tab', 'complete'), key('↑↓', 'choose'), key('Esc', 'back')];
  return {
    row: ` ${keys.join('  ')}`,
    type: (character) => dispatch(retyped(view, (pathIn(view) + character).slice(0, longest))),
  };
}

/** The prompt with another text. Nothing can be typed while a file is loaded. */
export function retyped(view: FileView, typed: string): Action {
  return { type: 'file', change: view.loading ? {} : { typed, at: null, problem: null } };
}

/** Up and down among the paths of the list; above the first is what was typed. */
export function chosenPath(view: FileView, by: 1 | -1): Action {
  const to = Math.min(view.paths.length - 1, (view.at ?? -1) + by);
  return { type: 'file', change: { at: to < 0 ? null : to, problem: null } };
}
