/** A comparison that does not begin: something is missing, or it would not be safe. */
export class VerifyRefused extends Error {
  override readonly name = 'VerifyRefused';

  constructor(
    message: string,
    readonly help: readonly string[],
  ) {
    super(message);
  }
}
