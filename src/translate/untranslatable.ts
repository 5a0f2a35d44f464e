/** Why a function cannot be translated, and where. Thrown within it, and caught around it. */
import type { Span } from '../python/syntax.js';

export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';

  constructor(
    /** Undefined for the whole of what is being translated. */
    readonly span: Span | undefined,
    /** What it is, as a reader of Python would call it: "a generator that waits for the database". */
    message: string,
  ) {
    super(message);
  }
}
