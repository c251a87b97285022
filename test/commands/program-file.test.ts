import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programMarks, programOfAnswer } from '../../source/answer/programs/index.ts';
import { checkProgramFile, writeProgram } from '../../source/commands/program-file.ts';
import { answerOf, candidateOf } from '../answer/helpers/answers.ts';
import { planOf } from '../helpers/plan.ts';
import { cards } from '../ui/helpers/plans.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'heddle-program-file-')));
const before = process.cwd();
beforeAll(() => {
  mkdirSync(join(folder, 'sub'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const called = { as: 'function', withContext: false, setsUp: false, modules: [], compiled: null } as const;
const card = { ...cards[0]!, bodies: ['run'] as const, module: join(folder, 'resize.ts'), called };
const work = { word: './resize.ts', card };

describe('the program of an answer', () => {
  test('has a usual name, and imports the file from where it is', () => {
    const program = programOfAnswer(answerOf(), work, null)!;
    expect(program).toMatchObject({ name: 'resize-threads.mjs', start: 'node resize-threads.mjs' });
    expect(program.source).toContain("import('./resize.ts')");
    expect(programOfAnswer(answerOf(), work, 'sub/it.mjs')!.source).toContain("import('../resize.ts')");
  });

  test('tells Node.js of the modules that need it, from where the program is', () => {
    const modules = [[join(folder, 'resize.ts'), 'module-typescript']] as const;
    const told = { ...work, card: { ...card, called: { ...called, modules } } };
    expect(programOfAnswer(answerOf(), told, 'sub/it.mjs')!.source).toContain(
      "[href('../resize.ts')]: 'module-typescript',",
    );
  });

  test('reads inputs from the folder it is started in', () => {
    const inputs = { kind: 'files', path: folder, pattern: 'in/*.csv', count: 4 } as const;
    const candidate = { ...candidateOf('threads', 2), plan: planOf({ model: 'threads', inputs }) };
    expect(programOfAnswer(answerOf({ candidate }), work, null)!.source).toContain("globSync('in/*.csv')");
    const lines = { kind: 'lines', path: join(folder, 'in/a.txt'), pattern: null, count: 4 } as const;
    const other = { ...candidate, plan: planOf({ model: 'threads', inputs: lines }) };
    expect(programOfAnswer(answerOf({ candidate: other }), work, null)!.source).toContain(
      "readFileSync('in/a.txt'",
    );
  });

  test('there is none where nothing can be told, nor for a built-in workload', () => {
    expect(programOfAnswer(answerOf({ candidate: null }), work, null)).toBeNull();
    expect(programOfAnswer(answerOf(), { word: 'wait', card: { ...card, module: null } }, null)).toBeNull();
  });
});

describe('where it is written', () => {
  test('it is what it was shown as, and may be written again', () => {
    const program = programOfAnswer(answerOf(), work, 'it.mjs')!;
    expect(writeProgram(program).refusal).toBeNull();
    expect(readFileSync('it.mjs', 'utf8')).toBe(program.source);
    expect(program.source.startsWith(programMarks.node)).toBe(true);
    expect(checkProgramFile('it.mjs', 'node').refusal).toBeNull();
  });

  test('no file of a person’s own is overwritten, no other kind of file is made', () => {
    writeFileSync('mine.mjs', 'export default () => {};\n');
    expect(checkProgramFile('mine.mjs', 'node').refusal).toMatchObject({
      field: 'code',
      problem: 'would overwrite mine.mjs',
      remedy: 'name a file that is not there',
    });
    expect(checkProgramFile('it.ts', 'node').refusal).toMatchObject({ remedy: 'its name must end in .mjs' });
    expect(checkProgramFile('none/it.mjs', 'node').refusal?.problem).toBe(
      `is in a folder that does not exist: ${join(folder, 'none')}`,
    );
  });
});
