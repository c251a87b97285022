/** Writes the cards of the workloads for CPython. An interpreter reads them: `npm run cards` after a change of one. */
import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type WorkloadCard, workloadKinds } from '../source/catalog/workloads.ts';
import { findInterpreters } from '../source/launch/interpreters.ts';

const folder = fileURLToPath(new URL('../workloads/python/', import.meta.url));
const describer = fileURLToPath(new URL('../source/python/inside/describe.py', import.meta.url));

/** Where they are kept. */
export const cardsFile = `${folder}cards.json`;

/** The cards of all workloads as an interpreter reads them, in the order of their kinds, as the file has them. */
export async function writtenCards(interpreter: string): Promise<string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.py'));
  const cards = await Promise.all(files.map((file) => readCard(interpreter, file)));
  const rank = (card: WorkloadCard) => workloadKinds.indexOf(card.kind);
  cards.sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id));
  return `${JSON.stringify(cards, null, 2)}\n`;
}

/** A module's name in Python cannot have the hyphen that its id has. */
async function readCard(interpreter: string, file: string): Promise<WorkloadCard> {
  const id = file.replace('.py', '').replaceAll('_', '-');
  const described = spawn(interpreter, ['-B', describer, folder + file, '', id], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
  });
  const answer = JSON.parse(await text(described.stdio[3] as Readable));
  if (answer.problem) throw new Error(`${file} ${answer.problem}: ${answer.remedy}`);
  const { called: _, ...card } = answer.card;
  return { ...card, id, module: null };
}

if (import.meta.main) {
  const [interpreter] = await findInterpreters({});
  if (!interpreter) throw new Error('there is no CPython to read them with');
  writeFileSync(cardsFile, await writtenCards(interpreter.path));
}
