import type { Terminal } from '@xterm/headless';

/** What a program can switch on in a terminal and has to switch off again. */
export type Modes = {
  alternateScreen: boolean;
  cursorHidden: boolean;
  bracketedPaste: boolean;
  mouse: boolean;
  synchronized: boolean;
  focusReports: boolean;
};

/** The state of a terminal nobody has changed. */
export const untouched: Modes = {
  alternateScreen: false,
  cursorHidden: false,
  bracketedPaste: false,
  mouse: false,
  synchronized: false,
  focusReports: false,
};

/** Watches the modes of a reconstructed terminal; returns a function that reads them. */
export function watchModes(xterm: Terminal): () => Modes {
  let cursorHidden = false;
  // The headless terminal has no cursor to hide, so it does not tell.
  const watch = (final: 'h' | 'l') =>
    xterm.parser.registerCsiHandler({ prefix: '?', final }, (parameters) => {
      if (parameters.includes(25)) cursorHidden = final === 'l';
      return false;
    });
  watch('h');
  watch('l');
  return () => ({
    alternateScreen: xterm.buffer.active.type === 'alternate',
    cursorHidden,
    bracketedPaste: xterm.modes.bracketedPasteMode,
    mouse: xterm.modes.mouseTrackingMode !== 'none',
    synchronized: xterm.modes.synchronizedOutputMode,
    focusReports: xterm.modes.sendFocusMode,
  });
}
