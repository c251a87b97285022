/** What models can be judged by; of all of these less is better. */
export const bys = ['time', 'latency', 'memory', 'cpu'] as const;
export type By = (typeof bys)[number];
