import { readFileSync } from 'node:fs';
import type { Attachment } from '../../probe/attached.ts';
import { probeFile } from '../probe-file.ts';

/**
 * The expression that puts a process under observation. All of it is text. It has the names of Heddle's own files, by which
 * its frames are told from the program's; `process.getBuiltinModule` is missing before Node.js 20.16, where the inspector lends
 * a `require`.
 */
export function injection(given: Omit<Attachment, 'watcher'>): string {
  const [probe, watcher] = (['attached.cjs', 'watcher.cjs'] as const).map(probeFile) as [string, string];
  const attachment: Attachment = {
    ...given,
    watcher: `(function (__filename) {${textOf(watcher)}\n})(${JSON.stringify(watcher)})`,
  };
  return `(() => {
    const load = process.getBuiltinModule ? (name) => process.getBuiltinModule(name) : require;
    const module = { exports: {} };
    const file = ${JSON.stringify(probe)};
    const source = ${JSON.stringify(`(function (require, module, __filename) {${textOf(probe)}\n})`)};
    load('node:vm').runInThisContext(source, { filename: file })(load, module, file);
    return module.exports.attach(${JSON.stringify(attachment)});
  })()`;
}

const textOf = (file: string) => readFileSync(file, 'utf8');
