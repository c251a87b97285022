import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { symbolAddress } from '../../../source/watch/python/elf.ts';
import { firstMappedIn, lockAddressOf } from '../../../source/watch/python/lock-address.ts';
import { interpreters } from '../../helpers/python.ts';

test('of a file that is mapped in parts the first one tells where it is', () => {
  const maps = `00400000-00420000 r--p 00000000 08:01 77   /usr/bin/python3.11
00420000-00520000 r-xp 00020000 08:01 77   /usr/bin/python3.11
7f0000001000-7f0000002000 r--p 00000000 08:01 78   /opt/my libs/libpython3.11.so.1.0
7f0000002000-7f0000003000 rw-p 00000000 00:00 0
7ffd00000000-7ffd00001000 rw-p 00000000 00:00 0    [stack]
`;
  expect([...firstMappedIn(maps)]).toEqual([
    ['/usr/bin/python3.11', 0x400000],
    ['/opt/my libs/libpython3.11.so.1.0', 0x7f0000001000],
  ]);
});

test('what is no program has no symbols, and a process that is not there no lock', () => {
  expect(symbolAddress('package.json', '_PyRuntime', 0)).toBeNull();
  expect(symbolAddress('/there/is/none', '_PyRuntime', 0)).toBeNull();
  expect(lockAddressOf(0)).toBeNull();
});

test.each(interpreters.filter(({ lock }) => lock === 'shared'))(
  'the lock of $path is where it says itself',
  async ({ path }) => {
    const code =
      'import ctypes; print(ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, "_PyRuntime")), flush=True); input()';
    const child = spawn(path, ['-c', code], { stdio: ['pipe', 'pipe', 'ignore'] });
    const [said] = await once(child.stdout, 'data');
    expect(lockAddressOf(child.pid!)).toEqual({ runtimeAt: Number(said) });
    child.stdin.end();
    await once(child, 'close');
  },
);
