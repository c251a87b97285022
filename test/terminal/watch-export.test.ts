import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin } from '../cli/helpers/sandbox.ts';
import { openTerminal } from './helpers/open-terminal.ts';

const auth = `import { pbkdf2Sync } from 'node:crypto';

export function hashPassword(password, rounds = 4) {
  let hash = '';
  for (let round = 0; round < rounds; round++) hash = pbkdf2Sync(password, 'salt', 40_000, 64, 'sha512').toString('hex');
  return hash;
}
`;
const server = `import { createServer } from 'node:http';
import { hashPassword } from './auth.mjs';

createServer((request, response) => {
  if (request.url === '/login') hashPassword('secret', 60);
  response.end('ok');
}).listen(0, function () {
  console.log('port ' + this.address().port);
});
`;

test('x writes a file that calls what held the loop, and heddle decide answers once its input is filled in', async () => {
  await using terminal = openTerminal({
    args: ['watch', '--', process.execPath, 'server.mjs'],
    files: { 'server.mjs': server, 'auth.mjs': auth },
  });
  const { folder, env } = terminal.sandbox;
  const printed = await terminal.waitFor(/port \d+/);
  const port = Number(/port (\d+)/.exec(printed.join('\n'))![1]);
  get({ port, path: '/login', agent: false }, (response) => response.resume());
  await terminal.waitFor(/hashPassword[\s\S]* x export/);
  terminal.type('x');
  const frame = (await terminal.waitFor('─[Export]')).join('\n');
  expect(frame).toMatch(
    /✓ \.\/heddle-hash-password\.mjs is written\. It calls hashPassword \(auth\.mjs:\d\)/,
  );
  expect(frame).toContain('1. Fill in what it is called with: password.');
  expect(frame).toContain('2. heddle decide ./heddle-hash-password.mjs');

  const file = join(folder, 'heddle-hash-password.mjs');
  const decide = () =>
    new Promise<{ stdout: string; stderr: string }>((done) => {
      const args = [bin, 'decide', './heddle-hash-password.mjs', '--budget', '2s', '--json'];
      execFile(process.execPath, args, { cwd: folder, env }, (_, stdout, stderr) => done({ stdout, stderr }));
    });
  expect((await decide()).stderr).toContain('fill in password in heddle-hash-password.mjs');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace("fillIn('password')", "'secret'"));
  const { answer } = JSON.parse((await decide()).stdout) as { answer: { character: object | null } };
  expect(answer).not.toBeNull();

  // What is there is left as it is.
  terminal.type('\x1b');
  await terminal.waitFor('[Requests]');
  terminal.type('x');
  await terminal.waitFor('./heddle-hash-password-2.mjs is written');
  expect(readFileSync(file, 'utf8')).toContain("'secret'");
  terminal.type('qq');
  await terminal.exit;
});
