/** The chapters of the Python guide as Heddle tells it, in the order in which they are read. */
export const chapters = [
  { id: 'waiting', title: 'Waiting together' },
  { id: 'blocking', title: 'Calls that block' },
  { id: 'freezing', title: 'The frozen loop' },
  { id: 'races', title: 'Races and locks' },
  { id: 'computing', title: 'Computing and cores' },
  { id: 'crossing', title: 'Passing data' },
  { id: 'costs', title: 'What a task costs' },
  { id: 'choosing', title: 'Choosing' },
  { id: 'mixing', title: 'Mixing models' },
] as const;

export type ChapterId = (typeof chapters)[number]['id'];
