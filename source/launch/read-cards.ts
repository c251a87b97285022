import { readdirSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { cardOf, readDefinition } from '../catalog/definition.ts';
import { noModule } from '../catalog/module-word.ts';
import { type WorkloadCard, workloadKinds } from '../catalog/workloads.ts';

/**
 * Reads the cards of all workloads of a folder, every module of which is one, in the order of their kinds. The first is
 * what a newcomer runs first: that one loop computes on one core is seen within seconds, and threads are seen to halve it.
 */
export async function readCards(folder: URL): Promise<WorkloadCard[]> {
  const files = readdirSync(folder).filter((file) => /\.[jt]s$/.test(file));
  const cards = await Promise.all(
    files.map(async (file) => {
      const { default: exported } = (await import(new URL(file, folder).href)) as { default: unknown };
      return cardOf(readDefinition(exported, basename(file, extname(file))), noModule);
    }),
  );
  const rank = (card: WorkloadCard) => workloadKinds.indexOf(card.kind);
  return cards.sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id));
}
