/** Parameters as somebody wrote them, and what can be wrong with SQL. */
import type { Edit } from './edited-text.js';

/** `:name`, `:name.column`, `%(name)s`, or without a name `%s`; offsets are UTF-16 units of what was written. */
export interface WrittenParameter {
  readonly name: string | undefined;
  readonly column: string | undefined;
  readonly start: number;
  readonly end: number;
}

export interface FoundParameters {
  readonly parameters: readonly WrittenParameter[];
  /** What makes `$1`, `$2`, … of them. */
  readonly edits: readonly Edit[];
  readonly problems: readonly SqlProblem[];
}

export interface SqlProblem {
  readonly kind:
    | 'syntax'
    | 'empty'
    | 'unsupported'
    | 'parameter-in-utility'
    | 'placeholder'
    | 'hidden-placeholder';
  readonly message: string;
  /** UTF-16 units of what was written. */
  readonly start: number;
  readonly end: number;
}
