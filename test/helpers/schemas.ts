import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import { jsonSchemas } from '../../scripts/json-schemas.ts';

const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  formats: { 'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/ },
});
const validators = new Map<string, ValidateFunction>();

/**
 * The schema as the package has it, but closed: a field that it does not describe is wrong. Of an excerpt, fields may be
 * missing.
 */
function closed(schema: unknown, excerpt: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((one) => closed(one, excerpt));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema)
    .filter(([key, value]) => !(excerpt && key === 'required' && Array.isArray(value)))
    .map(([key, value]) => [key, closed(value, excerpt)]);
  return {
    ...Object.fromEntries(entries),
    ...('properties' in schema ? { additionalProperties: false } : {}),
  };
}

function validatorOf(name: string, excerpt: boolean): ValidateFunction {
  const key = `${name}${excerpt ? ', an excerpt' : ''}`;
  const known = validators.get(key);
  if (known) return known;
  const schema = jsonSchemas()[name];
  if (!schema) throw new Error(`there is no schema ${name}`);
  const { $id: _, ...rest } = schema;
  const validator = ajv.compile(closed(rest, excerpt) as AnySchema);
  validators.set(key, validator);
  return validator;
}

/** What is wrong with a document by that schema, a line each; empty where nothing is. Takes what JSON makes of it. */
export const faultsOf = (name: string, document: unknown) => faultsBy(validatorOf(name, false), document);
/** The same of a part of a document, from which fields were left out. */
export const excerptFaultsOf = (name: string, document: unknown) =>
  faultsBy(validatorOf(name, true), document);

function faultsBy(validate: ValidateFunction, document: unknown): string[] {
  if (validate(JSON.parse(JSON.stringify(document)))) return [];
  return validate.errors!.map(
    ({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}

/** The name of the schema for what a command line with `--json` prints. */
export function schemaFor(args: readonly string[]): string {
  const [command = ''] = args;
  const has = (...flags: string[]) => flags.some((flag) => args.includes(flag));
  if (command === 'list' && has('-m', '--model')) return 'model';
  if (command === 'list' && has('--runtimes')) return 'runtimes';
  if (command === 'decide' || command === 'guide') return has('--list') ? 'questions' : 'decide';
  return command;
}

/** Throws where what a command line printed is not what the schemas say: its document, or the lines of its events. */
export function expectPrinted(args: readonly string[], code: number | null, stdout: string): void {
  const faults = (name: string, text: string) =>
    faultsOf(name, JSON.parse(text)).map((fault) => `${name}${fault}`);
  let found: string[] = [];
  if (args.includes('--json')) {
    if (stdout === '') return;
    found = faults(code === 2 ? 'refusal' : schemaFor(args), stdout);
  } else if (args.join(' ').includes('--events -')) {
    found = stdout
      .split('\n')
      .flatMap((line) => (line === '' ? [] : faults(args[0] === 'watch' ? 'watch-event' : 'event', line)));
  }
  if (found.length > 0) throw new Error(`heddle ${args.join(' ')}: ${found.join('\n')}`);
}
