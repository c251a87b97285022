import { count } from '../format.ts';
import type { Inputs } from '../protocol/plan.ts';
import { mostTasks } from './make-plan.ts';
import { accept, type Result, refuse } from './refusal.ts';

/** Every lane holds all inputs: of a list beyond this, two lanes and the garbage of reading it come near a gigabyte. */
export const mostInputBytes = 64e6;

/** What a file's inputs are, by its name and by what it begins with. */
export function kindOf(name: string, text: string): Exclude<Inputs['kind'], 'files'> {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (['jsonl', 'ndjson'].includes(ending)) return 'json-lines';
  if (['txt', 'csv', 'tsv', 'md', 'log', 'list'].includes(ending)) return 'lines';
  const first = text.trimStart()[0];
  if (first === '[' || (ending === 'json' && isJson(text))) return 'json';
  if (ending === 'json') return 'json-lines';
  return first === '{' && isJson(lines(text)[0]!.text) ? 'json-lines' : 'lines';
}

/** The inputs in the text of a file, or what is wrong with it. `name`: of the file, for people. */
export function inputsIn(
  kind: Exclude<Inputs['kind'], 'files'>,
  name: string,
  text: string,
): Result<unknown[]> {
  const items =
    kind === 'json'
      ? arrayIn(name, text)
      : kind === 'lines'
        ? accept(lines(text).map((line) => line.text))
        : valuesIn(name, text);
  if (items.refusal) return items;
  const { length } = items.value;
  if (length === 0) return refuse('inputs', `names a file without inputs: ${name}`, 'write one per line');
  return fewEnough(length) ?? items;
}

/** A refusal of more inputs than a run can have tasks; null where there are not as many. */
export function fewEnough(inputs: number): Result<never> | null {
  return inputs <= mostTasks
    ? null
    : refuse('inputs', `names ${count(inputs)} inputs`, `it can be ${count(mostTasks)} at most`);
}

type Line = { readonly text: string; readonly number: number };

/** Lines that are not blank, each with its number in the file. */
function lines(text: string): Line[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, at) => (line.trim() === '' ? [] : [{ text: line, number: at + 1 }]));
}

function valuesIn(name: string, text: string): Result<unknown[]> {
  const values: unknown[] = [];
  for (const line of lines(text)) {
    try {
      values.push(JSON.parse(line.text));
    } catch {
      return refuse(
        'inputs',
        `cannot be read: line ${line.number} of ${name} is not JSON`,
        'write one JSON value per line',
      );
    }
  }
  return accept(values);
}

function arrayIn(name: string, text: string): Result<unknown[]> {
  const json = text.replace(/^\uFEFF/, '');
  const problem = problemOf(json);
  if (problem !== null) return refuse('inputs', `cannot be read: ${name} is not JSON at ${placeIn(json)}`);
  const value: unknown = JSON.parse(json);
  return Array.isArray(value)
    ? accept(value)
    : refuse('inputs', `cannot be read: ${name} holds one JSON value`, 'it must be an array of inputs');
}

const isJson = (text: string) => problemOf(text.replace(/^\uFEFF/, '')) === null;

/** Where JSON goes wrong; null where it does not. */
function problemOf(json: string): 'end' | 'before' | null {
  try {
    JSON.parse(json);
    return null;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const atEnd = /^Unexpected end|^Unterminated/.test(message) || Number(position) >= json.length;
    return atEnd ? 'end' : 'before';
  }
}

/** V8 does not always say where: the first line that is wrong ends the shortest text that is wrong before its end. */
function placeIn(json: string): string {
  const rows = json.split('\n');
  let [right, wrong] = [0, rows.length + 1];
  while (wrong - right > 1) {
    const middle = (right + wrong) >> 1;
    if (problemOf(rows.slice(0, middle).join('\n')) === 'before') wrong = middle;
    else right = middle;
  }
  return wrong > rows.length ? 'its end' : `line ${wrong}`;
}
