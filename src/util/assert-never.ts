/** Closes a `switch` over a tagged union: the compiler refuses a missing case, and a value from outside throws. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
