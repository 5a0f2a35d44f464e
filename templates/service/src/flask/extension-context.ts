/** What extensions add to the names of every template: each tells when its module is loaded. */
import type { Value } from '../python/value.js';

export type ContextProcessor = () => Value | void | Promise<Value | void>;

export const extensionContext: ContextProcessor[] = [];
