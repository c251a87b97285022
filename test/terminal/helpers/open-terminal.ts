import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xtermHeadless from '@xterm/headless';
import { patienceMs, processesOf } from '../../cli/helpers/processes.ts';
import { bin, createSandbox, type Sandbox } from '../../cli/helpers/sandbox.ts';
import { type Modes, watchModes } from './modes.ts';

export type Exit = { code: number; signal: number };
/** A text that is on the screen, a pattern of it, or a judgement of its rows. */
export type Sight = string | RegExp | ((rows: readonly string[]) => boolean);

/** A real terminal with a program in it, and the screen a person would see. */
export type OpenTerminal = {
  readonly sandbox: Sandbox;
  readonly pid: number;
  /** All that was written, from the start. */
  readonly bytes: () => string;
  /** The visible rows, without blanks at their ends. */
  screen(): string[];
  /** All of the normal screen with what has scrolled off it; what was wrapped at the edge is one line again. */
  normalText(): string;
  /** Resolves with the screen as soon as it shows that; never in the middle of a frame. Rejects when it never does. */
  waitFor(sight: Sight, patience?: number): Promise<string[]>;
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  kill(signal: 'SIGTERM' | 'SIGHUP' | 'SIGINT' | 'SIGKILL' | 'SIGUSR2'): void;
  /** Closes the terminal, as when its window is closed. */
  hangUp(): void;
  modes(): Modes;
  /** Resolves when the program has ended and all it wrote is on the screen. */
  readonly exit: Promise<Exit>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type TerminalOptions = {
  columns?: number;
  rows?: number;
  /** What `heddle` is started with. */
  args?: readonly string[];
  /** A program to start in the stead of `heddle`. */
  command?: readonly [string, ...string[]];
  env?: Record<string, string | undefined>;
  /** Files to find in the folder it is started in. */
  files?: Readonly<Record<string, string>>;
};

/** Opens a terminal with `heddle` in it. */
export function openTerminal(options: TerminalOptions = {}): OpenTerminal {
  const { columns = 80, rows = 24, args = [], env = {}, files = {} } = options;
  const [file, ...words] = options.command ?? [process.execPath, bin, ...args];
  const sandbox = createSandbox(env);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(sandbox.folder, name), content);
  const pty = spawn(file, words, { cols: columns, rows, cwd: sandbox.folder, env: sandbox.env });
  const xterm = new xtermHeadless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  const modes = watchModes(xterm);
  const onFrame = new Set<() => void>();
  let written = '';
  let over = false;

  pty.onData((data) => {
    written += data;
    xterm.write(data, () => {
      if (!modes().synchronized) for (const look of onFrame) look();
    });
  });
  // Terminals answer questions about themselves.
  xterm.onData((answer) => {
    if (!over) pty.write(answer);
  });

  const exit = new Promise<Exit>((resolve) => {
    pty.onExit(({ exitCode, signal = 0 }) => {
      over = true;
      xterm.write('', () => {
        for (const look of onFrame) look();
        resolve({ code: exitCode, signal });
      });
    });
  });

  function screen(): string[] {
    const { active } = xterm.buffer;
    return Array.from(
      { length: xterm.rows },
      // Lines of the alternate screen keep cells beyond the edge, which nobody sees.
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true, 0, xterm.cols) ?? '',
    );
  }

  function normalText(): string {
    const { normal } = xterm.buffer;
    let text = '';
    for (let row = 0; row < normal.length; row += 1) {
      const goesOn = normal.getLine(row + 1)?.isWrapped ?? false;
      text += `${normal.getLine(row)!.translateToString(!goesOn, 0, xterm.cols)}${goesOn ? '' : '\n'}`;
    }
    return text;
  }

  function waitFor(sight: Sight, patience = patienceMs): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const give = (problem: string) =>
        stop(() => reject(new Error(`${problem}: ${sight}\n${screen().join('\n')}`)));
      const timer = setTimeout(() => give('never seen'), patience);
      const stop = (settle: () => void) => {
        clearTimeout(timer);
        onFrame.delete(look);
        settle();
      };
      const look = () => {
        const seen = screen();
        if (isSeen(sight, seen)) stop(() => resolve(seen));
        else if (over) give('ended without');
      };
      onFrame.add(look);
      look();
    });
  }

  return {
    sandbox,
    pid: pty.pid,
    bytes: () => written,
    screen,
    normalText,
    waitFor,
    modes,
    exit,
    type: (keys) => pty.write(keys),
    resize(columns, rows) {
      xterm.resize(columns, rows);
      pty.resize(columns, rows);
    },
    kill: (signal) => pty.kill(signal),
    hangUp: () => (pty as unknown as { destroy(): void }).destroy(),
    async [Symbol.asyncDispose]() {
      // Not only the program: a shell leaves what it has started.
      for (const { pid } of processesOf(sandbox.mark)) endAtOnce(pid);
      if (!over) pty.kill('SIGKILL');
      await exit;
      sandbox.remove();
    },
  };
}

/** It may have ended by itself since it was seen. */
function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function isSeen(sight: Sight, rows: readonly string[]): boolean {
  if (typeof sight === 'function') return sight(rows);
  const text = rows.join('\n');
  return typeof sight === 'string' ? text.includes(sight) : sight.test(text);
}
