/** The texts a command is given: a file that cannot be read ends it before it has begun. */
import { readTextFile } from '../workspace/read-text-file.js';

export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    message: string,
    readonly help: readonly string[],
  ) {
    super(message);
  }
}

/** @throws Unreadable */
export async function readInput(path: string, maxBytes: number): Promise<string> {
  const file = await readTextFile(path, { maxBytes });
  if (file.kind === 'text') return file.text;
  throw new Unreadable(`${path} ${file.message}`, file.help);
}
