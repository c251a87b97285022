import { afterEach, expect, test } from 'vitest';
import type { OwnFiles } from '../../../../source/catalog/own-files.ts';
import { openLab } from '../../helpers/lab.ts';

let lab: ReturnType<typeof openLab>;
afterEach(() => lab.unmount());

const here = ['jobs/', 'resample.mjs', 'resize.mjs'];
const inJobs = ['jobs/mail.ts'];

/** A folder with two modules, and another folder with one. */
function filesWith(recent: string[]): OwnFiles {
  return {
    recent: () => recent,
    typeable: (path) => path,
    async complete(typed) {
      const matches = [...here, ...inJobs].filter(
        (path) => path.startsWith(typed) && path.slice(0, -1).includes('/') === typed.includes('/'),
      );
      return { text: matches.length === 1 ? matches[0]! : typed, matches, problem: null };
    },
    open: () => new Promise(() => {}),
  };
}

test('the files of the folder can be chosen at once, and those that fit while a path is typed', async () => {
  lab = openLab(80, 24, { files: filesWith([]) });
  await lab.press('f');
  expect(lab.text()).toMatch(/In this folder[^\n]*\n {3}jobs\/ *\n {3}resample\.mjs *\n {3}resize\.mjs/);
  await lab.press('r', 'e', 's', 'i');
  expect(lab.text()).toMatch(/Matches[^\n]*\n {3}resize\.mjs/);
  expect(lab.text()).not.toContain('resample');
  await lab.press('backspace', 'down');
  expect(lab.text()).toContain('→ resample.mjs');
  expect(lab.text()).toContain('   resize.mjs');
});

test('a folder that Tab went into shows what is in it', async () => {
  lab = openLab(80, 24, { files: filesWith([]) });
  await lab.press('f', 'j', 'tab');
  expect(lab.text()).toMatch(/^ jobs\/_/m);
  expect(lab.text()).toMatch(/In this folder[^\n]*\n {3}jobs\/mail\.ts/);
});

test('files that were opened before come first, until Tab or a letter asks for others', async () => {
  lab = openLab(80, 24, { files: filesWith(['./old.mjs']) });
  await lab.press('f');
  expect(lab.text()).toMatch(/Recent files[^\n]*\n {3}\.\/old\.mjs/);
  expect(lab.text()).not.toContain('resize');
  await lab.press('tab');
  expect(lab.text()).toMatch(/In this folder[^\n]*\n {3}jobs\//);
  await lab.press('r');
  expect(lab.text()).toMatch(/Matches[^\n]*\n {3}resample\.mjs/);
});
