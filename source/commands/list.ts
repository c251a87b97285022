import { modelOf } from '../catalog/find-model.ts';
import { withPool } from '../catalog/models.ts';
import { usualRuntime } from '../catalog/runtimes/index.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted, unexpected } from '../command-line/usage-error.ts';
import { count } from '../format.ts';
import { speech } from '../host/output.ts';
import { version } from '../host/version.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { cardDocument, cardLines } from '../plain/card.ts';
import { listDocument } from '../plain/list-document.ts';
import type { ParameterSpec } from '../protocol/workload.ts';

/** `heddle list [--json]`: models and workloads with their parameters; with `--model`, the card of that one. */
export async function list(options: Options): Promise<number> {
  const [word] = options.words;
  if (word !== undefined)
    throw unexpected(word, 'list', 'none; the card of a model is heddle list --model NAME');
  if (options.choice.model !== undefined) return listModel(options.choice.model, options);
  const workloads = await builtInWorkloads();
  process.stdout.write(
    options.json
      ? `${JSON.stringify(listDocument(models, workloads, version), null, 2)}\n`
      : asText(workloads),
  );
  return 0;
}

/** What a model is, what it is good at, what it costs and where it bites, with the runs that show it. */
function listModel(name: string, { json, ascii }: Options): number {
  const model = accepted(modelOf({ model: name }));
  if (json) process.stdout.write(`${JSON.stringify(cardDocument(model, version), null, 2)}\n`);
  else speech(ascii).say(cardLines(model).join('\n'));
  return 0;
}

const { id: runtime, models } = usualRuntime;

/** Names take this many columns; what is said of them stands beside. */
const nameWidth = 14;

function asText(workloads: readonly WorkloadCard[]): string {
  const beside = (text: string) => `${' '.repeat(nameWidth + 2)}${text}`;
  const lines = ['Models', ''];
  for (const model of models) {
    lines.push(`  ${model.id.padEnd(nameWidth)}${model.how}`, beside(`for ${model.goodFor}`));
  }
  lines.push('', 'Workloads', '');
  for (const workload of workloads) {
    lines.push(`  ${workload.id.padEnd(nameWidth)}${workload.shows}`);
    lines.push(beside(`${workload.kind}, ${count(workload.tasks)} tasks unless told otherwise`));
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
  lines.push('', 'A file of your own is a workload too: heddle run ./my-work.ts', '');
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
