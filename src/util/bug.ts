/** A mistake of `port` itself, never of its user. The CLI reports it as such and ends with exit code 70. */
export class Bug extends Error {
  override readonly name = 'Bug';
}
