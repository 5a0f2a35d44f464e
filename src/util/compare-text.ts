/** Orders two strings by code unit: the same on any machine, in any locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
