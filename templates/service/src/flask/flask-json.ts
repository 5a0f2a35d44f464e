/** `flask.json.dumps`: as the app writes its answers, with blanks as Python's json has them. */
import type { EncoderClass } from '../python/json-encoder.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { currentApp } from './flask-app.js';
import { encodeWith, ProviderEncoder } from './provider-encoder.js';

export function dumps(value: Value): string {
  const app = currentApp();
  if (app.json.dumps) return str(app.json.dumps(value));
  const Encoder = (app.json_encoder ?? ProviderEncoder) as EncoderClass;
  return encodeWith(Encoder, value, app.jsonSettings());
}
