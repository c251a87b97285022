import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interpreters } from '../helpers/python.ts';

/** A server of that name. */
export const fixture = (name: string) =>
  fileURLToPath(new URL(`../fixtures/watch/python/${name}.py`, import.meta.url));

type Server = {
  /** What has to be installed for it. */
  readonly needs: readonly string[];
  readonly command: (python: string) => string[];
  /** A status where the program answers none: what the server makes of that. */
  readonly left: number | null;
  /** Whether it has an event loop. */
  readonly hasLoop: boolean;
};

const script = (name: string, ...args: string[]) => ({
  command: (python: string) => [python, fixture(name), ...args],
});
const gunicorn = (app: string, ...args: string[]) => ({
  command: (python: string) => [
    ...[python, '-m', 'gunicorn', '-c', fixture('gunicorn_conf')],
    ...['--chdir', dirname(fixture(app)), ...args, `${app}:app`],
  ],
});
const uvicorn = (loop: string, http: string) => script('asgi_app', loop, http);

/** Servers whose requests are followed. */
export const servers: Record<string, Server> = {
  'asyncio alone': { needs: [], ...script('streams'), left: null, hasLoop: true },
  'http.server': { needs: [], ...script('http_server'), left: null, hasLoop: false },
  wsgiref: { needs: [], ...script('wsgi_app'), left: 500, hasLoop: false },
  uvicorn: { needs: ['uvicorn'], ...uvicorn('asyncio', 'h11'), left: 500, hasLoop: true },
  'uvicorn, uvloop': {
    ...{ needs: ['uvicorn', 'uvloop', 'httptools'], left: 500, hasLoop: true },
    ...uvicorn('uvloop', 'httptools'),
  },
  aiohttp: { needs: ['aiohttp'], ...script('aiohttp_server'), left: 500, hasLoop: true },
  Flask: { needs: ['flask'], ...script('flask_server'), left: 500, hasLoop: false },
  gunicorn: { needs: ['gunicorn'], ...gunicorn('wsgi_app'), left: 500, hasLoop: false },
  'gunicorn, threads': {
    ...{ needs: ['gunicorn'], left: 500, hasLoop: false },
    ...gunicorn('wsgi_app', '--threads', '4'),
  },
  'gunicorn, ASGI': {
    ...{ needs: ['gunicorn', 'gunicorn.asgi'], left: 500, hasLoop: true },
    ...gunicorn('asgi_app', '-k', 'asgi'),
  },
};

/** Another interpreter, which has what others lack: of a virtual environment. */
const named = process.env.HEDDLE_TEST_PYTHON;
const pythons = [...(named ? [named] : []), ...interpreters.map(({ path }) => path)];

/** An interpreter that has all of that; null: there is none. */
export function pythonWith(needs: readonly string[]): string | null {
  return pythons.find((python) => needs.every((name) => has(python, name))) ?? null;
}

function has(python: string, name: string): boolean {
  try {
    execFileSync(python, ['-c', `import ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** In the title of a test that is skipped, so that its reader learns why. */
export const withReason = (name: string, needs: readonly string[]) =>
  pythonWith(needs)
    ? name
    : `${name} (skipped: HEDDLE_TEST_PYTHON has to name a Python with ${needs.join(', ')})`;
