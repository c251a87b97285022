import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Page, Place } from '../../../scripts/pages.ts';
import { type Installed, npm } from '../../package/helpers/install.ts';
import { copySources } from './copy.ts';

/** Where the commands of one page are typed, and what they find there. What one leaves, the next ones have. */
export type PageFolders = {
  /** The folder of that place; made when first asked for. */
  of(place: Place): string;
  /** Settings of the shell: `heddle` is the packed one until the page links another, and npm keeps to these folders. */
  readonly env: Record<string, string>;
  remove(): void;
};

/** How this machine gets to the registry: the rest of its environment stays outside. */
const ofNetwork = /^(?:NODE_EXTRA_CA_CERTS|https?_proxy|no_proxy)$/i;

/** Makes the folders of a page. `installed` is the `heddle` that its commands call. */
export function foldersOf({ files }: Page, installed: Installed): PageFolders {
  const root = mkdtempSync(join(tmpdir(), 'heddle-pages-'));
  const prefix = join(root, 'prefix');
  const paths: Record<Place, string> = {
    folder: join(root, 'folder'),
    checkout: join(root, 'checkout'),
    project: join(root, 'project'),
  };
  const make: Record<Place, () => void> = {
    folder() {
      mkdirSync(paths.folder);
      for (const [name, content] of Object.entries(files)) writeFileSync(join(paths.folder, name), content);
    },
    checkout: () => copySources(paths.checkout),
    project() {
      mkdirSync(paths.project);
      writeFileSync(join(paths.project, 'package.json'), '{ "private": true }');
      const packed = readdirSync(paths.checkout).find((name) => name.endsWith('.tgz'));
      if (packed === undefined) throw new Error('the page has packed nothing');
      copyFileSync(join(paths.checkout, packed), join(paths.project, packed));
    },
  };
  const linked = join(prefix, 'bin');
  const found = join(installed.root, '..', '.bin');
  return {
    of(place) {
      if (!existsSync(paths[place])) make[place]();
      return paths[place];
    },
    env: {
      ...Object.fromEntries(
        Object.entries(process.env).filter(
          (pair): pair is [string, string] => ofNetwork.test(pair[0]) && pair[1] !== undefined,
        ),
      ),
      npm_config_prefer_offline: 'true',
      PATH: [linked, found, dirname(process.execPath), process.env.PATH].join(delimiter),
      npm_config_prefix: prefix,
      npm_config_cache: npm(['config', 'get', 'cache'], root).trim(),
      npm_config_update_notifier: 'false',
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
