import * as v from 'valibot';
import type { RunDocument } from '../plain/document.ts';
import { list, schemaOf } from './describe.ts';
import { findingEntries } from './finding.ts';
import { heddleVersion, machine } from './shared.ts';
import { summaryEntries } from './summary.ts';

export const run = schemaOf<RunDocument>()(
  'A run',
  'What `heddle run --json` prints: one run of a workload under one model.',
  v.object({
    ...summaryEntries,
    heddle: heddleVersion,
    findings: list(
      v.object(findingEntries),
      'What the run shows beyond its figures, the most severe first, but a busy machine before what it makes doubtful.',
    ),
    machine,
  }),
);
