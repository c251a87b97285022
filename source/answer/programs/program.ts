import type { Called } from '../../catalog/called.ts';
import { bodyFor, hasPoolBehind, modelCard } from '../../catalog/models.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import type { Plan, RuntimeId } from '../../protocol/plan.ts';

/** What a program is to run, and how. */
export type ProgramWish = {
  /** Its file, as it is started: `resize-async.mjs`. */
  readonly name: string;
  /** The person's file as the program imports it: `./resize.ts`. */
  readonly file: string;
  /** Files that Node.js has to be told are ES modules, as the program finds them: see `Called`. */
  readonly modules: Called['modules'];
  /** The file of the inputs, or the pattern of those files, as the program finds it; null where there are none. */
  readonly inputsPath: string | null;
  /** What Heddle is asked for the same work: it stands in the first line. */
  readonly command: string;
  readonly card: Pick<WorkloadCard, 'bodies' | 'kind' | 'parts'> & { readonly called?: Called | undefined };
  readonly plan: Plan;
};

/** The pieces of a program that are about the person's work. */
export type Pieces = {
  /** The first lines: what it is, and how it is started. */
  readonly head: string;
  /** What loads the file at once: an import, and statements behind the imports. */
  readonly importWork: { readonly imports: readonly string[]; readonly lines: string };
  /** The same where the file is loaded later, or not at all. */
  readonly loadWork: { readonly imports: readonly string[]; readonly lines: string };
  /** `const inputs = …;`, what there is one task for each of. */
  readonly inputs: string;
  /** Further imports that `inputs` needs. */
  readonly inputImports: readonly string[];
  /** The context that tasks look at, with imports of its own; null where they look at none. */
  readonly context: { readonly lines: string; readonly imports: readonly string[] } | null;
  /** What a part of a task is given beside its input. */
  readonly partContext: string;
  /** `work(input)`: one task, in the scope of `work`, `index` and `input`. */
  readonly call: string;
};

/** The first words of every program: what begins so may be overwritten. */
export const programMarks: Readonly<Record<RuntimeId, string>> = {
  node: '// Written by heddle',
  python: '# Written by heddle',
};

/** The command that starts it. libuv reads the size of its pool when a process starts: a line in the program is too late. */
export function startOf({ name, plan, card }: Pick<ProgramWish, 'name' | 'plan' | 'card'>): string {
  const threads = plan.libuvThreads === null ? '' : `UV_THREADPOOL_SIZE=${plan.libuvThreads} `;
  const { compiled = null } = card.called ?? {};
  const runtime = { 'by-node': 'node --experimental-transform-types', 'by-esbuild': 'npx tsx' };
  return `${threads}${compiled === null ? 'node' : runtime[compiled]} ${name}`;
}

/** What a program says of the person's work. `does`: how it runs the tasks, `two worker threads`. */
export function piecesOf(wish: ProgramWish, does: string): Pieces {
  const { card, plan, file, command } = wish;
  const { export: exported } = plan;
  const called = card.called!;
  const imported =
    exported === null
      ? `import work from ${quoted(file)};`
      : `import { ${exported} as work } from ${quoted(file)};`;
  const loaded = loadLines(wish);
  const body = bodyFor(modelCard(plan), card);
  const { lines, imports } = inputLines(wish);
  return {
    head: `${programMarks.node} (${command}): ${does}.\n// Start it: ${startOf(wish)}`,
    importWork: wish.modules.length === 0 ? { imports: [imported], lines: '' } : loaded,
    loadWork: loaded,
    inputs: lines,
    inputImports: imports,
    partContext: `{ parameters: ${JSON.stringify(plan.parameters)}, seed: ${plan.seed} }`,
    context: called.withContext ? contextLines(wish) : null,
    call: `work${called.as === 'function' ? '' : `.${body}`}(input${called.withContext ? ', contextOf(index, input)' : ''})`,
  };
}

function loadLines({ file, plan, modules }: ProgramWish): Pieces['loadWork'] {
  const { export: exported } = plan;
  const load = `const { ${exported ?? 'default'}: work } = await import(${quoted(file)});`;
  if (modules.length === 0) return { imports: [], lines: load };
  const entries = modules.map(([path, format]) => `  [href(${quoted(path)})]: ${quoted(format)},`);
  const lines = `// This tells Node.js that files are ES modules, whatever their package.json says.
const href = (path) => new URL(path, import.meta.url).href;
const formats = {
${entries.join('\n')}
};
registerHooks({
  load: (url, context, next) =>
    next(url, { ...context, format: formats[url] ?? context.format }),
});
${load}`;
  return { imports: ["import { registerHooks } from 'node:module';"], lines };
}

function inputLines({ inputsPath: path, plan }: ProgramWish): { lines: string; imports: string[] } {
  const { tasks, inputs } = plan;
  if (inputs === null || path === null) {
    return {
      lines: `const inputs = Array.from({ length: ${tasks} }, (_, index) => index); // your own list goes here`,
      imports: [],
    };
  }
  const { kind, count } = inputs;
  const text = `readFileSync(${quoted(path)}, 'utf8')`;
  const items = {
    files: `globSync(${quoted(path)}).sort()`,
    json: `JSON.parse(${text})`,
    lines: `${text}.split(/\\r?\\n/).filter((line) => line !== '')`,
    'json-lines': `${text}.split('\\n').flatMap((line) => (line.trim() ? [JSON.parse(line)] : []))`,
  }[kind];
  const imports = [`import { ${kind === 'files' ? 'globSync' : 'readFileSync'} } from 'node:fs';`];
  if (tasks === count) return { lines: `const inputs = ${items};`, imports };
  const repeated = `Array.from({ length: ${tasks} }, (_, index) => items[index % items.length])`;
  return { lines: `const items = ${items};\nconst inputs = ${repeated};`, imports };
}

function contextLines({ plan, card }: ProgramWish): { lines: string; imports: string[] } {
  const { inputs } = plan;
  const here = 'async (part, input) => work.parts[part](input, contextOf())';
  const isBehind = hasPoolBehind(modelCard(plan), card);
  const offload = card.parts.length === 0 ? [] : [isBehind ? '  offload,' : `  offload: ${here},`];
  const entries = [
    `  index, ${inputs === null ? '' : 'input, '}tasks: ${plan.tasks}, seed: ${plan.seed}, parameters: ${JSON.stringify(plan.parameters)},`,
    '  signal: new AbortController().signal, cancelled: false, progress() {},',
    '  sleep: setTimeout, yield: setImmediate, transfer: (value) => value,',
    ...offload,
  ];
  const given = inputs === null ? 'index' : 'index, input';
  return {
    lines: `// What Heddle passes as well: keep what your function uses.\nconst contextOf = (${given}) => ({\n${entries.join('\n')}\n});`,
    imports: ["import { setImmediate, setTimeout } from 'node:timers/promises';"],
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/** A program out of its lines; null ones, and blank ones in a row, are left out. */
export function programOf(lines: readonly (string | null)[]): string {
  const text = lines.filter((line) => line !== null).join('\n');
  return `${text.replaceAll(/\n{3,}/g, '\n\n')}\n`;
}

/** Imports in the order in which editors sort them, each once. */
export function sorted(imports: readonly string[]): string {
  const from = (line: string) => line.slice(line.lastIndexOf(' from '));
  return [...new Set(imports)].sort((a, b) => (from(a) < from(b) ? -1 : 1)).join('\n');
}

/** What every program ends with: how many tasks are done, and in which time. */
export const report = `const seconds = ((performance.now() - started) / 1000).toFixed(2);
console.log(\`\${inputs.length - failed} of \${inputs.length} tasks done in \${seconds} s\`);
if (failed > 0) process.exitCode = 1;`;

/** A task that fails is told, and the others go on. `call`: see `Pieces`. */
export const runOne = (call: string) => `async function run(index, input) {
  try {
    results[index] = await ${call};
  } catch (error) {
    failed += 1;
    console.error('task', index, 'failed:', error);
  }
}`;

/** All tasks on one loop, `atOnce` of them pending together. */
export const runners = (
  atOnce: number,
) => `// Each runner takes the next input as soon as its last task has ended.
const queue = inputs.entries();
async function runner() {
  for (const [index, input] of queue) await run(index, input);
}

const started = performance.now();
await Promise.all(Array.from({ length: ${atOnce} }, runner));
${report}`;

export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
