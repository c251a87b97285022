import { shortRuntimeName } from '../../../catalog/runtimes/index.ts';
import { count, percent, seconds, unmeasured } from '../../../format.ts';
import type { Attaching, Observation, RunningProgram } from '../../../protocol/observation.ts';
import type { Watching } from '../../../runner/watching.ts';
import { endingWords } from '../../../session/program-words.ts';
import { toWidth } from '../../text.ts';
import { signs } from '../../theme.ts';
import type { Heading } from '../screen.ts';
import type { CreateScreen } from '../services.ts';
import { type Filter, filterPrompt } from './filter.ts';
import { watchKeys } from './keys.ts';
import { onShownPane } from './moving.ts';
import type { Effects, Now } from './now.ts';
import { refreshed } from './opened.ts';
import { drawAttaching, drawPicker } from './picker.ts';
import { pickerKeys } from './picker-keys.ts';
import { filtered, lookedAnew } from './picker-list.ts';
import { profileNote } from './profile-keys.ts';
import { seenOf, withProfile } from './seen.ts';
import { anew, atFirst, noPicker, type Picker, type WatchState } from './state.ts';
import { oneLine, subtitle } from './subtitle.ts';
import { watchTerms } from './terms.ts';
import { drawBody } from './view.ts';

/** A program that has just been started is seen soon, and the looks are no work worth telling. */
const lookEveryMs = 1500;

/** A person's own program while it runs: one that was started for that, or one of those that run here. */
export const createScreen: CreateScreen = (services, changed, argument) => {
  const { theme, programs, say } = services;
  let state = atFirst;
  let watching: Watching | null = null;
  /** The program that Heddle is on its way into, until one of its processes has reported: it was not started, and does not load. */
  let entering: RunningProgram | null = null;
  let isLooking = false;

  function set(next: WatchState): void {
    state = next;
    changed();
  }
  const setPicker = (picker: Picker) => set({ ...state, picker });

  function watch(observation: Observation): void {
    state = anew(state);
    watching = services.watch(observation, changed);
    changed();
  }

  function attach({ program, begin }: Attaching): void {
    entering = program;
    changed();
    const isWaiting = () => entering === program && watching === null;
    let waitsFor: string | null = null;
    const tell = (line: string) => {
      waitsFor = line;
      say(line, isWaiting() ? isWaiting : undefined);
    };
    begin(tell).then(
      (observation) => {
        watch(observation);
        // Why it is seen from outside only goes on to be true.
        if (observation.how === 'outside' && waitsFor !== null) say(waitsFor);
      },
      (error: Error) => {
        entering = null;
        say(error.message);
        changed();
      },
    );
  }

  const observe = (program: RunningProgram) =>
    attach({ program, begin: (tell) => programs.observe(program, tell) });

  function look(afterMs: number): void {
    isLooking = true;
    programs
      .list(afterMs)
      .then(
        (found) => setPicker(lookedAnew(state.picker, found)),
        (error: Error) => say(error.message),
      )
      .finally(() => {
        isLooking = false;
      });
  }

  /** For as long as anybody looks at the list, and no longer: beside a run that is measured it would cost. */
  function lookAgain(): void {
    if (!isLooking && state.picker.programs !== null) look(lookEveryMs);
  }

  function choose(): void {
    watching = null;
    setPicker(noPicker);
    look(0);
  }

  function now(): Now | null {
    if (watching === null) return null;
    if (hasReported(watching)) entering = null;
    if (entering) return null;
    const { view } = state;
    const front = view.kind === 'profile' ? view.pid : view.kind === 'details' ? view.of.pid : state.pid;
    const seen = withProfile(
      seenOf(state.held ?? watching.program, front, services.callableOf),
      watching.program,
    );
    if (view.kind === 'details') state = { ...state, view: { ...view, of: refreshed(view.of, seen) } };
    return { state: onShownPane(state, seen), seen, watching, theme };
  }

  const effects: Effects = { set, choose, say, exportHarness: services.exportHarness };
  if (argument.observation) watch(argument.observation);
  else if (argument.attaching) attach(argument.attaching);
  else look(0);
  return {
    subtitle(width, small = false) {
      const at = now();
      if (at === null && entering) return toWidth(` Attaching to ${entering.command}`, width);
      if (at === null) return ' Watch a program of your own while it runs';
      const isDetached = at.watching.state === 'detached';
      const { command } = at.watching.observation;
      return small
        ? oneLine(command, at.seen, isDetached)
        : subtitle(command, at.seen, isDetached, width, theme);
    },
    draw(size, small = false) {
      const at = now();
      if (at) return drawBody(at.state, at.seen, size, small, theme);
      if (entering) return drawAttaching(entering, size, theme);
      lookAgain();
      return drawPicker(state.picker, size, theme);
    },
    keys() {
      const at = now();
      if (at) return watchKeys(at, effects);
      return entering ? [] : pickerKeys(state.picker, { set: setPicker, observe });
    },
    heading() {
      const at = now();
      return at === null ? nothing : headingOf(at);
    },
    note() {
      const at = now();
      return at && noteOf(at);
    },
    prompt() {
      const { picker } = state;
      if (now() !== null)
        return filterPrompt(state, 'a path or a method', (next) => set({ ...state, ...next }), theme);
      const setFilter = (next: Filter) => setPicker(filtered(picker, next));
      return entering ? null : filterPrompt(picker, 'a name, folder, port or pid', setFilter, theme);
    },
    terms: watchTerms,
    enter({ observation }) {
      if (observation) watch(observation);
    },
  };
};

/** Whether anything is known of what is watched. */
const hasReported = ({ program: { watches, unobserved, ended }, state }: Watching) =>
  watches.size > 0 || unobserved.length > 0 || ended !== null || state !== 'watched';

const nothing: Heading = { lost: null, held: null, runtime: null, figure: null };

/** Heddle's own cost and losses, and by how much a paused picture is behind. */
function headingOf({ state, seen, watching }: Now): Heading {
  const { overhead, started, atMs, requests } = seen;
  const now = state.held === null ? null : seenOf(watching.program, seen.pid);
  const all = [
    ['dropped', overhead.samplesDropped],
    ['without route', requests.uncounted],
  ] as const;
  const lost = all.flatMap(([what, times]) => (times > 0 ? `${what} ${count(times)}` : []));
  return {
    lost: lost.length > 0 ? lost.join(' · ') : null,
    held: now === null ? null : `paused, ${seconds(Math.max(0, now.atMs - atMs))} behind`,
    runtime: started?.engine ? shortRuntimeName(started.engine) : null,
    figure: `overhead ${overhead.cpuRatio === null ? unmeasured : percent(overhead.cpuRatio).padStart(4)}`,
  };
}

function noteOf(at: Now): string | null {
  const { state, seen, watching, theme } = at;
  if (state.asked && watching.state === 'watched') {
    const isOurs = watching.observation.how === 'launched';
    const then = isOurs ? 'It goes on unobserved, and ends when you leave.' : 'It goes on unobserved.';
    return theme.paint('warn', `→ Press d again to detach. ${then}`);
  }
  const { ended } = seen.whole;
  const profile = profileNote(at);
  if (profile !== null && ended === null) return profile;
  if (ended === null)
    return watching.state === 'detached'
      ? theme.paint('dim', `${signs.cancelled} Detached. w chooses another program.`)
      : null;
  const words = endingWords(ended).replace(/^it/, 'It');
  return theme.paint(
    ended.exitCode === 0 ? 'dim' : 'warn',
    `${signs.waiting} ${words}. w chooses another program.`,
  );
}
