import { render, Text, useApp, useInput, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { AppServices } from './app/services.ts';
import { createAppStore } from './app/store.ts';
import { keyNames } from './key-names.ts';

export type { AppServices } from './app/services.ts';

/** The whole terminal: the lab, and the screens beside it. */
export function App({ services }: { services: AppServices }): ReactNode {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [app] = useState(() => createAppStore(services, exit));
  const view = useSyncExternalStore(app.subscribe, app.getSnapshot);
  const size = { width: columns, height: rows };

  useInput((input, key) => {
    for (const name of keyNames(input, key)) app.press(name, size);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, after the first frame
  useEffect(() => {
    services.onReady?.();
    app.look();
    if (services.initial.autostart) app.press('r', size);
  }, []);

  // However it is left: by a key, a signal or an error.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the last frame
  useLayoutEffect(() => () => services.onParting(app.leave()), []);

  // One text for all rows: to lay out and compare forty of them takes longer than to draw them.
  return <Text wrap="truncate">{app.draw(view, size).join('\n')}</Text>;
}

type Streams = { stdout?: NodeJS.WriteStream; stdin?: NodeJS.ReadStream; stderr?: NodeJS.WriteStream };

/** Opens the app on the terminal's alternate screen. */
export function renderApp(services: AppServices, streams: Streams = {}) {
  const { waitUntilExit, unmount } = render(<App services={services} />, {
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
