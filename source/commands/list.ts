import type { RuntimeCard } from '../catalog/cards.ts';
import { modelOf } from '../catalog/find-model.ts';
import { withPool } from '../catalog/pools.ts';
import { runtimeCard, runtimes, runtimeTitles, usualRuntime } from '../catalog/runtimes/index.ts';
import { type WorkloadCard, workloadsIn } from '../catalog/workloads.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted, unexpected, usageError } from '../command-line/usage-error.ts';
import { count, plural } from '../format.ts';
import { createKeeper } from '../host/cache.ts';
import { speech } from '../host/output.ts';
import { version } from '../host/version.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { surveyInterpreters } from '../launch/interpreters.ts';
import { cardDocument, cardLines } from '../plain/card.ts';
import { listDocument } from '../plain/list-document.ts';
import { runtimeLines, runtimesDocument } from '../plain/runtimes.ts';
import type { ParameterSpec } from '../protocol/workload.ts';

/**
 * `heddle list [--json]`: models and workloads with their parameters; with `--model`, the card of that one; with
 * `--runtimes`, what work can run on.
 */
export async function list(options: Options): Promise<number> {
  const [word] = options.words;
  if (word !== undefined)
    throw unexpected(word, 'list', 'none; the card of a model is heddle list --model NAME');
  if (options.runtimes !== null) return listRuntimes(options);
  if (options.choice.model !== undefined) return listModel(options);
  const card = runtimeCard(options.choice.runtime ?? usualRuntime.id);
  const workloads = workloadsIn(card.id, await builtInWorkloads());
  process.stdout.write(
    options.json
      ? `${JSON.stringify(listDocument(card.models, workloads, version), null, 2)}\n`
      : asText(card, workloads),
  );
  return 0;
}

/** What a model is, what it is good at, what it costs and where it bites, with the runs that show it. */
function listModel({ choice: { model: name, runtime }, json, ascii }: Options): number {
  const model = accepted(modelOf({ model: name, runtime }));
  if (json) process.stdout.write(`${JSON.stringify(cardDocument(model, version), null, 2)}\n`);
  else speech(ascii).say(cardLines(model).join('\n'));
  return 0;
}

/** Node.js, and every Python that is found from this folder, also those that cannot be used. */
async function listRuntimes({ runtimes, choice, json, ascii }: Options): Promise<number> {
  if (runtimes !== '')
    throw usageError('arguments', '--runtimes takes no value with list', 'use heddle list --runtimes');
  if (choice.model !== undefined) throw usageError('arguments', '--model and --runtimes exclude each other');
  const survey = await surveyInterpreters({ near: process.cwd() }, { memory: createKeeper() });
  const host = { version: process.versions.node, path: process.execPath, platform: process.platform };
  if (json) process.stdout.write(`${JSON.stringify(runtimesDocument(host, survey, version), null, 2)}\n`);
  else speech(ascii).say(runtimeLines(host, survey).join('\n'));
  return 0;
}

/** Names take this many columns; what is said of them stands beside. */
const nameWidth = 14;

function asText({ id: runtime, models }: RuntimeCard, workloads: readonly WorkloadCard[]): string {
  const beside = (text: string) => `${' '.repeat(nameWidth + 2)}${text}`;
  const where = runtime === usualRuntime.id ? '' : ` in ${runtimeTitles[runtime]}`;
  const lines = [`Models${where}`, ''];
  for (const { id, how, goodFor, since } of models) {
    lines.push(`  ${id.padEnd(nameWidth)}${how}`, beside(`for ${goodFor}`));
    if (since !== undefined) lines.push(beside(`needs ${runtimeTitles[runtime]} ${since} or newer`));
  }
  lines.push('', `Workloads${where}`, '');
  for (const workload of workloads) {
    lines.push(`  ${workload.id.padEnd(nameWidth)}${workload.shows}`);
    lines.push(beside(`${workload.kind}, ${plural(workload.tasks, 'task')} unless told otherwise`));
    for (const [name, spec] of Object.entries(workload.parameters)) {
      lines.push(beside(`--set ${name}=${spec.default}  ${describe(spec)}`));
      for (const line of refusedChoices(name, spec)) lines.push(beside(`  ${line}`));
    }
    if (workload.parts.length > 0) {
      lines.push(
        beside(`parts that ${withPool({ runtime })} has done behind its loop: ${workload.parts.join(', ')}`),
      );
    }
    for (const model of models) {
      const reason = workload.refuses[model.id];
      if (reason) lines.push(beside(`not under ${model.id}: ${reason}`));
    }
  }
  const file = runtime === 'python' ? './my_work.py' : './my-work.ts';
  lines.push('', `A file of your own is a workload too: heddle run ${file}`);
  const other = runtimes.find(({ id }) => id !== runtime)!;
  lines.push(`For ${runtimeTitles[other.id]}: heddle list --runtime ${other.id}`, '');
  return lines.join('\n');
}

/** `how=atomics not under processes: they share no memory`. */
function refusedChoices(name: string, spec: ParameterSpec): string[] {
  if (spec.type !== 'choice') return [];
  return Object.entries(spec.refuses ?? {}).flatMap(([choice, refuses]) =>
    Object.entries(refuses).map(([model, reason]) => `${name}=${choice} not under ${model}: ${reason}`),
  );
}

function describe(spec: ParameterSpec): string {
  if (spec.type === 'choice') return `${spec.title}: ${spec.choices.join(', ')}`;
  const unit = spec.unit === '' ? '' : ` ${spec.unit}`;
  return `${spec.title}, ${spec.min} to ${Number.isInteger(spec.max) ? count(spec.max) : spec.max}${unit}`;
}
