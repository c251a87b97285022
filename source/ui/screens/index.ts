import type { ScreenId } from './screen.ts';
import type { CreateScreen } from './services.ts';

/** A screen as the menu shows it. */
type ScreenCard = {
  readonly id: ScreenId;
  readonly title: string;
  /** The letter that jumps to it from the menu. */
  readonly letter: string;
  readonly about: string;
};

/** All screens, in the order of the header and of the menu. */
export const screenCards: readonly ScreenCard[] = [
  { id: 'lab', title: 'Lab', letter: 'l', about: 'choose a model and a workload, run it and watch it' },
  {
    id: 'guide',
    title: 'Guide',
    letter: 'g',
    about: 'answer a few questions, get a verdict, test it on this machine',
  },
  {
    id: 'compare',
    title: 'Compare',
    letter: 'c',
    about: 'the same work under several models, with a verdict',
  },
  {
    id: 'table',
    title: 'Table',
    letter: 't',
    about: 'the models compared: by a Python guide, and by this machine',
  },
  {
    id: 'models',
    title: 'Models',
    letter: 'm',
    about: 'each model: how it works, what it costs, and its pitfalls',
  },
  {
    id: 'tour',
    title: 'Tour',
    letter: 'o',
    about: 'concurrency in nine short chapters, each run as you read',
  },
  {
    id: 'claims',
    title: 'Claims',
    letter: 'x',
    about: 'what is said of the models: does it hold on this machine?',
  },
  {
    id: 'watch',
    title: 'Watch',
    letter: 'w',
    about: 'your own program while it runs: what holds it, in which line',
  },
];

export function titleOf(screen: ScreenId): string {
  return screenCards.find(({ id }) => id === screen)!.title;
}

/** All of them together, when the first is opened: the lab's first frame does not pay for them. */
export const loadScreen = async (id: Exclude<ScreenId, 'lab'>): Promise<CreateScreen> =>
  (await import('./all.ts')).screens[id];
