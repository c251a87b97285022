import { type Figures, row } from './evidence.ts';

/** A lane that is busy for 20 ms with each of 100 tasks, and computes all that time: it can do 50 of them per second. */
export const oneLane: Figures = {
  model: 'sequential',
  main: { cpuMs: 2000 },
  wallMs: 2000,
  tasks: row(0, 100, 20),
};
/** Twice as fast as it can. */
const computes: Figures = { ...oneLane, ratePerSecond: 100 };
const lanes: Figures = {
  ...computes,
  model: 'threads',
  main: {},
  pool: [{ cpuMs: 2000 }],
  tasks: row(1, 100, 20),
};

/** What to do next where a run did not keep up, by what its lanes did. */
export const rateCases: [rule: string, figures: Figures, next: RegExp][] = [
  ['behind-the-rate', { ...computes, cores: 2 }, /^Try threads: they share 2 cores$/],
  ['behind-the-rate', { ...computes, main: { cpuMs: 10 } }, /^Try async: while one task waits, others run$/],
  ['behind-the-rate', { ...computes, cores: 1 }, /^Lower the rate to about 40\/s, or make/],
  ['behind-the-rate', { ...lanes, cores: 2 }, /^Try 2 at once, one per core$/],
  ['behind-the-rate', { ...lanes, pool: [{ cpuMs: 10 }] }, /^Try more at once: these tasks wait/],
];
