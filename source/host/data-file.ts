import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import * as v from 'valibot';

/**
 * A value that is remembered from one start of Heddle to the next, in a file of that name. What does not look like the
 * schema is as good as none; a home that cannot be written to costs the memory, nothing else.
 */
export function dataFile<T>(name: string, schema: v.GenericSchema<unknown, T>) {
  const path = () => join(envPaths('heddle', { suffix: '' }).data, name);
  return {
    read(): T | null {
      try {
        return v.parse(schema, JSON.parse(readFileSync(path(), 'utf8')));
      } catch {
        return null;
      }
    },
    write(value: object): void {
      try {
        mkdirSync(dirname(path()), { recursive: true });
        writeFileSync(path(), JSON.stringify(value));
      } catch {
        // Read-only home, full disk: choose again next time.
      }
    },
  };
}
