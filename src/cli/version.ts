/** The version of `port`, from its package.json. */
import { VERSION } from '../pipeline/package-root.js';

export function version(): string {
  return VERSION;
}
