/** Every way through the article's three questions, with the model it leads to: alone they lead to its verdicts. */
export const articlePaths: readonly (readonly [answers: string, model: string])[] = [
  ['cpu=yes', 'processes'],
  ['cpu=no io=no', 'sequential'],
  ['cpu=no io=yes scale=thousands', 'async'],
  ['cpu=no io=yes scale=framework', 'async'],
  ['cpu=no io=yes scale=few', 'threads'],
  ['cpu=no io=yes scale=legacy', 'threads'],
  ['cpu=unknown io=unknown scale=unknown', 'threads'],
];
