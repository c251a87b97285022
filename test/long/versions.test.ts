import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';

import type { Summary } from '../../source/session/summary.ts';
import { installHeddle } from '../package/helpers/install.ts';
import { openTerminal } from '../terminal/helpers/open-terminal.ts';
import { fetchNode } from './helpers/fetch-node.ts';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
/** The oldest that Heddle promises to run on. */
const oldest = `${engines.node.replace('>=', '')}.0`;

const installed = installHeddle();
afterAll(installed.remove);
describe.each([oldest, '22', '26'])('on Node.js %s', (version) => {
  const node = fetchNode(version);
  const json = (...args: string[]) => {
    const { code, stdout, stderr } = installed.heddle([...args, '--json'], node);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(stdout);
  };

  test.each(modelIdsOf('node'))('it runs a workload with parts, servers and a database under %s', (model) => {
    const quick = ['rows=100', 'pixels=8', 'rate=500'].flatMap((parameter) => ['--set', parameter]);
    const { outcome, check, tasks } = json('run', 'server', '-t', '40', '-m', model, ...quick) as Summary;
    expect({ outcome, ok: check?.ok, done: tasks.done }).toEqual({
      outcome: 'completed',
      ok: true,
      done: 40,
    });
  });

  test('it compares, decides, and runs a module with types', () => {
    expect(json('compare', 'noop', '--models', 'async,threads', '--runs', '2').rows).toHaveLength(2);
    expect(json('decide', '--answer', 'cpu=yes').verdict.model).toBe('processes');
    const wanted = `process.versions.node.startsWith('${version}')`;
    const work = `export default (index: number): number => { if (!${wanted}) throw index; return index; };`;
    writeFileSync(join(installed.home, 'typed.ts'), work);
    expect(json('run', './typed.ts', '-t', '3').tasks).toMatchObject({ done: 3, failed: 0 });
  });

  test('it runs an ES module in a folder of `npm init`, with files for inputs', () => {
    const folder = join(installed.home, version);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
    writeFileSync(join(folder, 'work.ts'), 'export const size = (path: string): number => path.length;');
    const inputs = ['--inputs', `${version}/*.json`];
    expect(json('run', `./${version}/work.ts`, ...inputs, '-m', 'threads').tasks).toMatchObject({ done: 1 });
  });

  test('its screen is drawn, and leaves', async () => {
    await using terminal = openTerminal({ command: [node, join(installed.root, 'dist/bin.js')] });
    await terminal.waitFor('[Lab]');
    terminal.type('q');
    expect((await terminal.exit).code).toBe(0);
  });
});
