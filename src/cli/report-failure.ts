/** What ends a command other than its own answer, as words on stderr and as an exit code. */
import { DatabaseUnavailable } from '../postgres/database-unavailable.js';
import { ProcessFailed } from '../processes/process-failed.js';
import { Interrupted } from '../processes/resources.js';
import { OutputRefused } from '../workspace/output-refused.js';
import { VerifyRefused } from '../pipeline/verify-refused.js';
import { Unreadable } from '../pipeline/read-input.js';
import type { Console } from './console.js';
import { EXIT } from './exit-codes.js';

export function exitCodeOf(console: Console, error: unknown): number {
  if (error instanceof Interrupted) {
    console.error('interrupted');
    return EXIT.interrupted;
  }
  if (
    error instanceof DatabaseUnavailable ||
    error instanceof OutputRefused ||
    error instanceof Unreadable ||
    error instanceof VerifyRefused
  ) {
    console.error(`error: ${error.message}`);
    const output = error instanceof DatabaseUnavailable ? error.output : [];
    for (const line of output) console.error(`  | ${line}`);
    for (const advice of error.help) console.error(`  = help: ${advice}`);
    return EXIT.unable;
  }
  if (error instanceof ProcessFailed) {
    console.error(`error: ${error.message}`);
    for (const line of error.output) console.error(`  | ${line}`);
    for (const advice of error.help) console.error(`  = help: ${advice}`);
    return EXIT.unable;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`this is a bug in port, please report it:\n${text}`);
  return EXIT.bug;
}
