import { describe, expect, test } from 'vitest';
import { cleanText } from '../../source/protocol/text.ts';

const esc = '\u001b';

describe('cleanText', () => {
  test.each([
    ['colours (CSI)', `${esc}[1;31mred${esc}[0m`, 'red'],
    ['cursor movement and clearing', `a${esc}[2J${esc}[Hb`, 'ab'],
    ['private modes', `${esc}[?1049h${esc}[?25lx`, 'x'],
    ['a hyperlink (OSC 8)', `${esc}]8;;http://evil${esc}\\text${esc}]8;;${esc}\\`, 'text'],
    ['the clipboard (OSC 52), ended by BEL', `a${esc}]52;c;cm0gLXJm\u0007b`, 'ab'],
    ['the window title', `${esc}]0;title\u0007x`, 'x'],
    ['C1 bytes', '\u009b31mred\u0085\u0090', 'red'],
    ['a C1 command with its text', 'a\u009d52;c;aGVsbG8=\u009cb', 'ab'],
    ['a bell', 'a\u0007b', 'ab'],
    ['backspaces', 'a\b\bb', 'ab'],
    ['a carriage return that writes over a line', 'bad\rgood', 'badgood'],
    ['Windows line ends', 'a\r\nb', 'a\nb'],
    ['tabs', 'a\tb', 'a  b'],
    ['bidirectional overrides', 'a\u202eb\u2066c\u2069\u200f', 'abc'],
    ['a byte order mark', '\ufefftext', 'text'],
    ['plain text of any script', 'grün 日本語 👩‍💻 é\nzwei', 'grün 日本語 👩‍💻 é\nzwei'],
  ])('%s', (_what, dirty, clean) => {
    expect(cleanText(dirty)).toBe(clean);
  });

  test.each([
    ['a sequence never ended', `x${esc}[31`],
    ['a lone escape at the end', `x${esc}`],
    ['a device control string', `${esc}P1$r0m${esc}\\`],
    ['a sequence inside a sequence', `${esc}${esc}[[31m31m`],
    ['a sequence put together by removing another', `${esc}\u0007[31m`],
    ['every control character', String.fromCharCode(...Array.from({ length: 160 }, (_, code) => code))],
  ])('nothing alive is left of %s', (_what, dirty) => {
    expect(cleanText(dirty)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test('a long line is cut and says so; short lines beside it stay whole', () => {
    const [long = '', short] = cleanText(`${'x'.repeat(5000)}\nshort`).split('\n');
    expect(long).toHaveLength(2001);
    expect(long.endsWith('…')).toBe(true);
    expect(short).toBe('short');
  });

  test('cleaning twice changes nothing', () => {
    const once = cleanText(`${esc}[31mred\t${'y'.repeat(4000)}\r\n${esc}]8;;x\u0007`);
    expect(cleanText(once)).toBe(once);
  });
});
