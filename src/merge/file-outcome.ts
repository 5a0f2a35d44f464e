/** What becomes of one file in an update. */

export type FileAction =
  'create' | 'update' | 'merge' | 'conflict' | 'unchanged' | 'kept' | 'delete';

export interface FileOutcome {
  readonly path: string;
  readonly action: FileAction;
  /** What it becomes; undefined for a file that is not there in the end. */
  readonly text: string | undefined;
  readonly conflicts: number;
  /** What is not generated any more, was edited, and stays: names of declarations, or the file itself. */
  readonly kept: readonly string[];
}
