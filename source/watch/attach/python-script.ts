import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { probeFile } from '../probe-file.ts';

type Given = {
  /** Where the script is, alone in its folder. */
  readonly script: string;
  readonly socket: string;
  /** The file into which it writes why it cannot observe the process. */
  readonly failed: string;
};

/** What it writes there where it finds another Heddle. */
export const watchedAlready = 'watched';

/**
 * The script that puts a CPython under observation, as soon as it runs it. All of Heddle's modules are in it as text: the user of the
 * process may not be able to read their files. It takes itself away first, also where no Heddle is left; none of its names stay, and
 * an error of it is nobody's.
 */
export const attachScript = ({ script, socket, failed }: Given) => `def _heddle():
    import os
    import sys
    from importlib.machinery import ModuleSpec

    class Texts:
        """Finds Heddle's modules in what is here, by name: the file that each is of, and its text."""

        texts = ${textsOfModules()}

        @classmethod
        def find_spec(cls, name, path=None, target=None):
            if name not in cls.texts:
                return None
            file, _ = cls.texts[name]
            spec = ModuleSpec(name, cls, origin=file, is_package=file.endswith('__init__.py'))
            spec.has_location = True
            return spec

        @staticmethod
        def create_module(spec):
            return None

        @classmethod
        def exec_module(cls, module):
            file, text = cls.texts[module.__name__]
            exec(compile(text, file, 'exec'), module.__dict__)

    try:
        ${removal(script)}
        if 'heddle_probe' not in sys.modules:
            sys.meta_path.append(Texts)
        from heddle_probe import process
        failure = None if process.attach(${literal(socket)}) else ${literal(watchedAlready)}
    except Exception as error:
        failure = '%s: %s' % (type(error).__name__, error)
    if failure is None:
        return
    try:
        with open(${literal(failed)}, 'w') as file:
            file.write(failure)
    except OSError:
        pass


_heddle()
del _heddle
`;

/** In the place of that one where nobody waits any more: it only takes itself away. */
export const idleScript = (script: string) => `try:
    import os
    ${removal(script)}
except OSError:
    pass
`;

const removal = (script: string) =>
  `os.unlink(${literal(script)}); os.rmdir(os.path.dirname(${literal(script)}))`;

/** Of Python: what JSON escapes in a text, Python reads alike. */
const literal = (text: string) => JSON.stringify(text);

function textsOfModules(): string {
  const root = probeFile('python');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^heddle_probe\/.*\.py$/.test(file),
  );
  const texts = files.map((file) => {
    const name = file.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
    const path = join(root, file);
    return [name, [path, readFileSync(path, 'utf8')]];
  });
  return JSON.stringify(Object.fromEntries(texts));
}
