declare const HEDDLE_VERSION: string;

/** Heddle's own version, put in by the build. */
export const version = HEDDLE_VERSION;
