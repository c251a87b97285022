import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { schemas } from '../source/schemas/index.ts';

/**
 * The JSON Schemas of what `--json` and `--events` print, by name, as they go into the package. They are open: a
 * document may have fields that its schema does not know, because a newer Heddle may print more.
 */
export function jsonSchemas(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12' });
      return [name, { $schema, $id: `urn:heddle:schema:1:${name}`, ...rest }];
    }),
  );
}
