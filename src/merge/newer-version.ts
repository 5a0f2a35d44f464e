/** Both sides may move a dependency forward: the further one is what both want. */

const RANGE = /^(["']?)([~^]?)(\d+)\.(\d+)\.(\d+)\1$/;

/** The newer of two version ranges of one kind, such as `"^5.12.8"`; undefined for anything else. */
export function newerVersion(a: string, b: string): string | undefined {
  const [left, right] = [RANGE.exec(a), RANGE.exec(b)];
  if (!left || !right || left[2] !== right[2]) return undefined;
  for (const part of [3, 4, 5]) {
    const difference = Number(left[part]) - Number(right[part]);
    if (difference !== 0) return difference > 0 ? a : b;
  }
  return a;
}
