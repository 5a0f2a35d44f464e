/** Errors of Node's file system as Python's. */
import {
  FileExistsError,
  FileNotFoundError,
  IsADirectoryError,
  NotADirectoryError,
  OSError,
  PermissionError,
} from './exceptions.js';
import type { Value } from './value.js';

const ERRORS: Readonly<
  Record<string, readonly [new (...args: Value[]) => OSError, number, string]>
> = {
  ENOENT: [FileNotFoundError, 2, 'No such file or directory'],
  EEXIST: [FileExistsError, 17, 'File exists'],
  EISDIR: [IsADirectoryError, 21, 'Is a directory'],
  ENOTDIR: [NotADirectoryError, 20, 'Not a directory'],
  EACCES: [PermissionError, 13, 'Permission denied'],
  EPERM: [PermissionError, 1, 'Operation not permitted'],
  ENOTEMPTY: [OSError, 39, 'Directory not empty'],
  EXDEV: [OSError, 18, 'Invalid cross-device link'],
  ENOSPC: [OSError, 28, 'No space left on device'],
};

/** What `act` gives; what Node throws meanwhile is raised as Python raises it. */
export function withOsErrors<Result>(path: Value, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const { code, errno } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const [Class, number, text] = ERRORS[code] ?? [OSError, Math.abs(errno ?? 0), code];
    throw new Class(number, text, path);
  }
}
