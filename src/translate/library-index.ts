/** What the libraries' data says of a dotted path or of a type's member, with its signature read once. */
import type { Library, LibraryType } from '../libraries/library.js';
import { parseSignature, type Signature } from '../libraries/parse-signature.js';
import {
  ANY_LIST,
  ANY_TUPLE,
  BOOL,
  CALLABLE,
  DICT,
  FLOAT,
  INT,
  join,
  listOf,
  NEVER,
  NONE,
  SET,
  STR,
  VALUE,
  type PyType,
} from './entities.js';

export interface LibraryName {
  readonly library: Library;
  readonly signature: Signature;
  /** The module of the service that exports the target. */
  readonly from: string;
}

const SIMPLE: Readonly<Record<string, PyType>> = {
  value: VALUE,
  None: NONE,
  bool: BOOL,
  int: INT,
  float: FLOAT,
  str: STR,
  bytes: { kind: 'bytes' },
  dict: DICT,
  set: SET,
  list: ANY_LIST,
  tuple: ANY_TUPLE,
  callable: CALLABLE,
};

export interface FoundType {
  readonly library: Library;
  readonly type: LibraryType;
  readonly class: string;
  /** The module of the service that exports its class. */
  readonly from: string | undefined;
}

export class LibraryIndex {
  readonly #libraries: readonly Library[];
  readonly #names = new Map<string, LibraryName | undefined>();
  readonly #types = new Map<string, { readonly library: Library; readonly type: LibraryType }>();
  readonly #members = new Map<string, LibraryName | undefined>();
  readonly #byMember = new Map<string, string[]>();

  constructor(libraries: readonly Library[]) {
    this.#libraries = libraries;
    for (const library of libraries) {
      for (const [name, type] of Object.entries(library.types ?? {})) {
        this.#types.set(name, { library, type });
        for (const member of Object.keys(type.members ?? {})) {
          this.#byMember.set(member, [...(this.#byMember.get(member) ?? []), name]);
        }
      }
    }
  }

  /** The path that a name goes by, where a library has it under several. */
  alias(path: string): string {
    const { library } = this.name(path) ?? {};
    const found = library?.aliases?.[path.slice(library.module.length + 1)];
    return found === undefined ? path : `${library!.module}.${found}`;
  }

  library(path: string): Library | undefined {
    return this.#libraries
      .filter(({ module }) => path === module || path.startsWith(`${module}.`))
      .toSorted((a, b) => b.module.length - a.module.length)[0];
  }

  /** The path under which the tables tell of a name that another library may have passed on. */
  canonical(path: string): string {
    const plain = path.replace(/^flask\.ext\.(\w+)/, 'flask_$1');
    for (const { module, reexports = {} } of this.#libraries) {
      if (!plain.startsWith(`${module}.`)) continue;
      const key = plain.slice(module.length + 1);
      if (Object.hasOwn(reexports, key)) return reexports[key]!;
    }
    return plain;
  }

  name(path: string): LibraryName | undefined {
    if (!this.#names.has(path)) this.#names.set(path, this.#find(path));
    return this.#names.get(path);
  }

  #find(path: string): LibraryName | undefined {
    for (const library of this.#libraries) {
      if (!path.startsWith(`${library.module}.`)) continue;
      const names = library.names ?? {};
      const written = path.slice(library.module.length + 1);
      const key = library.aliases?.[written] ?? written;
      if (Object.hasOwn(names, key)) return this.#read(library, names[key]!);
    }
    return undefined;
  }

  type(written: string): FoundType | undefined {
    const found = this.#types.get(written) ?? this.#types.get(this.alias(written));
    if (!found) return undefined;
    const [module, exported] = found.type.class.split('#');
    return exported === undefined
      ? { ...found, class: found.type.class, from: found.library.from }
      : { ...found, class: exported, from: module };
  }

  /** Methods of a class that derives from the type which the library calls itself. */
  calls(type: string): readonly string[] {
    return this.#types.get(type)?.type.calls ?? [];
  }

  member(type: string, member: string): LibraryName | undefined {
    const key = `${type} ${member}`;
    if (!this.#members.has(key)) this.#members.set(key, this.#findMember(type, member, 0));
    return this.#members.get(key);
  }

  #findMember(name: string, member: string, depth: number): LibraryName | undefined {
    const found = this.#types.get(name);
    if (!found || depth > 10) return undefined;
    const { library, type } = found;
    const members = type.members ?? {};
    if (Object.hasOwn(members, member)) return this.#read(library, members[member]!);
    if (type.base === undefined) return undefined;
    const base = this.#types.has(type.base) ? type.base : `builtins.${type.base}`;
    return this.#findMember(base, member, depth + 1);
  }

  /** The type that a member is declared by: this one, or what it derives from. */
  ownerOf(name: string, member: string, depth = 0): FoundType | undefined {
    const found = this.type(name) ?? this.type(`builtins.${name}`);
    if (!found || depth > 20) return undefined;
    if (Object.hasOwn(found.type.members ?? {}, member)) return found;
    return found.type.base === undefined
      ? undefined
      : this.ownerOf(found.type.base, member, depth + 1);
  }

  /** The types that declare a member of this name. */
  typesWith(member: string): readonly string[] {
    return this.#byMember.get(member) ?? [];
  }

  #read(library: Library, text: string): LibraryName {
    const signature = parseSignature(text);
    return { library, signature, from: signature.from ?? library.from ?? '' };
  }

  /** `str | None`, `list[dict]`, `datetime.datetime`. */
  parseType(text: string): PyType {
    return text
      .split('|')
      .map((part) => this.#parseOne(part.trim()))
      .reduce(join, NEVER);
  }

  #parseOne(text: string): PyType {
    const simple = SIMPLE[text];
    if (simple) return simple;
    const list = /^list\[(.+)\]$/.exec(text);
    if (list) return listOf(this.parseType(list[1]!));
    return this.#types.has(text) ? { kind: 'object', name: text } : VALUE;
  }
}
