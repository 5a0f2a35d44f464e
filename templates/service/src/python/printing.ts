/** `print(*values, sep=' ', end='\n')`: to the process's output, or to the file that is given. */
import { getattr } from './getattr.js';
import { str } from './text.js';
import type { Value } from './value.js';

export function print(
  values: readonly Value[],
  sep?: Value,
  end?: Value,
  file?: Value,
  _flush?: Value,
): void {
  const text = values.map((value) => str(value)).join(str(sep ?? ' ')) + str(end ?? '\n');
  if (file === undefined || file === null) process.stdout.write(text);
  else (getattr(file, 'write') as (text: string) => void)(text);
}
