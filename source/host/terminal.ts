import { writeSync } from 'node:fs';
import isUnicodeSupported from 'is-unicode-supported';

/** Whether a full screen can be drawn and keys be read. A `dumb` terminal cannot move its cursor: it gets text. */
export function hasScreen(): boolean {
  return Boolean(process.stdout.isTTY && process.stdin.isTTY) && process.env.TERM !== 'dumb';
}

/** Whether both what is said and what is noted beside it are read on a terminal. */
export function isOneTerminal(): boolean {
  return Boolean(process.stdout.isTTY && process.stderr.isTTY);
}

/** What the terminal can show. */
export function terminalAbilities(ascii: boolean, env: NodeJS.ProcessEnv = process.env) {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const plainLocale = /^(C|POSIX)$/.test(locale) || (locale !== '' && !/^C\b|utf-?8/i.test(locale));
  return {
    // https://no-color.org: any value but the empty one.
    colour: !env.NO_COLOR,
    unicode: !ascii && !plainLocale && isUnicodeSupported(),
    remote: Boolean(env.SSH_CONNECTION),
  };
}

/** Synchronized output off, bracketed paste off, cursor on, main screen: whatever may have been switched. */
const restoration = '\u001b[?2026l\u001b[?2004l\u001b[?25h\u001b[?1049l';

/**
 * The one owner of the terminal's state, taken before anything can throw. However the process ends, short of SIGKILL,
 * the terminal is put back. Returns a function that says that this has been done already.
 */
export function guardTerminal(): () => void {
  const restore = () => {
    try {
      process.stdin.setRawMode?.(false);
      writeSync(1, restoration);
    } catch {
      // The terminal is gone: there is nothing to restore.
    }
  };
  process.on('exit', restore);
  return () => process.off('exit', restore);
}
