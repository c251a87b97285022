/** A module that cannot be used as a workload. The message tells all of it in one line. */
export class ModuleError extends Error {
  override name = 'ModuleError';
  /** The rest of a sentence that begins with the module's name: `exports nothing`. */
  readonly problem: string;
  /** What to write or type instead; null where the problem says it. */
  readonly remedy: string | null;

  constructor(problem: string, remedy: string | null = null, options: ErrorOptions = {}) {
    super(`the module ${problem}${remedy === null ? '' : `; ${remedy}`}`, options);
    this.problem = problem;
    this.remedy = remedy;
  }
}
