import { findModel } from '../../../catalog/make-plan.ts';
import { models } from '../../../catalog/models.ts';
import { cards } from '../../../guide/cards.ts';
import { planFor } from '../../../guide/claims/check.ts';
import type { CreateScreen, ScreenArgument, ScreenKey } from '../open-screen.ts';
import { drawCard, linesOf } from './draw-card.ts';

/** A card for each model: every line of it leads to the run that shows it. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme } = services;
  let model = 0;
  let line = 0;

  function show(nextModel: number, nextLine = 0): void {
    model = (nextModel + cards.length) % cards.length;
    line = Math.max(0, Math.min(linesOf(model).length - 1, nextLine));
    changed();
  }

  function open({ at }: ScreenArgument): void {
    const found = cards.findIndex((card) => card.model === at);
    if (found < 0 || found === model) return;
    model = found;
    line = 0;
  }

  function inLab(run: boolean): void {
    const { wish } = linesOf(model)[line]!;
    const plan = planFor(wish, services.workloads, services.room);
    if (typeof plan === 'string') services.say(plan);
    else services.openInLab(wish, run);
  }

  open({ at: findModel(services.chosen().model ?? 'async') });
  open(argument);
  return {
    subtitle() {
      // Brackets as well as the mark: colour alone tells nobody.
      const names = models.map(({ id }, at) =>
        at === model ? theme.paint('mark', `[${at + 1} ${id}]`) : ` ${at + 1} ${id} `,
      );
      return ` ${names.join('')}`;
    },
    draw: (size) => drawCard({ model, line, size, theme }),
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
        {
          keys: 'right l tab',
          shown: '←→',
          hint: 'model',
          help: 'the next model',
          press: () => show(model + 1),
        },
        {
          keys: 'left h shift-tab',
          shown: '← h',
          hint: '',
          help: 'the model before',
          press: () => show(model - 1),
        },
        ...cards.map((card, at) => ({
          keys: String(at + 1),
          shown: String(at + 1),
          hint: '',
          help: `the card of ${card.model}`,
          press: () => show(at),
        })),
        {
          keys: 'up k',
          shown: '↑↓',
          hint: 'line',
          help: 'the line before',
          press: () => show(model, line - 1),
        },
        { keys: 'down j', shown: '↓ j', hint: '', help: 'the next line', press: () => show(model, line + 1) },
        { keys: 'home g', shown: 'g', hint: '', help: 'the first line', press: () => show(model, 0) },
        {
          keys: 'end G',
          shown: 'G',
          hint: '',
          help: 'the last line',
          press: () => show(model, linesOf(model).length),
        },
      ];
    },
    enter(argument) {
      open(argument);
      changed();
    },
  };
};
