/** Python's `sys` and `traceback`, as far as a service needs them. */
import { asException, SystemExit } from './exceptions.js';
import { str } from './text.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export const argv: string[] = process.argv.slice(1);
export const path: string[] = [];
export const platform: string = process.platform;
export const maxsize = 2n ** 63n - 1n;
export const version = '3.11';

export class Output {
  constructor(private readonly stream: NodeJS.WriteStream) {}

  write(text: Value): number {
    this.stream.write(str(text));
    return Array.from(str(text)).length;
  }

  flush(): null {
    return null;
  }
}

export const stdout = new Output(process.stdout);
export const stderr = new Output(process.stderr);

export function exit(code: Value = null): never {
  throw new SystemExit(code);
}

/** Of the error that is being handled, with the places of the service. */
export function formatException(error: unknown): string {
  const raised = asException(error);
  const stack = raised.stack?.split('\n').slice(1).join('\n') ?? '';
  return `Traceback (most recent call last):\n${stack}\n${typeName(raised)}: ${str(raised as Value)}\n`;
}

export function printException(error: unknown): null {
  process.stderr.write(formatException(error));
  return null;
}
