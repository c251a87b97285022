/**
 * Makes the pictures in readme.md and docs/ anew, each by the command in the comment above it. Run it on a machine that
 * does nothing else: `npm run captures`, or `npm run captures -- docs/compare.md` for some pages.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, createSandbox } from '../test/cli/helpers/sandbox.ts';
import { openTerminal } from '../test/terminal/helpers/open-terminal.ts';
import { type Capture, type Page, pagePaths, readPage } from './pages.ts';

/** A proof is several runs. */
const patienceMs = 300_000;

const wanted = process.argv.slice(2);
for (const path of pagePaths.filter((path) => wanted.length === 0 || wanted.includes(path))) {
  const page = readPage(path);
  let { text } = page;
  // From the last: what is before it keeps its place.
  for (const capture of page.captures.toReversed()) {
    process.stderr.write(`${path}: ${capture.command}\n`);
    const rows = chosen(await pictureOf(capture, page), capture);
    text = `${text.slice(0, capture.start)}${rows.join('\n')}\n${text.slice(capture.end)}`;
  }
  writeFileSync(path, text);
}

async function pictureOf({ command, terminal: size, steps }: Capture, { files }: Page): Promise<string[]> {
  const args = command.split(' ').slice(1);
  if (size === null) return printed(args, files);
  await using terminal = openTerminal({ ...size, args, files });
  let rows: string[] = [];
  for (const { kind, value } of steps) {
    if (kind === 'wait for') rows = await terminal.waitFor(new RegExp(value), patienceMs);
    // As a client would; nobody waits for its answer.
    if (kind === 'fetch') void fetch(value).catch(() => {});
    if (kind === 'press') {
      await terminal.waitFor('quit');
      terminal.type(value);
    }
  }
  return rows;
}

function printed(args: readonly string[], files: Page['files']): string[] {
  const { folder, env, remove } = createSandbox();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return execFileSync(process.execPath, [bin, ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: [...stdio],
    })
      .trimEnd()
      .split('\n');
  } finally {
    remove();
  }
}

/** From the first row that `from` matches to the one before the next that `to` matches. */
function chosen(rows: readonly string[], { command, steps }: Capture): readonly string[] {
  const at = (kind: 'from' | 'to', after: number) => {
    const step = steps.find((one) => one.kind === kind);
    if (!step) return null;
    const found = rows.findIndex((row, index) => index >= after && new RegExp(step.value).test(row));
    if (found < 0) throw new Error(`${command}: no row ${step.value}`);
    return found;
  };
  const first = at('from', 0) ?? 0;
  const shown = rows.slice(first, at('to', first + 1) ?? rows.length).map((row) => row.trimEnd());
  return shown.slice(0, shown.findLastIndex((row) => row !== '') + 1);
}
