import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { npm } from '../../package/helpers/install.ts';

const nodes = mkdtempSync(join(tmpdir(), 'heddle-nodes-'));
afterAll(() => rmSync(nodes, { recursive: true }));

/** The program of that version of Node.js, from npm. */
export function fetchNode(version: string): string {
  const folder = join(nodes, version);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }');
  npm(['install', `node@${version}`], folder);
  return join(folder, 'node_modules', 'node', 'bin', 'node');
}
