import { checkedIn } from '../claims/index.ts';
import type { Options } from '../command-line/command-line.ts';
import { unexpected } from '../command-line/usage-error.ts';
import { createKeeper } from '../host/cache.ts';
import { speech } from '../host/output.ts';
import { hasScreen } from '../host/terminal.ts';
import { version } from '../host/version.ts';
import { tableDocument, tableOfModelsLines } from '../plain/table-of-models.ts';
import { fillTable, tableClaims } from '../table/filled-table.ts';
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
  if (hasScreen() && !plain && !json) {
    const { openScreen } = await import('../app.ts');
    return openScreen(options, 'table', { start: measure });
  }
  const spoken = speech(ascii);
  const exitCode = measure ? (await checkClaims(tableClaims, spoken)).exitCode : 0;
  const filled = fillTable(keptMeasurements(createKeeper(), checkedIn), placeHere());
  if (json) process.stdout.write(`${JSON.stringify(tableDocument(filled, version), null, 2)}\n`);
  else spoken.say([...tableOfModelsLines(filled), ...hint(measure)].join('\n'));
  return exitCode;
}

const hint = (measured: boolean) =>
  measured ? [] : ['', 'To measure every cell here, in about two minutes:', '  heddle table --measure'];
