import type { ScreenKey } from '../screen.ts';
import { pairKey } from '../shared/keys.ts';
import type { Move } from '../shared/stepping.ts';
import { exportKeys } from './export.ts';
import { type Filter, filterKey, typingKeys } from './filter.ts';
import { moved, stepProcess, tabbed } from './moving.ts';
import type { Effects, Now } from './now.ts';
import { freezeOpened, freezesOf, isSame, type Opened, requestOpened } from './opened.ts';
import { listOf } from './panes/requests.ts';
import { profileKeys } from './profile-keys.ts';
import { isDetail } from './state.ts';

/** What the keys do while a program is watched, the most useful first. */
export function watchKeys(asked: Now, effects: Effects): ScreenKey[] {
  // Whatever else is pressed, it is no answer to the question whether to detach.
  const now = { ...asked, state: { ...asked.state, asked: false } };
  const { state } = now;
  const { set } = effects;
  const setFilter = (next: Filter) => set({ ...state, ...next, focus: 'requests' });
  if (state.typing !== null) return typingKeys(state, setFilter);
  const inDetails = isDetail(state.view);
  return [
    ...backKeys(now, set),
    ...(inDetails ? [] : openKeys(now, effects)),
    ...(inDetails ? freezeKeys(now, set) : processKeys(now, set)),
    ...exportKeys(now, effects),
    ...profileKeys(now, effects),
    ...(inDetails ? [] : [filterKey(state, 'only requests and routes with a text in them', setFilter)]),
    holdKey(now, set),
    ...leaveKeys(asked, effects),
    ...moveKeys(now, set),
  ];
}

/** Esc: out of what is in front; then the filter goes, then the choice of a request. */
function backKeys({ state, seen }: Now, set: Effects['set']): ScreenKey[] {
  const { view, filter, request, scroll } = state;
  const isChosen = request !== null || Object.keys(scroll).length > 0;
  if (view.kind === 'panes' && filter === '' && !isChosen) return [];
  const press = () => {
    const readProfile = view.kind === 'profile' ? seen.profile : state.readProfile;
    if (view.kind !== 'panes') set({ ...state, view: { kind: 'panes' }, readProfile });
    else if (filter !== '') set({ ...state, filter: '' });
    else set({ ...state, request: null, scroll: {} });
  };
  return [
    {
      ...{ keys: 'escape', shown: 'Esc', hint: 'back', rank: 1 },
      help: 'go back, or follow the program again',
      press,
    },
  ];
}

function openKeys({ state, seen }: Now, { set, say }: Effects): ScreenKey[] {
  const { focus, view } = state;
  const list = focus === 'requests' ? listOf(seen, state.filter) : [];
  const froze = freezesOf(seen).length > 0;
  const hasStacks = focus === 'loop' && froze;
  // A filter asks for requests alone.
  const isFreezeNext = focus === 'requests' && froze && state.filter === '';
  const press = () => {
    const open = (of: Opened | null) => of && set({ ...state, view: { kind: 'details', of, scroll: 0 } });
    if (hasStacks) return open(freezeOpened(seen, 0));
    // Also where it has no row any more, as long as it is known.
    const chosen = focus !== 'requests' || state.request === null ? null : requestOpened(seen, state.request);
    if (list[0] || chosen) return open(chosen ?? requestOpened(seen, list[0]!.request));
    if (isFreezeNext) return open(freezeOpened(seen, 0));
    if (focus === 'requests') {
      set(state);
      return say('No request is in flight, and none was slow or failed in the last minute.');
    }
    set({ ...state, view: { kind: view.kind === 'zoom' ? 'panes' : 'zoom' } });
  };
  const hint = hasStacks || list.length > 0 || isFreezeNext ? 'stack' : view.kind === 'zoom' ? '' : 'zoom';
  const help = 'the stack of a request or of the last freeze; of another pane all of it';
  const tab = pairKey({
    ...{ back: 'shift-tab', on: 'tab', shown: 'Tab', hint: view.kind === 'panes' ? 'pane' : '', rank: 2 },
    help: 'go to the next pane, or with Shift to the one before',
    go: (step, size) => set(tabbed(state, seen, size, step)),
  });
  return [{ keys: 'enter', shown: 'Enter', hint, rank: 1, help, press }, tab];
}

function processKeys({ state, seen }: Now, set: Effects['set']): ScreenKey[] {
  const observed = seen.tree.filter(({ watch }) => watch !== null).length;
  const go = (step: 1 | -1) => set(stepProcess(state, seen, step));
  const hint = observed > 1 ? 'process' : '';
  const help = 'the process before, the next process of the program';
  return [pairKey({ ...{ back: 'left h', on: 'right l', shown: '←→', hint, rank: 2, help }, go })];
}

function freezeKeys({ state, seen }: Now, set: Effects['set']): ScreenKey[] {
  const { view } = state;
  if (view.kind !== 'details' || view.of.kind !== 'freeze') return [];
  const { held } = view.of;
  const all = freezesOf(seen);
  const at = all.findIndex((one) => isSame(one, held));
  const go = (step: 1 | -1) => {
    // One that is no longer kept was before all others.
    const back = Math.max(0, Math.min(all.length - 1, (at < 0 ? all.length : at) + step));
    const of = freezeOpened(seen, back);
    if (of) set({ ...state, view: { kind: 'details', of, scroll: 0 } });
  };
  const help = 'in the stack of a freeze: a later freeze, an earlier one';
  return [
    pairKey({ ...{ back: 'left h', on: 'right l', shown: '←→', hint: 'later, earlier', rank: 2, help }, go }),
  ];
}

function moveKeys({ state, seen, theme }: Now, set: Effects['set']): ScreenKey[] {
  const pair = (back: string, on: string, shown: string, help: string, [up, down]: readonly [Move, Move]) =>
    pairKey({
      ...{ back, on, shown, hint: '', help },
      go: (step, size) => set(moved(step === 1 ? down : up, state, seen, size, theme)),
    });
  return [
    pair('up k', 'down j', '↑↓', 'choose a request, or scroll', ['up', 'down']),
    pair('pageup', 'pagedown', 'PgUp PgDn', 'the same by pages', ['page-up', 'page-down']),
    pair('home g', 'end G', 'g G', 'first row, last row', ['first', 'last']),
  ];
}

function holdKey({ state, watching }: Now, set: Effects['set']): ScreenKey {
  const press = () => set({ ...state, held: state.held === null ? watching.program : null });
  const hint = state.held === null ? 'pause' : 'go on';
  return {
    keys: 'space',
    shown: 'Space',
    hint,
    rank: 1,
    help: 'pause the screen, or follow again; the program goes on',
    press,
  };
}

/** Detaching is asked about: what was seen cannot be had back. */
function leaveKeys({ state, watching }: Now, { set, choose }: Effects): ScreenKey[] {
  if (watching.state !== 'watched') {
    return [
      {
        ...{ keys: 'w', shown: 'w', hint: 'another program', rank: 1 },
        help: 'choose another program',
        press: choose,
      },
    ];
  }
  const press = () => {
    set({ ...state, asked: !state.asked });
    if (state.asked) watching.detach();
  };
  const help = 'detach: the program goes on unobserved (asks first)';
  return [{ keys: 'd', shown: 'd', hint: 'detach', rank: 1, help, press }];
}
