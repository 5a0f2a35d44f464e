/** `json.dumps` with what Flask's provider adds: dates as HTTP has them, decimals and UUIDs as text. */
import { JSONEncoder } from '../python/json-encoder.js';
import type { Value } from '../python/value.js';
import { dumps, type ToPythonJson } from './json.js';

export class ProviderEncoder extends JSONEncoder {
  override default(value: Value): Value {
    const { toPythonJson } = value as Partial<ToPythonJson>;
    if (toPythonJson === undefined) return super.default(value);
    return JSON.parse(toPythonJson.call(value, dumps)) as Value;
  }
}
