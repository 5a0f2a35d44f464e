/**
 * Imports follow from what the merged code uses. A name you import stays while the code uses it, or if you
 * imported it without using it; a name that only the new generation imports comes when its code does. A module
 * you changed stays changed.
 */
import { ts } from 'ts-morph';
import { compareText } from '../util/compare-text.js';

/** One import declaration: its text with the comments before it, and what it makes known. */
export interface ImportDeclaration {
  readonly module: string;
  readonly text: string;
  /** White space and comments before it. */
  readonly lead: string;
  readonly names: readonly ImportedName[];
}

export interface ImportedName {
  /** What the file calls it. */
  readonly local: string;
  /** What the module calls it; `default` or `*`. */
  readonly imported: string;
  readonly isType: boolean;
}

export function readImport(
  file: ts.SourceFile,
  node: ts.ImportDeclaration,
  start: number,
): ImportDeclaration {
  const { importClause, moduleSpecifier } = node;
  const isType = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const names: ImportedName[] = [];
  if (importClause?.name) {
    names.push({ local: importClause.name.text, imported: 'default', isType });
  }
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) {
    names.push({ local: bindings.name.text, imported: '*', isType });
  } else if (bindings) {
    for (const { name, propertyName, isTypeOnly } of bindings.elements) {
      const imported = (propertyName ?? name).text;
      names.push({ local: name.text, imported, isType: isType || isTypeOnly });
    }
  }
  const from = node.getStart(file);
  return {
    module: (moduleSpecifier as ts.StringLiteral).text,
    text: file.text.slice(from, node.end),
    lead: file.text.slice(start, from),
    names,
  };
}

interface Versions {
  readonly base: readonly ImportDeclaration[];
  readonly yours: readonly ImportDeclaration[];
  readonly theirs: readonly ImportDeclaration[];
}

interface Uses {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** `uses` are the identifiers in your code, and in what it has become. */
export function mergeImports(versions: Versions, uses: Uses): string {
  const wanted = wantedNames(versions, uses);
  const modules = new Map<string, ImportedName[]>();
  for (const { module, name } of wanted) {
    const names = modules.get(module);
    if (names) names.push(name);
    else modules.set(module, [name]);
  }
  const printed: { module: string; text: string; lead: string }[] = [];
  for (const declaration of versions.yours) {
    const { module, lead, text, names } = declaration;
    if (names.length === 0) {
      printed.push({ module, lead, text });
      continue;
    }
    const left = modules.get(module) ?? [];
    // Of two declarations for a module each keeps its own names, and the last one gets those that are new.
    const isLast = versions.yours.findLast((other) => other.module === module) === declaration;
    const own = names.flatMap(({ local }) => left.filter((name) => name.local === local));
    const elsewhere = new Set(
      versions.yours
        .filter((other) => other.module === module && other !== declaration)
        .flatMap((other) => other.names.map(({ local }) => local)),
    );
    const added = isLast
      ? left.filter((name) => !own.includes(name) && !elsewhere.has(name.local))
      : [];
    const all = [...own, ...added];
    if (all.length === 0) continue;
    const isSorted = names.every(
      ({ local }, index) => index === 0 || names[index - 1]!.local < local,
    );
    const kept = isSorted ? all.toSorted((a, b) => compareText(a.local, b.local)) : all;
    const isUnchanged =
      kept.length === names.length && kept.every((name, index) => isSameName(name, names[index]!));
    printed.push({ module, lead, text: isUnchanged ? text : printImport(module, kept) });
  }
  insertNewModules(printed, versions, modules);
  return printed
    .map(({ lead, text }, index) => (index === 0 ? lead.trimStart() : lined(lead)) + text)
    .join('');
}

function lined(lead: string): string {
  return lead.includes('\n') ? lead : `\n${lead}`;
}

function isSameName(a: ImportedName, b: ImportedName): boolean {
  return a.local === b.local && a.imported === b.imported && a.isType === b.isType;
}

interface WantedName {
  readonly module: string;
  readonly name: ImportedName;
}

function wantedNames({ base, yours, theirs }: Versions, { before, after }: Uses): WantedName[] {
  const index = (declarations: readonly ImportDeclaration[]): Map<string, WantedName> =>
    new Map(
      declarations.flatMap(({ module, names }) =>
        names.map((name) => [name.local, { module, name }] as const),
      ),
    );
  const [inBase, inYours, inTheirs] = [index(base), index(yours), index(theirs)];
  const wanted: WantedName[] = [];
  for (const [local, own] of inYours) {
    const generated = inTheirs.get(local);
    const known = inBase.get(local);
    const isUsed = after.has(local);
    // What you import and do not use is yours to know.
    if (!isUsed && (before.has(local) || (known !== undefined && generated === undefined)))
      continue;
    const isUntouched = known !== undefined && isSame(known, own);
    wanted.push(isUntouched && generated !== undefined ? generated : widened(own, generated));
  }
  for (const [local, generated] of inTheirs) {
    if (!inYours.has(local) && after.has(local)) wanted.push(generated);
  }
  return wanted;
}

function isSame(a: WantedName, b: WantedName): boolean {
  return a.module === b.module && isSameName(a.name, b.name);
}

/** One of the two needs more than the type. */
function widened(own: WantedName, generated: WantedName | undefined): WantedName {
  if (!own.name.isType || generated === undefined || generated.name.isType) return own;
  return { module: own.module, name: { ...own.name, isType: false } };
}

/** Behind the module that the generator puts them behind, as far as that one is there. */
function insertNewModules(
  printed: { module: string; text: string; lead: string }[],
  { theirs }: Versions,
  modules: ReadonlyMap<string, readonly ImportedName[]>,
): void {
  for (const [at, declaration] of theirs.entries()) {
    const { module, names } = declaration;
    const wanted = modules.get(module) ?? [];
    if (printed.some((other) => other.module === module)) continue;
    if (wanted.length === 0 && names.length > 0) continue;
    const before = new Set(theirs.slice(0, at).map((other) => other.module));
    const place = printed.findLastIndex((other) => before.has(other.module));
    const text = wanted.length > 0 ? printImport(module, wanted) : declaration.text;
    printed.splice(place + 1, 0, { module, text, lead: '\n' });
  }
}

function printImport(module: string, names: readonly ImportedName[]): string {
  const whole = names.find(({ imported }) => imported === '*');
  const own = names.find(({ imported }) => imported === 'default');
  const named = names.filter((name) => name !== whole && name !== own);
  const onlyTypes = names.every(({ isType }) => isType) && !(own && named.length > 0);
  const list = named.map(({ local, imported, isType }) => {
    const name = local === imported ? local : `${imported} as ${local}`;
    return isType && !onlyTypes ? `type ${name}` : name;
  });
  const clause = [
    own?.local,
    whole && `* as ${whole.local}`,
    list.length > 0 ? `{ ${list.join(', ')} }` : undefined,
  ].filter((part) => part !== undefined);
  return `import ${onlyTypes ? 'type ' : ''}${clause.join(', ')} from '${module}';`;
}
