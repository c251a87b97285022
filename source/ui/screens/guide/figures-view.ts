import type { Answer, Figures } from '../../../answer/answer.ts';
import { inShort } from '../../../answer/words/numbers.ts';
import { whyNotRows } from '../../../answer/words/why-not.ts';
import { modelIdsOf } from '../../../catalog/models.ts';
import { usualRuntime } from '../../../catalog/runtimes/index.ts';
import { bytes, duration, plural, shortDuration, unmeasured } from '../../../format.ts';
import type { ModelId } from '../../../protocol/plan.ts';
import type { Size as Numbers } from '../../../work/sizes.ts';
import { titleRule } from '../../draw.ts';
import { paragraph, toWidth, toWidthRight } from '../../text.ts';
import type { Theme } from '../../theme.ts';

type Measured = { readonly model: ModelId; readonly size: Numbers | null; readonly figures: Figures | null };

type Column = readonly [title: string, width: number, of: (figures: Figures) => string];

const perTask: Column = ['per task', 9, ({ msPerTask }) => shortDuration(msPerTask)];
const costs: readonly Column[] = [
  ['memory', 8, ({ memoryBytes }) => bytes(memoryBytes)],
  ['CPU per task', 13, ({ cpuMsPerTask }) => shortDuration(cpuMsPerTask)],
  ['lag p99', 8, ({ lagP99Ms }) => shortDuration(lagP99Ms)],
  ['start', 8, ({ startMs }) => shortDuration(startMs)],
];
/** At a rate a task takes as long as until the next falls due. */
const latency: readonly Column[] = [
  ['p50', 8, ({ latencyP50Ms }) => shortDuration(latencyP50Ms)],
  ['p99', 8, ({ latencyP99Ms }) => shortDuration(latencyP99Ms)],
  ['kept up', 8, ({ keptUp }) => (keptUp === null ? unmeasured : keptUp ? 'yes' : 'no')],
];

/** The columns, what it is judged by first; those first that stay on a narrow terminal. */
function columnsOf({ ratePerSecond, tasks, by }: Answer): readonly Column[] {
  if (ratePerSecond !== null) return [...latency, ...costs];
  if (tasks === null || by !== 'time') return [perTask, ...costs];
  const inAll = ({ judged }: Figures) => duration(judged === null ? null : judged * tasks);
  return [['in all', 9, inAll], perTask, ...costs];
}

const nameWidth = 18;

/** The figures that an answer rests on, and what they say of each model. */
export function figuresRows(answer: Answer, width: number, theme: Theme): string[] {
  return [
    titleRule(
      width,
      { title: 'Figures', figure: `medians over ${plural(answer.rounds, 'round')}`, focused: false },
      theme,
    ),
    ...figureTable(answer, width, theme),
    '',
    ...whyNotRows(answer).flatMap((row) =>
      paragraph(' ', typeof row === 'string' ? row : row.command, width),
    ),
  ];
}

/** Medians over the rounds of each model that ran, as many columns as there is room for. */
export function figureTable(answer: Answer, width: number, theme: Theme): string[] {
  const ran = measuredIn(answer);
  const shown: Column[] = [];
  let left = width - nameWidth - 2;
  for (const column of columnsOf(answer)) {
    if (column[1] + 1 > left) break;
    left -= column[1] + 1;
    shown.push(column);
  }
  const head = shown.map(([title, room]) => toWidthRight(title, room)).join(' ');
  return [
    theme.paint('dim', ` ${toWidth('model', nameWidth)} ${head}`),
    ...ran.map(({ model, size, figures }) => {
      const name = toWidth(inShort({ runtime: answer.runtime, model }, size), nameWidth);
      const cells = shown.map(([, room, of]) => toWidthRight(figures ? of(figures) : '—', room)).join(' ');
      return ` ${model === answer.candidate?.model ? theme.paint('strong', name) : name} ${cells}`;
    }),
  ];
}

const { baseline } = usualRuntime;

/** Sequential, the answer, and what else ran, each once, in the order of the models. */
function measuredIn({ candidate, figures, sequential, whyNot, others }: Answer): Measured[] {
  const rest = whyNot.filter((one) => one.figures !== null);
  const chosen: Measured[] = candidate ? [{ model: candidate.model, size: candidate.size, figures }] : [];
  const all: Measured[] = [...chosen, ...rest];
  const first: Measured[] =
    sequential === null || all.some(({ model }) => model === baseline)
      ? []
      : [{ model: baseline, size: null, figures: sequential }];
  const alike: Measured[] = others
    .filter((one) => !all.some(({ model }) => model === one.model))
    .map(({ model, size }) => ({ model, size, figures: null }));
  return [...first, ...all, ...alike].sort(
    (a, b) => modelIdsOf(usualRuntime.id).indexOf(a.model) - modelIdsOf(usualRuntime.id).indexOf(b.model),
  );
}
