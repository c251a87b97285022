import { describe, expect, test } from 'vitest';
import { keyNames } from '../../../../source/ui/keys.ts';
import { handleKey } from '../../../../source/ui/screens/lab/commands.ts';
import { glossary } from '../../../../source/ui/screens/lab/glossary.ts';
import { bindingFor, bindings, type Context, hintsFor } from '../../../../source/ui/screens/lab/keymap.ts';
import { type Action, contextOf, type LabState, type View } from '../../../../source/ui/screens/lab/state.ts';
import { helpView } from '../../../../source/ui/screens/lab/views/help.ts';
import { plain, screenOf } from '../../helpers/lab-screen.ts';
import * as scripts from '../../helpers/script.ts';

const session = scripts.sessionOf(scripts.manyPlan, scripts.manyUnderAsync());
const views: Record<Context, Partial<LabState> & { view: View }> = {
  choose: { view: { kind: 'choose', section: 'workload', field: 0 } },
  numbers: { view: { kind: 'choose', section: 'numbers', field: 1 } },
  panes: { view: { kind: 'panes' } },
  zoom: { view: { kind: 'zoom' }, cursor: 500 },
  task: { view: { kind: 'task', task: 5, scroll: 1 } },
  filter: { view: { kind: 'filter', before: '', back: { kind: 'panes' } }, filter: 'failed' },
  help: { view: { kind: 'help', scroll: 3, back: { kind: 'panes' } } },
};

/** What a key does in a context: the actions it leads to and the effects it has. */
function press(key: string, context: Context, running = true): string[] {
  const done: string[] = [];
  const size = { width: 50, height: 12 };
  const screen = screenOf(size, session, { state: views[context] });
  const effects = {
    dispatch: (action: Action) => done.push(action.type),
    start: () => done.push('start'),
    cancel: () => done.push('cancel'),
    openMenu: () => done.push('menu'),
    about: () => done.push('about'),
    back: () => done.push('back'),
    refusal: () => null,
    quit: () => done.push('quit'),
  };
  handleKey(key, { ...screen, runs: { ...screen.runs, running } }, effects);
  return done;
}

const cases = bindings.flatMap((binding) =>
  binding.in.flatMap((context) => binding.keys.map((key) => [key, context, binding] as const)),
);

test.each(cases)('%s does something in %s', (key, context, binding) => {
  expect(contextOf({ ...screenOf({ width: 80, height: 24 }, session).state, ...views[context] })).toBe(
    context,
  );
  // An earlier binding may take the key over; then the help would promise something else.
  expect(bindingFor(key, context)).toBe(binding);
  expect(press(key, context, binding.command !== 'run')).not.toEqual([]);
});

test('a key that is not in the table does nothing', () => {
  expect(press('x', 'panes')).toEqual([]);
  expect(press('', 'panes')).toEqual([]);
});

test('the help shows every key and every figure, whole, at 80 and at 120 columns', () => {
  for (const width of [80, 120]) {
    const help = helpView({ width, height: 80 }, 0, plain).join('\n');
    for (const { help: meaning } of bindings) expect(help).toContain(meaning);
    for (const [term, meaning] of glossary) {
      expect(help).toContain(term);
      expect(help).toContain(meaning);
    }
  }
});

describe('the footer', () => {
  const live = { running: true, session };

  test('offers what makes sense now', () => {
    const words = (context: Context, runs: typeof live, focus = 'tasks') =>
      hintsFor(context, runs, focus).map(({ hint }) => hint);
    expect(words('panes', live)).toContain('cancel');
    expect(words('panes', live)).not.toContain('run');
    expect(words('panes', { ...live, running: false })).toContain('run');
    expect(words('zoom', live)).toContain('filter');
    expect(words('zoom', live, 'cpu')).not.toContain('filter');
  });

  test.each(Object.keys(views) as Context[])('ends with the way out in %s', (context) => {
    const last = hintsFor(context, live, 'tasks').at(-1)?.hint;
    expect(last).toBe(context === 'filter' ? 'back' : 'quit');
  });
});

test('keys have one name each, and input of many characters is many keys', () => {
  expect(keyNames('', { upArrow: true })).toEqual(['up']);
  expect(keyNames('', { tab: true, shift: true })).toEqual(['shift-tab']);
  expect(keyNames('c', { ctrl: true })).toEqual(['ctrl-c']);
  expect(keyNames('r', { meta: true })).toEqual([]);
  expect(keyNames('a\u0001 \r', {})).toEqual(['a', 'space', 'enter']);
});
