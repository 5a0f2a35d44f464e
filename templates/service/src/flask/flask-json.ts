/** `flask.json.dumps`: as the app writes its answers, with blanks as Python's json has them. */
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { currentApp } from './flask-app.js';
import { ProviderEncoder } from './provider-encoder.js';

export function dumps(value: Value): string {
  const app = currentApp();
  if (app.json.dumps) return str(app.json.dumps(value));
  const { sortsKeys, isAscii } = app.jsonSettings();
  const Encoder = (app.json_encoder ?? ProviderEncoder) as typeof ProviderEncoder;
  return new Encoder(false, isAscii, undefined, true, sortsKeys).encode(value);
}
