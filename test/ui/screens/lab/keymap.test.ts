import { expect, test } from 'vitest';
import { drawHelp, helpOf } from '../../../../source/ui/app/help.ts';
import { keyNames } from '../../../../source/ui/key-names.ts';
import { glossary } from '../../../../source/ui/screens/lab/glossary.ts';
import { bindings, type Context } from '../../../../source/ui/screens/lab/keymap.ts';
import { labKeys } from '../../../../source/ui/screens/lab/keys.ts';
import {
  type Action,
  contextOf,
  fileLine,
  type LabState,
  type View,
} from '../../../../source/ui/screens/lab/state.ts';
import { pictureOf, plain, snapshotOf } from '../../helpers/lab-screen.ts';
import { manyPlan, sessionOf } from '../../helpers/plans.ts';
import * as scripts from '../../helpers/script.ts';

const session = sessionOf(manyPlan, scripts.manyUnderAsync());
const views: Record<Context, Partial<LabState> & { view: View }> = {
  choose: { view: { kind: 'choose', section: 'workload', field: 0 } },
  options: { view: { kind: 'choose', section: 'options', field: 1 } },
  panes: { view: { kind: 'panes' }, cursor: 3 },
  zoom: { view: { kind: 'zoom' }, cursor: 500 },
  task: { view: { kind: 'task', task: 5, scroll: 1 } },
  file: {
    view: {
      ...{ kind: 'file', back: { kind: 'panes' }, typed: './a', title: 'Recent files', paths: ['./b'] },
      ...{ at: null, problem: null, loading: false },
    },
  },
  filter: { view: { kind: 'filter', before: '', back: { kind: 'panes' } }, filter: 'failed' },
};

function keysIn(context: Context, running: boolean, done: string[] = [], more: Partial<LabState> = {}) {
  const snapshot = snapshotOf(session, { state: { ...views[context], ...more } });
  return labKeys(
    { ...snapshot, runs: { ...snapshot.runs, running } },
    {
      dispatch: (action: Action) => done.push(action.type),
      start: () => done.push('start'),
      cancel: () => done.push('cancel'),
      about: () => done.push('about'),
      say: () => done.push('say'),
      refusal: () => null,
      file: {
        recent: () => [],
        list: () => done.push('list'),
        complete: () => done.push('complete'),
        load: () => done.push('load'),
        stop: () => {},
      },
    },
  );
}

/** What a key does in a context: the actions it leads to and the effects it has. */
function press(key: string, context: Context, running = true, more: Partial<LabState> = {}): string[] {
  const done: string[] = [];
  const found = keysIn(context, running, done, more).find(({ keys }) => keys.split(' ').includes(key));
  found?.press(key, { width: 50, height: 10 });
  return done;
}

const cases = bindings.flatMap((binding) =>
  binding.in.flatMap((context) => binding.keys.split(' ').map((key) => [key, context, binding] as const)),
);

const { chosen } = snapshotOf(session).state;
const inPython = { chosen: { ...chosen, runtime: 'python' } } as const;

test.each(cases)('%s does something in %s', (key, context, binding) => {
  // Python has one model more than Node.js.
  const more = key === '6' && binding.command === 'pick-model' ? inPython : {};
  expect(contextOf({ ...snapshotOf(session).state, ...views[context] })).toBe(context);
  // Another key of that name may come first; then the help would promise something else.
  const names = keysIn(context, true, [], more).flatMap(({ keys }) => keys.split(' '));
  expect(names.filter((name) => name === key)).toHaveLength(1);
  expect(press(key, context, binding.command !== 'run', more)).not.toEqual([]);
});

test('a key that is not in the table does nothing', () => {
  expect(press('x', 'panes')).toEqual([]);
});

test('no key of the lab is one of the frame', () => {
  const own = bindings.flatMap(({ keys }) => keys.split(' '));
  expect(own.filter((key) => ['s', '?', 'q', 'ctrl-c'].includes(key))).toEqual([]);
});

const helpAt = (width: number, of = session) =>
  drawHelp(helpOf(pictureOf(snapshotOf(of))), 0, { width, height: 100 }, plain).join('\n');

test('the help shows every key and every figure, whole, at 80 and at 120 columns', () => {
  for (const width of [80, 120]) {
    const help = helpAt(width);
    for (const { help: meaning } of bindings) expect(help).toContain(meaning);
    for (const [term, meaning] of glossary('node')) {
      expect(help).toContain(term);
      expect(help).toContain(meaning);
    }
  }
});

test('the help tells what figures of the runtime mean that is shown', () => {
  const help = helpAt(80, { ...session, plan: { ...session.plan, runtime: 'python' } });
  expect(help).toContain('waiting for the lock of threads (the GIL)');
  expect(help).not.toMatch(/libuv|JavaScript/);
});

test('the footer offers what makes sense now', () => {
  const words = (context: Context, running: boolean, state: Partial<LabState> = {}) =>
    keysIn(context, running, [], state).flatMap(({ hint }) => (hint === '' ? [] : [hint]));
  expect(words('panes', true)).toContain('cancel');
  expect(words('panes', true)).not.toContain('again');
  expect(words('panes', false)).toContain('again');
  expect(words('panes', false, { chosen: { ...chosen, model: 'threads' } })).toContain('run');
  expect(words('panes', false)).not.toContain('cancel');
  expect(words('zoom', true)).toContain('filter');
  expect(words('zoom', true, { focus: 'cpu' })).not.toContain('filter');
  // Nothing goes on that could be held.
  expect(words('zoom', true)).toContain('pause');
  expect(words('zoom', false)).not.toContain('pause');
  expect(words('choose', false)).toContain('run');
  const onFile = { kind: 'choose', section: 'workload', field: fileLine } as const;
  expect(words('choose', false, { view: onFile })).toContain('open');
});

test('keys have one name each, and input of many characters is many keys', () => {
  expect(keyNames('', { upArrow: true })).toEqual(['up']);
  expect(keyNames('', { tab: true, shift: true })).toEqual(['shift-tab']);
  expect(keyNames('c', { ctrl: true })).toEqual(['ctrl-c']);
  expect(keyNames('r', { meta: true })).toEqual([]);
  expect(keyNames('a\u0001 \r', {})).toEqual(['a', 'space', 'enter']);
});
