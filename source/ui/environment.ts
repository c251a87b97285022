/** What the terminal and the machine are like; shown in the header. */
export type Environment = {
  /** Of engines that are started from here: `node 24.21`. */
  readonly runtime: string;
  readonly effectiveCores: number;
  /** Over ssh. */
  readonly remote: boolean;
  readonly colour: boolean;
  readonly unicode: boolean;
};
