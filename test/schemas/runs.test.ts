import { describe, expect, test } from 'vitest';
import { refuse } from '../../source/catalog/refusal.ts';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { advice, type Change } from '../../source/findings/step.ts';
import type { MachineDescription } from '../../source/machine/description.ts';
import { comparisonDocument } from '../../source/plain/comparison-document.ts';
import { documentOf, refusalDocument } from '../../source/plain/document.ts';
import { type Outcome, outcomes, type RunEvent } from '../../source/protocol/events.ts';
import { heldCauses } from '../../source/protocol/held.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession } from '../../source/session/state.ts';
import { runsOf } from '../comparison/helpers/runs.ts';
import { type Figures, row, sessionOf } from '../findings/helpers/evidence.ts';
import { everyEvent } from '../helpers/events.ts';
import { planOf } from '../helpers/plan.ts';
import { endedEvent } from '../helpers/played-sources.ts';
import { faultsOf } from '../helpers/schemas.ts';

const machine: MachineDescription = {
  cpu: 'Any CPU',
  cores: 4,
  physicalCores: null,
  memoryBytes: 8e9,
  os: 'Any OS',
  virtual: null,
};
const heddle = '1.2.3';

const sessionAfter = (events: readonly RunEvent[]) =>
  events.reduce(reduce, createSession(planOf({ tasks: 2, parameters: { ms: 5, mode: 'fast', deep: true } })));
const faultsAfter = (...events: readonly RunEvent[]) =>
  faultsOf('run', documentOf(sessionAfter(events), machine, heddle));
const running = Object.values(everyEvent).filter(({ type }) => type !== 'run-ended');

describe('run', () => {
  test('that never started', () => expect(faultsAfter(endedEvent('crashed', 'no engine'))).toEqual([]));
  test('under way', () => expect(faultsAfter(...running)).toEqual([]));
  test('without samples', () => {
    const seen = running.filter(({ type }) => type !== 'sample' && type !== 'held');
    expect(faultsAfter(...seen, endedEvent())).toEqual([]);
  });
  test.each<Outcome>(outcomes)('%s', (outcome) => {
    expect(faultsAfter(...running, endedEvent(outcome, 'why'))).toEqual([]);
  });
  test.each([null, ...heldCauses])('its loop held: %s', (cause) => {
    const held = { ...everyEvent.held, cause };
    const request = { kind: 'request', request: 'GET /', certainty: 'exact' } as const;
    for (const holder of [held.holder, request, null])
      expect(faultsAfter(...running, { ...held, holder, frames: [] }, endedEvent())).toEqual([]);
  });

  const shown: [string, Figures][] = [
    ['a frozen loop', { model: 'async', tasks: row(0, 1, 900), freezes: [{ durationMs: 900, task: 0 }] }],
    [
      'lanes that use all cores',
      { pool: [{ cpuMs: 1000 }, { cpuMs: 1000 }], tasks: [...row(1, 1, 1000), ...row(2, 1, 1000)] },
    ],
    ['lost updates', { check: { lostUpdates: 5 } }],
    ['a lane that crashed', { pool: [{ reason: 'out of memory', openings: 2 }] }],
    ['a quota', { quotaCores: 0.5, throttledMs: 600, main: { cpuMs: 400 }, tasks: row(0, 1, 1000) }],
    ['what does not clone', { errors: [['DataCloneError', 'DATA_CLONE_ERR', 'x could not be cloned']] }],
    ['too little', { wallMs: 3, tasks: row(0, 2, 1) }],
  ];
  test.each(shown)('whose findings are told: %s', (_, figures) => {
    const document = documentOf(sessionOf(figures), machine, heddle);
    expect(document.findings.length).toBeGreaterThan(0);
    expect(faultsOf('run', document)).toEqual([]);
  });

  const changes: Change[] = [
    { kind: 'model', model: 'threads' },
    { kind: 'at-once', to: 'fewer' },
    { kind: 'tasks', to: 480 },
    { kind: 'tasks', to: 480, atOnce: 24 },
    { kind: 'pool', to: 4 },
    { kind: 'libuv-threads', to: 'more' },
    { kind: 'again' },
  ];
  test.each(changes)('that leads to another: $kind', (change) => {
    const document = documentOf(sessionOf(shown[0]![1]), machine, heddle);
    const findings = document.findings.map((finding) => ({ ...finding, ...advice(change, '.') }));
    expect(faultsOf('run', { ...document, findings })).toEqual([]);
  });
});

describe('compare', () => {
  const faults = (...runs: Parameters<typeof runsOf>) => {
    const [turns, ran] = runsOf(...runs);
    return faultsOf('compare', { ...comparisonDocument(compareRuns(turns, ran), ran, heddle), machine });
  };
  const figures = [{ name: 'lostUpdates', title: 'lost', value: 3, unit: 'updates' }];

  test('with a winner', () => expect(faults({ sequential: [800, 820], async: [410, 400] })).toEqual([]));
  test('without the baseline', () => expect(faults({ threads: [800], async: [410] })).toEqual([]));
  test("with figures of the workload's own", () => {
    expect(
      faults({ async: [{ wallMs: 5, lagP99Ms: 1, memoryBytes: 1e6, startMs: 3, busyCores: 1, figures }] }),
    ).toEqual([]);
  });
  test('on a busy machine', () => {
    expect(faults({ sequential: [{ wallMs: 900, queuedRatio: 0.5, busyCores: 0.4 }] })).toEqual([]);
  });
  test.each<Outcome>(outcomes)('with a run that ended: %s', (outcome) => {
    expect(faults({ sequential: [100, 110], threads: [100, { outcome, message: 'why' }] })).toEqual([]);
  });
});

test.each(Object.values(everyEvent))('event: $type', (event) => expect(faultsOf('event', event)).toEqual([]));

test('a refusal of a field, of a parameter, of an answer, and of the command line', () => {
  for (const field of ['tasks', 'parameters.ms', 'answers.cpu'] as const) {
    const { refusal } = refuse(field, 'is 0', 'it must be more');
    expect(faultsOf('refusal', refusalDocument(refusal, 'line', heddle))).toEqual([]);
  }
  expect(faultsOf('refusal', refusalDocument(null, 'unknown option', heddle))).toEqual([]);
});
