import { shortRuntimeName } from '../catalog/runtimes/index.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted, unexpected } from '../command-line/usage-error.ts';
import { createKeeper } from '../host/cache.ts';
import { findWhere } from '../host/find-work.ts';
import { speech } from '../host/output.ts';
import { hasScreen } from '../host/terminal.ts';
import { version } from '../host/version.ts';
import { engineHere } from '../launch/engine.ts';
import { tableDocument, tableOfModelsLines } from '../plain/table-of-models.ts';
import { columnBeside, fillTable, tableClaims } from '../table/filled-table.ts';
import { keptMeasurements } from '../table/measured.ts';
import { checkClaims, placeHere } from './check-claims.ts';

/**
 * `heddle table [--measure] [--json]`: the comparison table of the Python guide with this machine's figures beside it, as
 * they were measured last, or are measured now. On a terminal the screen, unless text was asked for.
 */
export async function table(options: Options): Promise<number> {
  const { words, json, ascii, plain } = options;
  const measure = options.measure === true;
  if (words.length > 0) throw unexpected(words[0]!, 'table', 'none');
  const where = accepted(await findWhere(options.choice));
  if (hasScreen() && !plain && !json) {
    const { openScreen } = await import('../app.ts');
    return openScreen(options, 'table', { where, start: measure });
  }
  const spoken = speech(ascii);
  const exitCode = measure ? (await checkClaims(tableClaims, where, spoken)).exitCode : 0;
  const here = placeHere(where);
  const keeper = createKeeper();
  const beside = columnBeside(keeper, where.runtime, here, shortRuntimeName(engineHere));
  const filled = fillTable(keptMeasurements(keeper, here), here, where.runtime, beside);
  if (json) process.stdout.write(`${JSON.stringify(tableDocument(filled, version), null, 2)}\n`);
  else spoken.say([...tableOfModelsLines(filled), ...hint(measure)].join('\n'));
  return exitCode;
}

const hint = (measured: boolean) =>
  measured
    ? []
    : [
        '',
        'To measure every cell here, in about two minutes, in Node.js or in Python:',
        '  heddle table --measure',
        '  heddle table --measure --runtime python',
      ];
