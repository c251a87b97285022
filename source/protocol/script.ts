/** Options of Node.js and Python with a value behind them that is no script. */
const withValue =
  /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--title|-W|-X)$/;

/** Where the script stands in the words behind `node` or `python`; below zero: there is none. */
export const scriptAt = (given: readonly string[]): number =>
  given.findIndex((word, at) => !word.startsWith('-') && !withValue.test(given[at - 1] ?? ''));
