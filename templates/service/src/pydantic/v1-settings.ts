/**
 * `BaseSettings` of pydantic 1: what is not given comes from the environment, and from a file of such settings.
 * Source: pydantic/env_settings.py, 1.10.
 */
import { Dict, dict } from '../python/dict.js';
import { dotenvValues } from '../python/dotenv.js';
import { loads } from '../python/json.js';
import type { Value } from '../python/value.js';
import type { Field } from './field.js';
import { Validated, type ModelClass } from './model.js';
import { BaseModel } from './v1.js';

export class BaseSettings extends BaseModel {
  static {
    this.define({}, { extra: 'forbid', validateDefaults: true });
  }

  constructor(data: Value = dict()) {
    super(data instanceof Validated ? data : withEnvironment(new.target as ModelClass, data));
  }
}

function withEnvironment({ definition }: ModelClass, data: Value): Value {
  if (!(data instanceof Dict)) return data;
  const { config, fields } = definition;
  const read = (name: string): string =>
    config.isCaseSensitive === true ? name : name.toLowerCase();
  const variables = new Map<string, string>();
  const file = config.envFile === undefined ? [] : dotenvValues(config.envFile).entries();
  for (const [name, text] of [...file, ...Object.entries(process.env)])
    if (text !== undefined) variables.set(read(name), text);
  const values = new Dict();
  for (const field of fields.values()) {
    const names = field.options.env ?? [`${config.envPrefix ?? ''}${field.name}`];
    const text = names
      .map((name) => variables.get(read(name)))
      .find((found) => found !== undefined);
    if (text !== undefined) values.set(field.alias, valueOf(field, text));
  }
  for (const [name, value] of data.entries()) values.set(name, value);
  return values;
}

/** Lists, dicts and models are JSON there. */
function valueOf({ type }: Field, text: string): Value {
  return type.isComplex === true ? loads(text) : text;
}
