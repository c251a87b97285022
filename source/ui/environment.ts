/** What the terminal and the machine are like; shown in the header. */
export type Environment = {
  /** `node 24.21` */
  readonly runtime: string;
  readonly effectiveCores: number;
  /** Over ssh. */
  readonly remote: boolean;
  readonly colour: boolean;
  readonly unicode: boolean;
};
