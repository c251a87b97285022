import { modelOf, planFor } from '../../../catalog/make-plan.ts';
import { runtimeCard } from '../../../catalog/runtimes/index.ts';
import type { ScreenArgument, ScreenKey } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { pairKey } from '../shared/keys.ts';
import { drawCard, linesOf } from './draw-card.ts';

/** A card for each model: every line of it leads to the run that shows it. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  const { runtime, model: chosen } = modelOf(services.chosen());
  const { models } = runtimeCard(runtime);
  let model = 0;
  let line = 0;

  function show(nextModel: number, nextLine = 0): void {
    model = (nextModel + models.length) % models.length;
    line = Math.max(0, Math.min(linesOf(models[model]!).length - 1, nextLine));
    changed();
  }

  function open({ at }: ScreenArgument): void {
    const found = models.findIndex(({ id }) => id === at);
    if (found < 0 || found === model) return;
    model = found;
    line = 0;
  }

  function inLab(run: boolean): void {
    const { wish } = linesOf(models[model]!)[line]!;
    const plan = planFor(wish, services.workloads, services.room);
    if (typeof plan === 'string') services.say(plan);
    else services.openInLab(wish, run);
  }

  open({ at: chosen });
  open(argument);
  return {
    subtitle() {
      // Brackets as well as the mark: colour alone tells nobody.
      const names = models.map(({ id }, at) =>
        at === model ? theme.paint('mark', `[${at + 1} ${id}]`) : ` ${at + 1} ${id} `,
      );
      return ` ${names.join('')}`;
    },
    draw: (size) => drawCard({ model: models[model]!, line, size, theme }),
    keys(): ScreenKey[] {
      return [
        {
          keys: 'enter r',
          shown: 'Enter',
          hint: 'run it',
          help: 'run what shows this line, in the lab',
          press: () => inLab(true),
        },
        {
          keys: 'o',
          shown: 'o',
          hint: 'lab',
          help: 'open that run in the lab, without starting it',
          press: () => inLab(false),
        },
        pairKey({
          ...{ back: 'left h shift-tab', on: 'right l tab', shown: '←→', hint: 'model' },
          help: 'the model before, the next model',
          go: (step) => show(model + step),
        }),
        {
          keys: models.map((_, at) => at + 1).join(' '),
          shown: `1-${models.length}`,
          hint: '',
          help: 'the card of that model',
          press: (key) => show(Number(key) - 1),
        },
        pairKey({
          ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: 'line' },
          help: 'the line before, the next line',
          go: (step) => show(model, line + step),
        }),
        pairKey({
          ...{ back: 'home g', on: 'end G', shown: 'g G', hint: '' },
          help: 'the first line, the last line',
          go: (step) => show(model, step === 1 ? linesOf(models[model]!).length : 0),
        }),
      ];
    },
    enter(argument) {
      open(argument);
      changed();
    },
  };
};
