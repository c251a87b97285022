import { figureCard } from '../../../catalog/figures.ts';
import { compareRuns } from '../../../comparison/compare-runs.ts';
import { count, duration, plural, range, seconds, unmeasured } from '../../../format.ts';
import { judgeProof, type ProofFigure, type ProofRuling } from '../../../guide/judge-proof.ts';
import { bar, type Size, titleRule } from '../../draw.ts';
import { elapsedMs } from '../../panes/pane.ts';
import { paragraph, toWidth, toWidthRight } from '../../text.ts';
import { type Style, signs, type Theme } from '../../theme.ts';
import { labelled } from '../shared/rows.ts';
import type { GuideWork, ProofRun } from './state.ts';

const styles: Readonly<Record<ProofRuling['ruling'], Style>> = {
  agrees: 'ok',
  'no-clear-winner': 'warn',
  'guide-is-wrong': 'bad',
  'not-enough': 'warn',
};
const expected: Readonly<Record<ProofFigure['expected'], string>> = {
  verdict: 'the verdict',
  worse: 'slower',
  level: 'about as fast',
};
const titles = { wallMs: figureCard('wallMs').title, lightP99Ms: 'light p99' } as const;

/** The claim, what was measured beside what was expected, and what the machine says to it. */
export function proofView(
  { proof, batch }: ProofRun,
  work: GuideWork,
  { width }: Size,
  theme: Theme,
): string[] {
  const { ended, turns, state } = batch;
  const ruling = judgeProof(proof, compareRuns(turns, ended));
  const rows = [
    titleRule(width, { title: 'Prove it', figure: progress(batch), focused: false }, theme),
    ...labelled('Claim', proof.claim, width, theme, 'strong'),
    ...labelled('Run', proof.compare, width, theme, 'dim'),
    ...(proof.note ? labelled('Note', proof.note, width, theme) : []),
    ...(work.own ? labelled('Your file', elsewhere(proof.wish.workload, work.id), width, theme, 'warn') : []),
    '',
    ...figureRows(ruling, width, theme),
    '',
  ];
  if (state === 'done')
    return [...rows, ...labelled('Result', ruling.sentence, width, theme, styles[ruling.ruling])];
  if (state === 'stopped')
    return [
      ...rows,
      ...labelled(
        'Result',
        'Stopped before all runs ended, so there is no result. Press p to run it again.',
        width,
        theme,
        'warn',
      ),
    ];
  return [...rows, ...labelled('Now', underWay(batch), width, theme, 'run')];
}

/** What proves a verdict is a workload that shows it in any case, which the person's own need not be. */
function elsewhere(workload: string, own: string): string {
  return `These runs are of Heddle's workload ${workload}, not of ${own}. Press f to compare ${own}.`;
}

function progress({ ended, turns, state }: ProofRun['batch']): string {
  if (state === 'running') return `run ${Math.min(turns.length, ended.length + 1)} of ${turns.length}`;
  return `${plural(ended.length, 'run')}${state === 'stopped' ? ', stopped' : ''}`;
}

function underWay({ current, turns, ended }: ProofRun['batch']): string {
  const turn = turns[ended.length];
  if (!turn) return 'The last run ends';
  const { plan } = turn;
  if (!current || current.runningSinceMs === null)
    return `${signs.running} ${plan.workload} under ${plan.model}: starting`;
  const { done, failed } = current.tasks.counts;
  return `${signs.running} ${plan.workload} under ${plan.model}: ${count(done + failed)} of ${plural(plan.tasks, 'task')}, ${seconds(elapsedMs(current))}`;
}

/** A row a model: expected, median, spread, and a bar where there is room. */
function figureRows({ figures, by }: ProofRuling, width: number, theme: Theme): string[] {
  const most = Math.max(0, ...figures.map(({ value }) => value?.median ?? 0));
  const room = Math.max(0, width - 61);
  const head = ` ${toWidth('model', 11)} ${toWidth('expected', 16)} ${toWidthRight(titles[by], 12)}  least – most`;
  return [
    theme.paint('dim', head),
    ...figures.flatMap(({ model, expected: role, value, problem }) => {
      const name = toWidth(model, 11);
      const median = toWidthRight(value ? duration(value.median) : unmeasured, 12);
      const shown = ` ${role === 'verdict' ? theme.paint('strong', name) : name} ${toWidth(expected[role], 16)} ${median}  `;
      if (!value) return paragraph(shown, problem ?? '', width);
      const spread = range(value, duration);
      const drawn = room > 8 && most > 0 ? theme.paint('bar', bar(value.median / most, room)) : '';
      return toWidth(shown + (drawn === '' ? spread : `${toWidth(spread, 16)} ${drawn}`), width);
    }),
  ];
}
