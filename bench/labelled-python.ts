/**
 * `node bench/labelled-python.ts`: the labelled programs in Python. Bare programs measure what is right, Heddle answers,
 * and a line of each shows both. Words choose programs by their names; `--no-bare` trusts the table. About a minute each.
 */
import { parseArgs } from 'node:util';
import { findInterpreters } from '../source/launch/interpreters.ts';
import { decide, isRight } from './labelled/answers.ts';
import { pythonLabel, pythonPrograms } from './labelled/python-programs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'no-bare': { type: 'boolean', default: false } },
});
const [interpreter] = await findInterpreters({});
if (!interpreter) throw new Error('there is no CPython on this machine');
const chosen = pythonPrograms.filter(
  ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
);
let count = 0;
for (const program of chosen) {
  const label = values['no-bare'] ? null : await pythonLabel(program, interpreter.path, 1);
  const right = label === null || program.onlyRight ? program.right : label.right;
  const said = await decide(program);
  const ok = isRight(said, right);
  if (ok) count++;
  const bare = label?.rates.map(
    ({ model, lanes, perSecond }) => `${model} ${lanes} ${perSecond.toFixed(1)}/s`,
  );
  const cells = [program.name.padEnd(24), said.text.padEnd(28), said.natures.join(' ').padEnd(30)];
  process.stdout.write(`${ok ? '✓' : '✗'} ${cells.join('  ')}  ${(bare ?? program.right).join(', ')}\n`);
}
process.stdout.write(`right: ${count} of ${chosen.length}\n`);
