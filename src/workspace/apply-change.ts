/**
 * The last step of a change: moves what was prepared in the change folder to its place, and takes it back
 * if something fails. It does not yield, so that no signal is handled in between; and it can be repeated
 * after having been cut off anywhere: what is no longer in the change folder is already in place.
 */
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { isNotFound } from './disk.js';

/** In the output folder while files in it change; `new` and `old` in it hold the files by their paths. */
export const CHANGE_FOLDER = '.port-change';

export interface Plan {
  readonly write: readonly string[];
  readonly remove: readonly string[];
}

/** Keeps what lies at `path` under `old`, for `applyPlan` to put it back: by a second link where possible. */
export function keepOld(folder: string, path: string): void {
  duplicate(join(folder, path), join(folder, CHANGE_FOLDER, 'old', path));
}

/** @throws the error of the file system, after the folder is again as it was. */
export function applyPlan(folder: string, plan: Plan): void {
  const undo: (() => void)[] = [];
  try {
    for (const path of plan.write) {
      const prepared = join(folder, CHANGE_FOLDER, 'new', path);
      if (!existsSync(prepared)) continue;
      const place = join(folder, path);
      const firstMade = mkdirSync(dirname(place), { recursive: true });
      if (firstMade !== undefined)
        undo.push(() => removeEmptyFolders(dirname(place), dirname(firstMade)));
      renameSync(prepared, place);
      undo.push(() => {
        renameSync(place, prepared);
        putBack(folder, path);
      });
    }
    for (const path of plan.remove) {
      const place = join(folder, path);
      if (lstatSync(place, { throwIfNoEntry: false }) !== undefined) {
        unlinkSync(place);
        undo.push(() => putBack(folder, path));
      }
      removeEmptyFolders(dirname(place), folder);
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    throw error;
  }
}

function putBack(folder: string, path: string): void {
  const old = join(folder, CHANGE_FOLDER, 'old', path);
  if (lstatSync(old, { throwIfNoEntry: false }) !== undefined) duplicate(old, join(folder, path));
}

/** A second name for a file; a copy where the file system has no such thing. */
function duplicate(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (lstatSync(from).isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** From `folder` upwards, those that are empty, and never `end`. */
function removeEmptyFolders(folder: string, end: string): void {
  for (let path = folder; path !== end; path = dirname(path)) {
    try {
      rmdirSync(path);
    } catch (error) {
      // An earlier run may have come further.
      if (!isNotFound(error)) return;
    }
  }
}
