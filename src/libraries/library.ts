/**
 * What a Python library is to a port, as data: one file for each, named after its module, that exports `library`.
 * Nothing else lists them. `port scan` tells which of an app's libraries have one; `translate` reads from here how
 * a library's names type and translate.
 */
export interface Library {
  /** As Python imports it. */
  readonly module: string;
  /** As pip installs it, where the name differs; none for what comes with Python. */
  readonly distributions: readonly string[];
  /** Distributions that have a module of the same name and mean something else: for an app that asks for one, this is none. */
  readonly unlike?: readonly string[];
  /** What does its work in the service, for people: a part of the service, Node, or an npm package. */
  readonly replacement: string;
  /** The module of the service that holds what `names` and `types` refer to: `python/datetime.js`. */
  readonly from?: string;
  /** What the service's package.json needs for it, by npm package: a version range. */
  readonly packages?: Readonly<Record<string, string>>;
  /** By dotted path below the module (`datetime.now`), a signature as `parse-signature.ts` reads it. */
  readonly names?: Readonly<Record<string, string>>;
  /** What it has from another library, by dotted path below the module: `request` is `flask.request`. */
  readonly reexports?: Readonly<Record<string, string>>;
  /** Where the app has an older release than `names` tell of: what is different there. */
  readonly older?: OlderRelease;
  /** Names below the module that stand for another one of it. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** By Python's full name (`datetime.datetime`): what its objects are in TypeScript, and have. */
  readonly types?: Readonly<Record<string, LibraryType>>;
}

export interface OlderRelease {
  /** The first release that is as the library's own `names` say. */
  readonly before: string;
  readonly names?: Readonly<Record<string, string>>;
  /** The whole of it, where little is left as it was. */
  readonly library?: Library;
  /** Names that only the older releases have: who imports them cannot have a newer one. */
  readonly signs?: readonly string[];
}

export interface LibraryType {
  readonly class: string;
  /** The type that it inherits members from. */
  readonly base?: string;
  readonly members?: Readonly<Record<string, string>>;
  /** Methods that it calls itself, of a class that derives from it; of those that are no members it could not. */
  readonly calls?: readonly string[];
}
