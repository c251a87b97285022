import { Box, render, Text, useApp, useInput, useWindowSize } from 'ink';
import { memo, type ReactNode, useEffect, useMemo, useReducer, useState, useSyncExternalStore } from 'react';
import { type Choice, findModel, type Room } from '../catalog/make-plan.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Session } from '../session/state.ts';
import type { Schedule } from '../session/store.ts';
import { chosenFrom } from './choice.ts';
import { type Effects, handleKey } from './commands.ts';
import { composeFrame } from './frame.ts';
import { keyName } from './keymap.ts';
import { initialState, reduceLab } from './lab-state.ts';
import { createRunner } from './runner.ts';
import type { Environment, Screen } from './screen.ts';
import { createTheme } from './theme.ts';

/** All the lab needs from outside: it starts no process, reads no clock and no environment itself. */
export type LabServices = {
  workloads: readonly WorkloadCard[];
  room: Room;
  /** Starts an engine for a plan; events arrive through onEvent until and including run-ended. */
  launch(plan: Plan, onEvent: (event: RunEvent) => void): { cancel(): void; kill(): void };
  /** A tick of the frame rate. */
  schedule: Schedule;
  environment: Environment;
  /** What to choose at first, and whether to run it at once. */
  initial: { choice: Choice & { workload?: string }; autostart: boolean };
  /** Told of every choice that was run, to be remembered. */
  onChoice(choice: Choice & { workload: string }): void;
  /** Told of every session that changed, so that the caller can print the summary after leaving. */
  onSession(session: Session): void;
  /** First painted frame. */
  onReady?(): void;
};

/** The Lab screen: choose, run, watch, run again. */
export function Lab({ services }: { services: LabServices }): ReactNode {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [runner] = useState(() => createRunner(services));
  const runs = useSyncExternalStore(runner.subscribe, runner.getSnapshot);
  const [state, dispatch] = useReducer(reduceLab, services, firstState);
  const { workloads, room, environment } = services;
  const theme = useMemo(() => createTheme(environment), [environment]);
  const screen: Screen = {
    size: { width: columns, height: rows },
    state,
    runs,
    workloads,
    room,
    environment,
    theme,
  };

  const effects: Effects = {
    dispatch,
    start(plan, choice) {
      services.onChoice(choice);
      runner.start(plan);
    },
    cancel: runner.cancel,
    quit() {
      runner.leave();
      exit();
    },
  };
  useInput((input, key) => handleKey(keyName(input, key), screen, effects));

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, after the first frame
  useEffect(() => {
    services.onReady?.();
    if (services.initial.autostart) handleKey('r', screen, effects);
  }, []);

  const frame = composeFrame(screen);
  return (
    <Box flexDirection="column">
      {frame.map((row, y) => (
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

function firstState({ initial, workloads }: LabServices) {
  return initialState(chosenFrom(initial.choice, workloads, findModel(initial.choice.model ?? 'async')));
}

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
