/**
 * Loads a user's module in a process of its own and says what workload it is, as one line of JSON on descriptor 3:
 * a module may print, hang or throw while it loads, and none of it must reach the process that shows the screen.
 */
import { realpathSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { calledOf } from '../../catalog/called.ts';
import { cardOf, readDefinition } from '../../catalog/definition.ts';
import { chooseExport } from '../../catalog/exports.ts';
import { ModuleError } from '../../catalog/module-error.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import { describeError } from './failure.ts';
import { loadedSoFar } from './load-more.ts';
import { nameOf } from './load-workload.ts';
import { importModule } from './workload-module.ts';

/** `asked`: the name of the export, empty for none. `word`: the file as it was typed. */
const [module = '', asked = '', word = ''] = process.argv.slice(2);

/** Descriptor 4 closes with the process that wants to know. A module may loop for ever: only another thread sees that. */
const endWithHost = `
  const lifeline = new (require('node:net').Socket)({ fd: 4, writable: false });
  lifeline.on('error', () => {}).on('close', () => process.kill(process.pid, 'SIGKILL')).resume();`;
// Where there is no room for a thread, the module is loaded all the same.
new Worker(endWithHost, { eval: true, env: {}, execArgv: [] }).on('error', () => {}).unref();

async function readCard(): Promise<WorkloadCard> {
  const exports = await importModule('', module);
  // Node keeps what it took for CommonJS, whatever the file is called.
  const commonJs = createRequire(import.meta.url).cache[realpathSync(module)] !== undefined;
  const { exported, name } = chooseExport(exports, asked === '' ? null : asked, { commonJs, word });
  const workload = readDefinition(exported, nameOf(module, name), commonJs);
  return {
    ...cardOf(workload, { module, export: name }),
    called: calledOf(exported, workload, loadedSoFar()),
  };
}

let answer: object;
try {
  answer = { card: await readCard() };
} catch (error) {
  const { problem, remedy } =
    error instanceof ModuleError ? error : new ModuleError(`cannot be read: ${describeError(error).message}`);
  answer = { problem, remedy };
}
writeSync(3, JSON.stringify(answer));
process.exit(0);
