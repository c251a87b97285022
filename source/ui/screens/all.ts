import { createScreen as claims } from './claims/index.ts';
import { createScreen as compare } from './compare/index.ts';
import { createScreen as guide } from './guide/index.ts';
import { createScreen as models } from './models/index.ts';
import type { ScreenId } from './screen.ts';
import type { CreateScreen } from './services.ts';
import { createScreen as table } from './table/index.ts';
import { createScreen as tour } from './tour/index.ts';
import { createScreen as watch } from './watch/index.ts';

/** What makes each screen but the lab, which is there from the beginning. */
export const screens: Readonly<Record<Exclude<ScreenId, 'lab'>, CreateScreen>> = {
  guide,
  compare,
  table,
  models,
  tour,
  claims,
  watch,
};
