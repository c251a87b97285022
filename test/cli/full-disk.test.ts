import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeEvent } from '../../source/protocol/decode.ts';
import { startHeddle } from './helpers/heddle.ts';

/** As on a full disk: no file grows beyond 8 KB. */
const before = ['sh', '-c', 'ulimit -f 16 && exec "$@"', 'sh'];

test.runIf(process.platform !== 'win32')(
  'a recording that finds no more room ends with a whole line, and one line says so; its run goes on',
  async () => {
    await using heddle = startHeddle(['run', 'noop', '-t', '1000', '--events', 'e.ndjson', '--plain'], {
      before,
    });
    const { code, stdout, stderr } = await heddle.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('1000 done');
    expect(stderr.match(/--events e\.ndjson is incomplete: EFBIG/g)).toHaveLength(1);
    const recorded = readFileSync(join(heddle.sandbox.folder, 'e.ndjson'), 'utf8');
    expect(recorded).toMatch(/\n$/);
    expect(recorded.trimEnd().split('\n').map(decodeEvent)[0]).toMatchObject({ type: 'run-started' });
  },
);
