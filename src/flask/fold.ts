/** What is known while a view is folded: what each of its names stands for. */

export interface Fold {
  /** Whether a name of the module is this of a library. */
  readonly isName: (name: string, path: string) => boolean;
  /** Whether every connection gives rows as dicts. */
  readonly rowsAreDicts: boolean;
  readonly names: Map<string, Binding>;
  readonly inputs: Map<string, Record<string, unknown>>;
  readonly queries: FoldedQuery[];
  /** Executed, and nothing fetched of it yet. */
  pending: FoldedQuery | undefined;
  /** Nothing is executed behind a commit. */
  isCommitted: boolean;
}

export interface FoldedQuery {
  name: string | undefined;
  readonly sql: string;
  readonly returnsRows: boolean;
  readonly isDict: boolean;
  fetch: 'one' | 'all' | 'none' | undefined;
  whenEmpty: unknown;
}

export type Binding =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'json' }
  | { readonly kind: 'connection' }
  | { readonly kind: 'cursor'; readonly isDict: boolean }
  | { readonly kind: 'row' | 'rows' | 'item'; readonly query: FoldedQuery }
  /** An empty dict or list that a loop fills. */
  | { readonly kind: 'object' | 'list'; readonly shape: undefined }
  | { readonly kind: 'shape'; readonly shape: unknown };

/** Thrown and caught in `fold-handler.ts` alone: the view is more than a manifest can say. */
export class NotFoldable extends Error {
  override readonly name = 'NotFoldable';
}

export function refuse(): never {
  throw new NotFoldable();
}
