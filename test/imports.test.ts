import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codeOf, edges, files, importsIn, listed, own, partOf, show } from './helpers/imports.ts';
import { allowed } from './helpers/parts.ts';

/** What the shape of may be known, without its code: types vanish. */
const typesOnly = ['machine'];

test('all files and their imports are seen', () => {
  expect(files).toContain('source/engine/main/main.ts');
  expect(own.map(show)).toContain('source/engine/main/main.ts → source/engine/main/run.ts');
  expect(own.map(show)).toContain('source/engine/models/index.ts → source/engine/models/async.ts');
  expect(importsIn('source/a/b.ts', "export * from '../c.ts'; import x, { y } from 'y';")).toEqual([
    { from: 'source/a/b.ts', to: 'source/c.ts', typeOnly: false },
    { from: 'source/a/b.ts', to: 'y', typeOnly: false },
  ]);
});

describe.each(Object.entries(allowed))('%s', (part, others) => {
  test(`imports of ours only: ${['itself', ...others].join(', ')}`, () => {
    const wrong = own.filter(
      ({ from, to, typeOnly }) =>
        partOf(from) === part &&
        ![part, ...others].includes(partOf(to)) &&
        !(typeOnly && typesOnly.includes(partOf(to))),
    );
    expect(wrong.map(show)).toEqual([]);
  });
});

test('every part of the source has a rule', () => {
  const parts = new Set(files.filter((file) => file.startsWith('source/')).map(partOf));
  const free = ['cli', 'bin'];
  expect([...parts].filter((part) => !(part in allowed) && !free.includes(part))).toEqual([]);
});

test('contributing.md tells of every part, and each imports only what is told before it', () => {
  const page = readFileSync('contributing.md', 'utf8');
  const rows = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`source\/([\w-]+)(?:\.ts)?`/g)].map(([, part = '']) => part),
  );
  expect([...rows].sort()).toEqual(
    [...new Set(files.filter((file) => file.startsWith('source/')).map(partOf))].sort(),
  );
  const upwards = own.filter(({ from, to }) => {
    const [user, used] = [rows.indexOf(partOf(from)), rows.indexOf(partOf(to))];
    return user !== -1 && user < used;
  });
  expect(upwards.map(show)).toEqual([]);
});

test('no file imports itself by way of others, not even a type', () => {
  const by = Map.groupBy(own, ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, trail: string[]) => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    done.add(file);
    for (const { to } of by.get(file) ?? []) walk(to, [...trail, file]);
  };
  for (const file of files) walk(file, []);
  expect(circles).toEqual([]);
});

test('no file has more than 250 lines', () => {
  const long = listed('source', 'workloads', 'test', 'bench', 'scripts')
    .map((file) => `${file}: ${readFileSync(file, 'utf8').split('\n').length - 1}`)
    .filter((row) => Number(row.split(': ')[1]) > 250);
  expect(long).toEqual([]);
});

test('models never import each other', () => {
  const model = /^source\/engine\/models\/(?!model\.ts|index\.ts)/;
  expect(own.filter(({ from, to }) => model.test(from) && model.test(to)).map(show)).toEqual([]);
});

test('telemetry knows of no plan, no workload and no commands', () => {
  const wrong = own.filter(
    ({ from, to }) =>
      partOf(from) === 'telemetry' && /^source\/protocol\/(plan|workload|commands)\./.test(to),
  );
  expect(wrong.map(show)).toEqual([]);
});

/** Each part of the engine by the thread that its files run in; what both sides of a wall say is beside the folders. */
test.each([
  ['watcher', ['main', 'lane', 'models']],
  ['lane', ['main', 'watcher', 'models']],
])('the engine’s %s imports none of: %s', (part, others) => {
  const into = new RegExp(`^source/engine/(${others.join('|')})/`);
  const wrong = own.filter(({ from, to }) => from.startsWith(`source/engine/${part}/`) && into.test(to));
  expect(wrong.map(show)).toEqual([]);
});

/** The frame shows screens, screens show panes; none of them knows what it is shown by. */
test.each([
  ['panes', ['screens', 'app']],
  ['screens', ['app']],
])('of the ui, %s import none of: %s', (part, others) => {
  const into = new RegExp(`^source/ui/(${others.join('|')})/`);
  const wrong = own.filter(({ from, to }) => from.startsWith(`source/ui/${part}/`) && into.test(to));
  expect(wrong.map(show)).toEqual([]);
});

test('no screen imports another', () => {
  const folderOf = (path: string) => /^source\/ui\/screens\/(?!shared\/)([^/]+)\//.exec(path)?.[1];
  const wrong = own.filter(({ from, to }) => {
    const [mine, other] = [folderOf(from), folderOf(to)];
    return mine !== undefined && other !== undefined && mine !== other;
  });
  expect(wrong.map(show)).toEqual([]);
});

/** What workloads may use beyond Node: the build puts it into their files, so that an install of Heddle lacks nothing. */
const bundledForWorkloads = ['pngjs'];

test('workloads import only types, helpers, the load generator, and of packages those that are built in', () => {
  const mine = edges.filter(({ from }) => from.startsWith('workloads/'));
  const wrong = mine.filter(
    ({ to, typeOnly }) =>
      !to.startsWith('node:') &&
      !to.startsWith('workloads/helpers/') &&
      !to.startsWith('source/load/') &&
      !bundledForWorkloads.includes(to) &&
      !(typeOnly && to === 'source/protocol/workload.ts'),
  );
  expect(wrong.map(show)).toEqual([]);
});

describe('parts that are pure', () => {
  const in_ = (...parts: string[]) => files.filter((file) => parts.includes(partOf(file)));

  test('screen and text start no processes', () => {
    const wrong = edges.filter(
      ({ from, to }) =>
        ['ui', 'plain', 'session', 'catalog'].includes(partOf(from)) &&
        /child_process|worker_threads/.test(to),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  // A sketch is the text of a program, which runs elsewhere.
  const sketch = /^source\/(guide\/sketches|answer\/programs)\//;

  test.each(
    in_(
      'ui',
      'session',
      'plain',
      'load',
      'findings',
      'guide',
      'statistics',
      'comparison',
      'work',
      'answer',
    ).filter((file) => !sketch.test(file)),
  )('%s has no clock and no timer', (file) => {
    const clocks =
      /\b(Date\.now|new Date\(\)|performance\.now|process\.hrtime|setTimeout|setInterval|setImmediate|process\.exit)\b/;
    expect(codeOf(file)).not.toMatch(clocks);
  });
});
