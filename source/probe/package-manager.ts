/** Package managers start the program, in a process of its own, and are not it. */
const manager = /(^|[\\/])(npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(-cli)?(\.c?js)?$/;

/** `script`: what Node.js was started with, or the name of a program. */
export const isPackageManager = (script: string): boolean => manager.test(script);
