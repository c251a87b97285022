import { basename, dirname, extname, sep } from 'node:path';
import type { PythonFunction } from '../../catalog/called.ts';
import { bodyFor, type Form, formOf, modelCard } from '../../catalog/models.ts';
import { count, plural } from '../../format.ts';
import { programMarks } from './program.ts';
import { behindLines, contextLines, inputLines, loopLines, poolLines, serialLines } from './python-pieces.ts';
import { executors, nested, type PythonWish, quoted } from './python-wish.ts';

/** The command that starts it, with the interpreter that it was measured with. */
export const startOfPython = ({ name, plan }: Pick<PythonWish, 'name' | 'plan'>): string =>
  `${shellWord(plan.interpreter?.path ?? 'python3')} ${shellWord(name)}`;

/**
 * A program of the standard library that runs the person's file as a plan of Heddle does, and says how many tasks it did
 * in which time. Null where the file needs what only Heddle has (`set_up`).
 */
export function pythonProgram(wish: PythonWish): string | null {
  const { plan, card, called, command } = wish;
  const body = called.functions[bodyFor(modelCard(plan), card)];
  if (called.setsUp || body === undefined) return null;
  const model = modelCard(plan);
  const form = formOf(model);
  const work = workLines(wish, body);
  const inputs = inputLines(wish);
  const context = body.arguments === 2 ? contextLines(plan, form === 'behind') : null;
  const main = mainOf(form, wish, body);
  const imports = [
    ...['import sys', 'import time', 'import traceback'],
    ...[...work.imports, ...inputs.imports, ...(context?.imports ?? []), ...main.imports],
  ];
  const parts = [
    `${programMarks.python} (${command}): ${doesOf(form, wish)}.`,
    `# Start it: ${startOfPython(wish)}`,
    `${sorted(imports)}\n`,
    work.lines && `${work.lines}\n`,
    context && `\n${context.lines}\n`,
    main.before && `\n${main.before}\n`,
    `\n${main.isAsync ? 'async ' : ''}def main():`,
    ...[inputs.lines, main.lines, report].map(nested),
    "\n\nif __name__ == '__main__':",
    nested(main.isAsync ? 'asyncio.run(main())' : 'main()'),
  ];
  return `${parts.filter(Boolean).join('\n')}\n`;
}

/** What every program ends with: how many tasks are done, and in which time. */
const report = `seconds = time.perf_counter() - started
print('%d of %d tasks done in %.2f s' % (len(inputs) - failed, len(inputs), seconds))
sys.exit(1 if failed else 0)`;

function mainOf(form: Form, { plan }: PythonWish, body: PythonFunction) {
  switch (form) {
    case 'serial':
      return serialLines(body);
    case 'loop':
      return loopLines(body, plan.concurrency);
    case 'behind':
      return behindLines(body, plan);
    case 'lanes':
      return poolLines(body, plan, executors[modelCard(plan).lane]);
  }
}

function doesOf(form: Form, { plan }: PythonWish): string {
  const { concurrency, poolThreads, poolProcesses } = plan;
  const { unit } = modelCard(plan);
  const one = concurrency === 1;
  switch (form) {
    case 'serial':
      return 'one task after another';
    case 'loop':
      return `${plural(concurrency, 'async task')} at once`;
    case 'lanes':
      return `${count(concurrency)} ${one ? unit.replace(/e?s$/, '') : unit}`;
    case 'behind': {
      const pools = [
        ...(poolThreads === null ? [] : [plural(poolThreads, 'thread')]),
        ...(poolProcesses === null
          ? []
          : [`${count(poolProcesses)} process${poolProcesses === 1 ? '' : 'es'}`]),
      ];
      return `${plural(concurrency, 'async task')} at once, their parts in ${pools.join(' and ')}`;
    }
  }
}

/** Names that `import` takes. */
const isName = (text: string) => /^[A-Za-z_]\w*$/.test(text);

/** What makes the function known: an import, or where a name is none for `import`, what loads the file. */
function workLines({ file }: PythonWish, { name }: PythonFunction) {
  const stem = basename(file, extname(file));
  const folder = dirname(file);
  const here = 'os.path.dirname(os.path.abspath(__file__))';
  if (isName(stem) && folder === '.') return { imports: [`from ${stem} import ${name}`], lines: '' };
  const path = [here, ...file.split(sep).map(quoted)].join(', ');
  return {
    imports: ['import importlib.util', 'import os'],
    lines: `spec = importlib.util.spec_from_file_location(${quoted(stem)}, os.path.join(${path}))
work = importlib.util.module_from_spec(spec)
sys.path.insert(0, os.path.dirname(spec.origin))
sys.modules[spec.name] = work
spec.loader.exec_module(work)
${name} = work.${name}`,
  };
}

/** Imports in the order of PEP 8, each once: the standard library, then the person's file. */
function sorted(imports: readonly string[]): string {
  const own = imports.filter(
    (line) => line.startsWith('from ') && !/^from (concurrent|pathlib|types)/.test(line),
  );
  const standard = [...new Set(imports)].filter((line) => !own.includes(line));
  const plain = standard.filter((line) => line.startsWith('import ')).sort();
  const from = standard.filter((line) => line.startsWith('from ')).sort();
  return [...plain, ...from, ...(own.length === 0 ? [] : ['', ...own])].join('\n');
}

const shellWord = (text: string) =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
