import { Box, render, Text, useApp, useInput, useWindowSize } from 'ink';
import { memo, type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { composeFrame } from './frame.ts';
import { keyNames } from './keymap.ts';
import type { LabServices } from './lab-services.ts';
import { createLabStore } from './lab-store.ts';

export type { LabServices } from './lab-services.ts';

/** The Lab screen: choose, run, watch, run again. */
export function Lab({ services }: { services: LabServices }): ReactNode {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [lab] = useState(() => createLabStore(services, exit));
  const screen = useSyncExternalStore(lab.subscribe, lab.getSnapshot);
  const size = { width: columns, height: rows };

  useInput((input, key) => {
    for (const name of keyNames(input, key)) lab.press(name, size);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, after the first frame
  useEffect(() => {
    services.onReady?.();
    if (services.initial.autostart) lab.press('r', size);
  }, []);

  return (
    <Box flexDirection="column">
      {composeFrame({ ...screen, size }).map((row, y) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen
        <Row key={y} text={row} />
      ))}
    </Box>
  );
}

/** A row that did not change is not rendered again. */
const Row = memo(function Row({ text }: { text: string }): ReactNode {
  return <Text wrap="truncate">{text}</Text>;
});

type Streams = { stdout?: NodeJS.WriteStream; stdin?: NodeJS.ReadStream; stderr?: NodeJS.WriteStream };

/** Opens the lab on the terminal's alternate screen. */
export function renderLab(services: LabServices, streams: Streams = {}) {
  const { waitUntilExit, unmount } = render(<Lab services={services} />, {
    ...streams,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  return {
    /** Resolves once the terminal is as it was. */
    async waitUntilExit(): Promise<void> {
      await waitUntilExit();
    },
    unmount(): void {
      unmount();
    },
  };
}
