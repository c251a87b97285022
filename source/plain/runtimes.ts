import type { ModelCard } from '../catalog/cards.ts';
import { howToGetOne, type Interpreter, type Origin, type Survey } from '../catalog/interpreters.ts';
import { runtimes as runtimeCards, runtimeName } from '../catalog/runtimes/index.ts';
import { compareVersions, shortVersion, usualStartMethod } from '../catalog/runtimes/python-version.ts';
import type { RuntimeId, StartMethod } from '../protocol/plan.ts';
import { wrap } from './wrap.ts';

/** The Node.js that runs Heddle, which is the one that runs work, too. `platform`: as Node.js calls it. */
export type Host = {
  readonly version: string;
  readonly path: string;
  readonly platform: NodeJS.Platform;
};

const lockWords = { shared: 'one lock (GIL)', none: 'no lock (free-threaded)' } as const;

const foundIn: Readonly<Record<Origin, string>> = {
  asked: '--python',
  VIRTUAL_ENV: 'VIRTUAL_ENV',
  venv: 'environment',
  path: 'PATH',
  pyenv: 'pyenv',
  uv: 'uv',
};

/** The runtimes of this machine as text: what can be used, with what differs between them, and what cannot, with the reason. */
export function runtimeLines(host: Host, survey: Survey): string[] {
  const { usable, unusable } = survey;
  const rows = [
    ['runtime', 'lock', 'start method', 'found', 'path'],
    [runtimeName({ runtime: 'node', version: host.version }), 'no lock', 'spawn', 'runs Heddle', host.path],
    ...usable.map(({ version, lock, origin, path }) => [
      runtimeName({ runtime: 'python', version }),
      lockWords[lock],
      usualStartMethod(version, host.platform),
      foundIn[origin],
      path,
    ]),
  ];
  return [
    'Runtimes',
    '',
    ...inColumns(rows).map((row) => `  ${row}`),
    '',
    ...pythonLines(survey),
    ...(unusable.length === 0 ? [] : ['', 'Cannot be used', '']),
    ...unusable.flatMap(({ path, problem }) => wrap(problem, `  ${path} `, '    ')),
  ];
}

function pythonLines({ usable, usual }: Survey): string[] {
  if (usable.length === 0) return wrap(`No Python can be used: ${howToGetOne}.`, '  ');
  const newest = usable.map(({ version }) => version).reduce((a, b) => (compareVersions(a, b) < 0 ? b : a));
  const choose = `--python ${shortVersion(newest)} or --python PATH`;
  const lines = wrap(
    usual
      ? `Python files in this folder run on Python ${usual.version} (${usual.path}). To choose another one, use ${choose}.`
      : `The environment of this folder cannot be used. Choose another Python with ${choose}.`,
    '  ',
  );
  const locked = usable.some(({ lock }) => lock === 'shared')
    ? wrap(
        'With one lock (GIL), one thread at a time runs Python code. In Node.js, threads run in parallel.',
        '  ',
      )
    : [];
  const late = modelsOf('python').filter((card) => !modelsOf('python', newest).includes(card));
  return [
    ...lines,
    ...locked,
    ...late.flatMap(({ id, since }) => wrap(`The model "${id}" needs Python ${since} or newer.`, '  ')),
  ];
}

/** The models that a version of a runtime has; without one, those of the newest. */
function modelsOf(runtime: RuntimeId, version?: string): readonly ModelCard[] {
  const models = runtimeCards.find(({ id }) => id === runtime)?.models ?? [];
  return models.filter(({ since = '0' }) => version === undefined || compareVersions(version, since) >= 0);
}

const idsOf = (cards: readonly ModelCard[]) => cards.map(({ id }) => id);

/** Cells below each other; the last of a row is as wide as it is. */
function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at]!))).join('  '),
  );
}

/** The same for scripts. `heddle`: the version that says so. */
export function runtimesDocument(host: Host, { usable, unusable, usual }: Survey, heddle: string) {
  return {
    schema: 1 as const,
    heddle,
    python: usual?.path ?? null,
    runtimes: [
      {
        runtime: 'node' as RuntimeId,
        version: host.version,
        path: host.path,
        lock: 'none' as Interpreter['lock'],
        origin: null as Origin | null,
        models: idsOf(modelsOf('node', host.version)),
        startMethod: null as StartMethod | null,
      },
      ...usable.map(({ path, version, lock, origin }) => ({
        runtime: 'python' as RuntimeId,
        version,
        path,
        lock,
        origin,
        models: idsOf(modelsOf('python', version)),
        startMethod: usualStartMethod(version, host.platform),
      })),
    ],
    unusable: unusable.map(({ path, version, origin, problem }) => ({
      runtime: 'python' as RuntimeId,
      path,
      version,
      origin,
      problem,
    })),
  };
}
