import { nextStep } from '../../../answer/next-step.ts';
import { interpreterOf, type Question } from '../../../answer/step.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Machine } from '../../../guide/question.ts';
import type { Bounds } from '../screen.ts';
import type { ScreenServices } from '../services.ts';
import {
  emptyPrompt,
  type FileEffects,
  type FilePrompt,
  fileEffects,
  listIsOld,
} from '../shared/file-prompt.ts';
import { type OwnWork, orderOf, questionFor, workOf } from './own-work.ts';
import { atWork, type GuideState, type GuideView, outside, withOwn } from './state.ts';

/** What the Guide does with a person's own work. */
export type Measuring = {
  readonly file: FileEffects;
  openFile(): void;
  typePath(change: Partial<FilePrompt>): void;
  closeFile(): void;
  toWork(): void;
  measureWork(): void;
  measureLonger(): void;
  stop(): void;
  /** What is asked about the work that is chosen. */
  asked(): Question;
};

type Place = {
  get(): GuideState;
  set(next: GuideState): void;
  readonly machine: Machine;
  /** The work that is chosen, and its card. */
  work(): { readonly wish: Wish; readonly card: WorkloadCard };
  bounds(): Bounds;
  setBounds(next: Bounds): void;
  /** A file was opened: it is the work from now on. */
  opened(work: Wish): void;
};

/** As an answer advises it, too. */
const longer = 3;

/** Nothing of the person's is called before `measureWork`. */
export function measuringOf(
  services: ScreenServices,
  { get, set, machine, work, bounds, setBounds, opened }: Place,
): Measuring {
  const show = (view: GuideView) => set({ ...get(), view, changed: [], reading: null });
  const own = (next: OwnWork | null) => set(withOwn(get(), next, machine));
  const promptNow = () => {
    const { view } = get();
    return view.kind === 'file' ? view.prompt : null;
  };

  function typePath(change: Partial<FilePrompt>): void {
    const { view } = get();
    if (view.kind !== 'file') return;
    const prompt = { ...view.prompt, ...change };
    show({ ...view, prompt });
    if (listIsOld(view.prompt, prompt)) file.list(prompt);
  }

  const file = fileEffects(services, {
    now: promptNow,
    change: typePath,
    opened(work) {
      opened(work);
      set({ ...withOwn(get(), null, machine), view: atWork(outside(get().view)) });
    },
  });

  function openFile(): void {
    const prompt = emptyPrompt(file.recent());
    show({ kind: 'file', prompt, from: get().view });
    if (listIsOld(null, prompt)) file.list(prompt);
  }

  const asked = (before: Question['before'] | null = null) =>
    questionFor({ ...work(), answers: get().given, bounds: bounds() }, before, services);

  async function measureWork(): Promise<void> {
    const reason = services.batches.refusal();
    if (reason !== null) return services.say(reason, () => services.batches.refusal() !== null);
    const looking: OwnWork = { phase: 'looking' };
    set({ ...withOwn(get(), looking, machine), view: atWork(get().view) });
    const before = await services.lookBefore(bounds().budgetMs, interpreterOf(work()));
    // Stopped meanwhile, or begun anew.
    if (get().own !== looking) return;
    const question = asked(before);
    const refused = services.batches.start(orderOf(question), (batch) =>
      own(workOf(question, batch, get().own)),
    );
    if (refused === null) return;
    const step = nextStep(question, []);
    // What cannot even be planned is an answer, too.
    own(step.kind === 'done' ? { phase: 'ended', question, ran: [], answer: step.answer } : null);
    if (step.kind === 'run') services.say(refused, () => services.batches.refusal() !== null);
  }

  return {
    ...{ file, openFile, typePath },
    closeFile() {
      file.stop();
      const { view } = get();
      if (view.kind === 'file') show(view.from);
    },
    toWork: () => (get().work.named ? show(atWork(get().view)) : openFile()),
    measureWork: () => void measureWork(),
    measureLonger() {
      setBounds({ ...bounds(), budgetMs: bounds().budgetMs * longer });
      void measureWork();
    },
    stop() {
      if (get().own?.phase === 'looking') own(null);
      else services.batches.stop();
    },
    asked: () => asked(),
  };
}
