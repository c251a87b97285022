import type { Work } from '../decision.ts';
import { line } from './sketch.ts';

/** Half a dozen milliseconds of native code, and a call that blocks for 50: nothing to install, nothing to reach. */
const nodeCalls: Readonly<Partial<Record<Work['does'], string>>> = {
  hashes: "pbkdf2Sync('secret', 'salt', 9999, 32, 'sha256')",
  blocks: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)',
};
const pythonCalls: Readonly<Partial<Record<Work['does'], string>>> = {
  hashes: 'hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", 9999)',
  blocks: 'time.sleep(0.05)',
};
const remarks: Readonly<Partial<Record<Work['does'], string>>> = {
  hashes: 'native code',
  blocks: 'blocks',
};

/** The line of a task that computes in native code or blocks: a stand-in for the person's own call. */
export function nodeCall({ does }: Work): string {
  return line(does in nodeCalls, `${nodeCalls[does]}; // ${remarks[does]}`);
}

/** `const work = (n) => n * n;`, with that call before it. */
export function nodeFunction(name: string, { does }: Work): string {
  const call = nodeCalls[does];
  if (!call) return `const ${name} = (n) => n * n;`;
  const whole = `const ${name} = (n) => ${call} && n * n;`;
  return whole.length <= 80 ? whole : whole.replace('=> ', `=> // ${remarks[does]}\n  `);
}

export function nodeImport({ does }: Work): string {
  return line(does === 'hashes', "import { pbkdf2Sync } from 'node:crypto';");
}

export function pythonCall({ does }: Work): string {
  return line(does in pythonCalls, `${pythonCalls[does]}  # ${remarks[does]}`);
}

export function pythonImport({ does }: Work): string {
  return line(does in pythonCalls, `import ${does === 'hashes' ? 'hashlib' : 'time'}`);
}
