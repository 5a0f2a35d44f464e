/** `json.dumps` with what Flask's provider adds: dates as HTTP has them, decimals and UUIDs as text. */
import { type EncoderClass, JSONEncoder } from '../python/json-encoder.js';
import type { Value } from '../python/value.js';
import { dumps, type ToPythonJson } from './json.js';

export class ProviderEncoder extends JSONEncoder {
  override default(value: Value): Value {
    const { toPythonJson } = value as Partial<ToPythonJson>;
    if (toPythonJson === undefined) return super.default(value);
    return JSON.parse(toPythonJson.call(value, dumps)) as Value;
  }
}

/** What Flask tells an encoder; `undefined` is what the encoder does by itself. */
export interface Layout {
  readonly isAscii: Value;
  readonly sortsKeys: Value;
  readonly indent?: Value | undefined;
  readonly separators?: Value | undefined;
  readonly otherwise?: ((value: Value) => Value) | undefined;
}

export function encodeWith(Encoder: EncoderClass, value: Value, layout: Layout): string {
  const { isAscii, sortsKeys, indent, separators, otherwise } = layout;
  const options = [false, isAscii, undefined, true, sortsKeys, indent, separators];
  return new Encoder(...options, otherwise as Value | undefined).encode(value);
}
