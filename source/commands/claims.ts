import { suggest } from '../catalog/suggest.ts';
import { versionThere } from '../catalog/where.ts';
import type { Claim } from '../claims/claim.ts';
import { claims as allClaims, quickClaimsIn } from '../claims/index.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted, usageError } from '../command-line/usage-error.ts';
import { findWhere } from '../host/find-work.ts';
import { speech } from '../host/output.ts';
import { hasScreen } from '../host/terminal.ts';
import { version } from '../host/version.ts';
import { engineHere } from '../launch/engine.ts';
import { claimLines, claimsDocument, type Rulings } from '../plain/claims.ts';
import { checkClaims } from './check-claims.ts';

/**
 * `heddle claims [ID…] [--check] [--runtime R] [--python WHICH] [--json]`: the sentences of the Python guide that a machine can check; with `--check` the
 * quick ones are run, or those that were named. On a terminal the screen, at the claim that was named, unless text was
 * asked for or several were named: the screen shows all.
 */
export async function claims(options: Options): Promise<number> {
  const { words, check, json, ascii, plain } = options;
  const startedAt = new Date().toISOString();
  const where = accepted(await findWhere(options.choice));
  const shown = words.length === 0 ? allClaims : words.map(claimOf);
  if (hasScreen() && !plain && !json && words.length <= 1) {
    const { openScreen } = await import('../app.ts');
    return openScreen(options, 'claims', { where, start: check, ...(words[0] ? { at: words[0] } : {}) });
  }
  const spoken = speech(ascii);
  let rulings: Rulings | null = null;
  let exitCode = 0;
  if (check) {
    const chosen =
      words.length === 0 ? quickClaimsIn(where.runtime) : shown.filter(({ checks }) => checks[where.runtime]);
    ({ rulings, exitCode } = await checkClaims(chosen, where, spoken));
  }
  const asked = { heddle: version, startedAt, engine: check ? versionThere(where, engineHere) : null };
  if (json)
    process.stdout.write(
      `${JSON.stringify(claimsDocument(shown, where.runtime, rulings, asked), null, 2)}\n`,
    );
  else spoken.say(claimLines(shown, where, rulings).join('\n'));
  return exitCode;
}

function claimOf(id: string): Claim {
  const found = allClaims.find((claim) => claim.id === id);
  if (found) return found;
  const ids = allClaims.map((claim) => claim.id);
  throw usageError('claim', `there is no claim "${id}"${suggest(id, ids)}`, 'heddle claims lists them');
}
