/** What the exit code of every command means. */
export const EXIT = {
  /** Done, and the answer is yes. */
  yes: 0,
  /** Done, and the answer is no: errors in the input, a difference, below the bar. */
  no: 1,
  /** Could not start: a bad flag, no database, a folder that is in use. */
  unable: 2,
  /** Written, with merge conflicts to resolve. */
  conflicts: 3,
  /** A bug in `port`. */
  bug: 70,
  /** Interrupted; nothing is half-written, no process is left. */
  interrupted: 130,
} as const;
