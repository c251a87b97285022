import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build puts what goes into other programs. From source it is built beside, as they may run an older Node.js. */
const built = import.meta.url.endsWith('.ts') ? '../../dist/probe/' : './probe/';

/** The path of what runs in a watched program. Throws where the package is not built. */
export function probeFile(name: 'preload.cjs' | 'attached.cjs' | 'watcher.cjs' | 'python'): string {
  const path = fileURLToPath(new URL(`${built}${name}`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run build makes it`);
  return path;
}
