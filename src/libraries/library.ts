/**
 * What a Python library is to a port, as data: one file for each, named after its module, that exports `library`.
 * Nothing else lists them. `port scan` tells which of an app's libraries have one; translation reads from here how
 * a library's names type and translate.
 */
export interface Library {
  /** As Python imports it. */
  readonly module: string;
  /** As pip installs it, where the name differs; none for what comes with Python. */
  readonly distributions: readonly string[];
  /** What does its work in the service, for people: a part of the service, Node, or an npm package. */
  readonly replacement: string;
}
