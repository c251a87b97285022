import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { render } from 'ink';
import type { ReactNode } from 'react';

/**
 * ink-testing-library fixes the width at 100 columns and knows no height; the lab needs both. Same idea: Ink's own
 * `render` in debug mode, which writes every frame whole.
 */
export type TestTerminal = {
  /** The latest frame, row by row. */
  rows(): string[];
  text(): string;
  /** Sends keys as a terminal does, and waits until what they did is drawn. */
  press(...keys: string[]): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** Waits until everything pending is drawn. */
  settle(): Promise<void>;
  /** Resolves at the first frame that shows it, the one that is there included. */
  until(shows: (rows: string[]) => boolean): Promise<void>;
  exited(): boolean;
  unmount(): void;
};

const names: Record<string, string> = {
  enter: '\r',
  // As the kitty protocol sends it: a lone ESC is a key only after a wait for the rest of a sequence.
  escape: '\u001b[27u',
  tab: '\t',
  'shift-tab': '\u001b[Z',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  backspace: '\u007f',
  delete: '\u001b[3~',
  space: ' ',
  'ctrl-c': '\u0003',
};

class Screen extends EventEmitter {
  isTTY = true;
  frame = '';
  columns: number;
  rows: number;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string, done?: () => void): boolean {
    if (text !== '') {
      this.frame = text;
      this.emit('frame');
    }
    done?.();
    return true;
  }
}

/** Lets streams deliver and React draw. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Renders on a fake terminal of that size. */
export function renderAt(node: ReactNode, columns: number, rows: number): TestTerminal {
  const stdout = new Screen(columns, rows);
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const app = render(node, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    debug: true,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  let exited = false;
  app.waitUntilExit().then(
    () => {
      exited = true;
    },
    () => {},
  );
  const settle = async () => {
    await turns(3);
    if (!exited) await app.waitUntilRenderFlush();
  };
  return {
    rows: () => stdout.frame.split('\n'),
    text: () => stdout.frame,
    async press(...keys) {
      for (const key of keys) {
        const before = stdout.frame;
        stdin.write(names[key] ?? key);
        await settle();
        if (stdout.frame === before) await settle();
      }
    },
    async resize(width, height) {
      stdout.columns = width;
      stdout.rows = height;
      stdout.emit('resize');
      await settle();
    },
    settle,
    async until(shows) {
      while (!shows(stdout.frame.split('\n'))) await once(stdout, 'frame');
    },
    exited: () => exited,
    unmount: app.unmount,
  };
}
