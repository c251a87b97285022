import { createScreen as claims } from './claims/index.ts';
import { createScreen as compare } from './compare/index.ts';
import { createScreen as guide } from './guide/index.ts';
import { createScreen as models } from './models/index.ts';
import type { CreateScreen, ScreenId } from './screen.ts';
import { createScreen as table } from './table/index.ts';
import { createScreen as tour } from './tour/index.ts';

/** What makes each screen. */
export const screens: Readonly<Record<ScreenId, CreateScreen>> = {
  guide,
  compare,
  table,
  models,
  tour,
  claims,
};
