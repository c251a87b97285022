import { expect } from 'vitest';
import type { openLab } from '../../helpers/lab.ts';

/** Compares what the lab shows with a frame in the folder beside this file. */
export async function expectFrame(lab: ReturnType<typeof openLab>, name: string): Promise<void> {
  const rows = lab.rows().map((row) => row.trimEnd());
  await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`frames/lab-${name}.txt`);
}

/** Options of a lab that runs at once. */
export const autostart = { initial: { choice: { model: 'threads', workload: 'compute' }, autostart: true } };
