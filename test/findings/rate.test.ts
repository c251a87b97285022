import { row } from './helpers/evidence.ts';
import { oneLane } from './helpers/rate-cases.ts';
import { truthTable } from './helpers/truth-table.ts';

truthTable('behind-the-rate', [
  ['without a rate', oneLane, false],
  ['as fast as it can', { ...oneLane, ratePerSecond: 50 }, false],
  ['a little faster than it can', { ...oneLane, ratePerSecond: 60 }, true],
  ['twice as fast as it can', { ...oneLane, ratePerSecond: 100 }, true],
  ['before it has ended', { ...oneLane, ratePerSecond: 100, outcome: null }, false],
  ['too few to tell', { ...oneLane, tasks: row(0, 40, 20), ratePerSecond: 100 }, false],
]);
