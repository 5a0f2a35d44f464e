/**
 * Nothing was written, and why: the place cannot take it, or what was asked for should not be written there.
 * The output folder is as it was.
 */
export class OutputRefused extends Error {
  override readonly name = 'OutputRefused';

  constructor(
    message: string,
    readonly help: readonly string[] = [],
  ) {
    super(message);
  }
}

/** An error of the file system as a refusal to write at `place`; what is no such error stays as it is. */
export function asOutputRefused(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return error;
  const { code } = error;
  const named = 'path' in error && typeof error.path === 'string' ? error.path : place;
  // Where we work meanwhile says nothing to anybody.
  const path = /[/\\]\.port-(?:change|stage)/.test(named) ? place : named;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new OutputRefused(`no permission to write to ${path}`, [
        'check who owns it, or choose another folder',
      ]);
    case 'ENOSPC':
      return new OutputRefused(`no space is left on the disk of ${place}`);
    case 'EDQUOT':
      return new OutputRefused(`the disk quota for ${place} is used up`);
    case 'EROFS':
      return new OutputRefused(`${place} is on a read-only file system`);
    case 'ENOTDIR':
    case 'ENOTEMPTY':
    case 'EEXIST':
    case 'EISDIR':
      return new OutputRefused(`something else is in the way at ${path}`);
    case 'ENAMETOOLONG':
      return new OutputRefused(`the file system does not take a name as long as ${path}`);
    default:
      return new OutputRefused(`cannot write to ${place}: ${error.message}`);
  }
}
