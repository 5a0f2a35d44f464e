/** Why a function cannot be translated, and where. Thrown within it, and caught around it. */
import type { Source } from '../diagnostics/diagnostic.js';
import type { Span } from '../python/syntax.js';

export interface Place extends Span {
  readonly source: Source;
}

export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';

  constructor(
    /** Undefined for the whole of what is being translated. */
    readonly span: Span | undefined,
    /** What it is, as a reader of Python would call it: "a generator that waits for the database". */
    message: string,
    /** In a file that is no Python: a template. */
    readonly place?: Place | undefined,
  ) {
    super(message);
  }
}
