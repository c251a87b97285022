import type { Interpreter, ModelId } from '../../../protocol/plan.ts';
import type { Session } from '../../../session/state.ts';
import { emptyPrompt, type FilePrompt } from '../shared/file-prompt.ts';
import { type Chosen, withText } from './choice.ts';
import type { Context } from './keymap.ts';

export type Section = 'model' | 'workload' | 'options';

/** What the body shows. One union: two views at once cannot be said. */
export type View =
  | { readonly kind: 'choose'; readonly section: Section; readonly field: number }
  | { readonly kind: 'panes' }
  | { readonly kind: 'zoom' }
  | { readonly kind: 'task'; readonly task: number; readonly scroll: number }
  | FileView
  | { readonly kind: 'filter'; readonly before: string; readonly back: View };

/** The path of a person's own module while it is typed. */
export type FileView = FilePrompt & { readonly kind: 'file'; readonly back: View };

/** Live, or held at a moment while the run goes on. */
type Pause = { readonly kind: 'live' } | { readonly kind: 'paused'; readonly session: Session };

/** What the screen remembers besides the runs themselves. */
export type LabState = {
  readonly view: View;
  readonly chosen: Chosen;
  readonly focus: string;
  /** Rows each pane is scrolled by. */
  readonly scroll: Readonly<Record<string, number>>;
  /** Position in the filtered task list; null: the list follows the run. */
  readonly cursor: number | null;
  readonly filter: string;
  readonly pause: Pause;
};

export type Action =
  | { type: 'view'; view: View }
  | { type: 'model'; model: ModelId }
  /** `interpreter`: what a person's own file was read with. */
  | { type: 'workload'; workload: string; interpreter: Interpreter | undefined }
  | { type: 'runs-on'; chosen: Pick<Chosen, 'runtime' | 'interpreter' | 'model' | 'workload'> }
  | { type: 'chosen'; chosen: Chosen }
  | { type: 'typed'; field: string; text: string }
  | { type: 'section'; section: Section }
  | { type: 'field'; field: number }
  | { type: 'focus'; pane: string }
  | { type: 'zoom'; pane: string }
  | { type: 'scroll'; pane: string; to: number }
  | { type: 'cursor'; to: number | null }
  | { type: 'open-file'; recent: readonly string[] }
  | { type: 'file'; change: Partial<FilePrompt> }
  | { type: 'open-filter' }
  | { type: 'filter'; text: string }
  | { type: 'pause'; session: Session }
  | { type: 'started' }
  | { type: 'back' };

export function initialState(chosen: Chosen): LabState {
  return {
    view: { kind: 'choose', section: 'model', field: 0 },
    chosen,
    focus: 'tasks',
    scroll: {},
    cursor: null,
    filter: '',
    pause: { kind: 'live' },
  };
}

/** The screen's state after an action. Pure: runs are started and ended elsewhere. */
export function reduceLab(state: LabState, action: Action): LabState {
  switch (action.type) {
    case 'view':
      return { ...state, view: action.view };
    case 'model':
      return { ...state, chosen: { ...state.chosen, model: action.model } };
    case 'workload':
      return {
        ...state,
        view: onWorkloads(state.view),
        chosen: {
          ...state.chosen,
          workload: action.workload,
          interpreter: action.interpreter ?? state.chosen.interpreter,
        },
      };
    case 'runs-on':
      return { ...state, chosen: { ...state.chosen, ...action.chosen } };
    case 'chosen':
      // What was typed for other workloads stays.
      return {
        ...state,
        chosen: { ...action.chosen, typed: { ...state.chosen.typed, ...action.chosen.typed } },
      };
    case 'typed':
      return { ...state, chosen: withText(state.chosen, action.field, action.text) };
    case 'section':
      return { ...state, view: { kind: 'choose', section: action.section, field: 0 } };
    case 'field':
      return state.view.kind === 'choose'
        ? { ...state, view: { ...state.view, field: action.field } }
        : state;
    case 'focus':
      return { ...state, focus: action.pane };
    case 'zoom':
      return { ...state, focus: action.pane, view: { kind: 'zoom' } };
    case 'scroll':
      return { ...state, scroll: { ...state.scroll, [action.pane]: Math.max(0, action.to) } };
    case 'cursor':
      return { ...state, cursor: action.to };
    case 'open-file':
      return { ...state, view: { kind: 'file', back: state.view, ...emptyPrompt(action.recent) } };
    case 'file':
      return state.view.kind === 'file' ? { ...state, view: { ...state.view, ...action.change } } : state;
    case 'open-filter':
      return { ...state, focus: 'tasks', view: { kind: 'filter', before: state.filter, back: state.view } };
    case 'filter':
      // Another list: a position in the old one means nothing.
      return { ...state, filter: action.text, cursor: null };
    case 'pause':
      return {
        ...state,
        pause: state.pause.kind === 'live' ? { kind: 'paused', session: action.session } : { kind: 'live' },
      };
    case 'started':
      return {
        ...state,
        view: { kind: 'panes' },
        scroll: {},
        cursor: null,
        filter: '',
        pause: { kind: 'live' },
      };
    case 'back':
      return goBack(state);
  }
}

/** In the list of workloads, the line that opens a person's own file. */
export const fileLine = -1;
export const isOnFileLine = (view: View) =>
  view.kind === 'choose' && view.section === 'workload' && view.field === fileLine;

/** From the line of the file back to the workloads. */
function onWorkloads(view: View): View {
  return view.kind === 'choose' ? { ...view, field: 0 } : view;
}

/** Esc: out of the view; in the panes first the filter goes, then the list follows the run again. */
function goBack(state: LabState): LabState {
  const { view } = state;
  switch (view.kind) {
    case 'file':
      return { ...state, view: view.back };
    case 'filter':
      return { ...state, view: view.back, filter: view.before, cursor: null };
    case 'task':
      return { ...state, view: { kind: 'zoom' } };
    case 'choose':
      return { ...state, view: { kind: 'panes' } };
    case 'zoom':
      return { ...state, view: { kind: 'panes' }, cursor: null };
    case 'panes':
      return state.filter !== ''
        ? { ...state, filter: '', cursor: null }
        : { ...state, cursor: null, scroll: {} };
  }
}

/** Where the keys go in that state. */
export function contextOf({ view }: LabState): Context {
  if (view.kind === 'choose') return view.section === 'options' ? 'options' : 'choose';
  return view.kind;
}
