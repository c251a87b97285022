/**
 * `node bench/labelled.ts`: the labelled programs. Bare programs measure what is right, Heddle answers, and a table shows
 * both. Words choose programs by their names; `--rounds N` for the bare ones, 0 to trust the table; `--no-heddle` to
 * measure them only; `--json`. It takes about a minute per program.
 */
import { parseArgs } from 'node:util';
import { decide, isRight, type Said } from './labelled/answers.ts';
import { type Label, labelOf } from './labelled/label.ts';
import { type Program, programs } from './labelled/programs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '2' },
    'no-heddle': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const chosen = programs.filter(
  ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
);

type Row = { program: string; table: string[]; label: Label | null; said: Said | null; ok: boolean | null };

const rows: Row[] = [];
for (const program of chosen) {
  const row = await judge(program);
  rows.push(row);
  if (!values.json) process.stdout.write(`${show(row)}\n`);
}
const answered = rows.filter(({ ok }) => ok !== null);
if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else if (answered.length > 0) {
  process.stdout.write(`right: ${answered.filter(({ ok }) => ok).length} of ${answered.length}\n`);
}

async function judge(program: Program): Promise<Row> {
  const label = rounds === 0 ? null : await labelOf(program, rounds);
  const right = label === null || program.onlyRight ? program.right : label.right;
  const said = values['no-heddle'] ? null : await decide(program);
  const ok = said === null ? null : isRight(said, right);
  return { program: program.name, table: program.right, label, said, ok };
}

function show({ program, table, label, said, ok }: Row): string {
  const ratios = label?.best
    .map(({ model, lanes, ratio }) => `${model} ${lanes} ${ratio.toFixed(2)}`)
    .join(', ');
  const bare = ratios === undefined ? `table: ${table.join(', ') || 'none'}` : ratios;
  const sign = ok === null ? ' ' : ok ? '✓' : '✗';
  const seconds = said === null ? '' : `${(said.tookMs / 1000).toFixed(0)} s, ${said.rounds} rounds`;
  return [
    `${sign} ${program.padEnd(36)}`,
    (said?.text ?? '').padEnd(28),
    (said?.natures.join(' ') ?? '').padEnd(26),
    seconds.padEnd(16),
    bare,
    // What a wrong answer rests on.
    ...(ok === false && said !== null ? [`\n    ${said.whyNot}`] : []),
  ].join('  ');
}
