/** What a command is given beside its own arguments. */
import type { Console } from './console.js';

export interface CommandContext {
  readonly console: Console;
  /** Where relative paths start: `-C DIR`. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}
