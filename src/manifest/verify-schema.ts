/** What a manifest says for `port verify`: how to start the original, and where the service shall differ. */
import { Type } from 'typebox';
import { LAYERS } from '../model/expected-difference.js';
import type { Json } from '../model/json.js';

const closed = { additionalProperties: false };

const texts = (description: string) =>
  Type.Unsafe<Readonly<Record<string, string>>>({
    type: 'object',
    additionalProperties: { type: 'string' },
    description,
  });

export const Difference = Type.Object(
  {
    layer: Type.Unsafe<(typeof LAYERS)[number]>({
      type: 'string',
      enum: [...LAYERS],
      description: 'What differs.',
    }),
    reason: Type.String({
      minLength: 1,
      description: 'Why the service differs from the original.',
    }),
    request: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Only requests whose "METHOD /path", or what they try, holds this text.',
      }),
    ),
    flask: Type.Optional(
      Type.Integer({
        minimum: 100,
        maximum: 599,
        description: 'layer status: what Flask answers.',
      }),
    ),
    service: Type.Optional(
      Type.Integer({
        minimum: 100,
        maximum: 599,
        description: 'layer status: what the service answers.',
      }),
    ),
    header: Type.Optional(
      Type.String({ minLength: 1, description: 'layer headers: only this one.' }),
    ),
    path: Type.Optional(
      Type.String({
        pattern: String.raw`^(\$.*|bytes)$`,
        description:
          'layer body: only this value, as `$.items[*].price`; `bytes` where the values are the same and the bytes are not.',
      }),
    ),
    table: Type.Optional(
      Type.String({ minLength: 1, description: 'layer database: only this table or sequence.' }),
    ),
    adds: Type.Optional(
      Type.Unsafe<Readonly<Record<string, Json>> | readonly Readonly<Record<string, Json>>[]>({
        type: ['object', 'array'],
        items: { type: 'object' },
        description:
          'layer database: the row, or rows, that each 2xx answer leaves in the service and not in the original. ' +
          '`$.key` is a value of the answer. Held both ways.',
      }),
    ),
  },
  { ...closed, description: 'A difference from the original that is meant.' },
);

export const differences = Type.Optional(
  Type.Array(Difference, {
    description: 'Differences from the original that are meant, for `port verify`.',
  }),
);

export const Verify = Type.Object(
  {
    flask: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'The command that starts the original. `{port}`, `{database_url}` and more are filled in.',
      }),
    ),
    folder: Type.Optional(Type.String({ description: 'Where it is started, beside this file.' })),
    env: Type.Optional(texts('Environment of the original; `{dbname}` and more are filled in.')),
    headers: Type.Optional(texts('Headers of every generated request.')),
    secrets: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Names of headers, arguments and keys whose values no report shows.',
      }),
    ),
  },
  { ...closed, description: 'How `port verify` runs the original.' },
);
