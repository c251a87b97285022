/** A value that outlives the program, by name: measured cells of the table. JSON; null where there is none. */
export type Keeper = {
  /** This machine in a few words, so that a value from another can be told; absent where nobody knows. */
  readonly machine?: string;
  read(name: string): unknown;
  write(name: string, value: unknown): void;
};
