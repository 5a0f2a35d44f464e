/** A developer who edits a service in all the ways people do. Each edit leaves a mark that can be looked for. */
import { format } from 'prettier';
import { ts } from 'ts-morph';

export type Tree = Map<string, string>;

export interface Edited {
  readonly tree: Tree;
  /** Words that stand in the service from now on, and may never be lost. */
  readonly marks: readonly string[];
  /** Words that were deleted, and may come back only in a conflict. */
  readonly deleted: readonly string[];
}

/** `at` picks a place, `id` makes marks unique. Undefined where there is nothing of the kind to edit. */
export type Edit = (
  tree: Tree,
  at: number,
  id: number,
) => Promise<Edited | undefined> | Edited | undefined;

export const EDITS: Readonly<Record<string, Edit>> = {
  'change a body': inFile(isCode, (text, at, mark) =>
    insertAt(text, matches(text, /\) => \{\n|\): Promise<[^\n]*> \{\n/g), at, `void '${mark}';\n`),
  ),
  'add a comment': inFile(isCode, (text, at, mark) =>
    insertBefore(text, starts(text), at, `// ${mark}\n`),
  ),
  'add a comment behind': inFile(isCode, (text, at, mark) =>
    insertBefore(text, matches(text, /;\n/g), at, `; // ${mark}`, 1),
  ),
  'add a route': inFile(isRoutes, (text, at, mark) =>
    insertBefore(text, routes(text), at, `app.get('/${mark}', async () => ({ own: true }));\n`),
  ),
  'add a declaration': inFile(isCode, (text, at, mark) =>
    insertBefore(text, statements(text), at, `export const ${mark} = ${at};\n`),
  ),
  'add an option to a route': inFile(isRoutes, (text, at, mark) =>
    replaceAt(text, matches(text, /\{ schema: \w+ \}/g), at, (found) =>
      found.replace(' }', `, config: { ${mark}: true } }`),
    ),
  ),
  'add a property': inFile(
    (path) => path.endsWith('schema.ts'),
    (text, at, mark) =>
      insertAt(text, matches(text, /Type\.Object\(\{/g), at, ` ${mark}: Type.String(), `),
  ),
  'change the SQL': inFile(
    (path) => path.endsWith('queries.ts'),
    (text, at, mark) =>
      replaceAt(text, matches(text, /WHERE/g), at, () => `WHERE '${mark}' <> '' AND`),
  ),
  'change the URL': inFile(isRoutes, (text, at, mark) =>
    replaceAt(text, matches(text, /app\.get\(\s*'\//g), at, (found) => `${found}${mark}/`),
  ),
  'use a package': inFile(
    isCode,
    (text, _at, mark) => `import ${mark} from '${mark}';\n${text}\nvoid ${mark};\n`,
  ),
  'extract a function': inFile(isRoutes, (text, at, mark) => {
    const found = matches(text, /return ([^;`]*);\n/g);
    const which = found.length > 0 ? found[at % found.length]! : undefined;
    if (!which) return undefined;
    const value = text.slice(which.start + 'return '.length, which.end - 2);
    const call = `return ${mark}(${value});\n`;
    return `${text.slice(0, which.start)}${call}${text.slice(which.end)}\nfunction ${mark}<T>(value: T): T {\n  return value;\n}\n`;
  }),
  'add a dependency': inFile(
    (path) => path === 'package.json',
    (text, _at, mark) =>
      text.replace('"dependencies": {', `"dependencies": {\n    "${mark}": "^1.0.0",`),
  ),
  'add a section': inFile(
    (path) => path === 'README.md',
    (text, at, mark) => insertBefore(text, matches(text, /^## /gm), at, `## ${mark}\n\nOurs.\n\n`),
  ),
  'add a variable': inFile(
    (path) => path === '.env.example',
    (text, at, mark) =>
      insertBefore(text, matches(text, /^#? ?[A-Z_]+=/gm), at, `${mark.toUpperCase()}=1\n`),
  ),
  'rename a function': (tree, at, id) => {
    const found = declared(tree, 'queries.ts', /export async function (\w+)\(/g, at);
    if (!found) return undefined;
    const mark = markOf(id);
    const name = `${found.name}${mark}`;
    const after = new Map(
      [...tree].map(([path, text]) =>
        isCode(path) && folderOf(path) === folderOf(found.path)
          ? [path, text.replaceAll(new RegExp(`\\b${found.name}\\b`, 'g'), name)]
          : [path, text],
      ),
    );
    return { tree: after, marks: [mark], deleted: [] };
  },
  'move a file': (tree, at, id) => {
    const files = [...tree.keys()].filter((path) => /(?:queries|schema)\.ts$/.test(path));
    const from = files[at % Math.max(1, files.length)];
    if (from === undefined) return undefined;
    const mark = markOf(id);
    const [own, other] = [from.split('/').at(-1)!.replace('.ts', ''), `own-${mark}`];
    const after = new Map(
      [...tree].map(([path, text]) => {
        if (path === from) return [`${folderOf(path)}/${other}.ts`, text];
        const isNear = isCode(path) && folderOf(path) === folderOf(from);
        return [path, isNear ? text.replaceAll(`./${own}.js`, `./${other}.js`) : text];
      }),
    );
    // A file that is nowhere but moved goes when it is not generated any more.
    return { tree: after, marks: [], deleted: [] };
  },
  'format otherwise': async (tree, at) => {
    const files = [...tree.keys()].filter(isCode);
    const path = files[at % files.length]!;
    const text = await format(tree.get(path)!, {
      parser: 'typescript',
      semi: at % 2 === 0,
      printWidth: 60,
    });
    return { tree: new Map(tree).set(path, text), marks: [], deleted: [] };
  },
  'write with Windows': (tree, at) => {
    const files = [...tree.keys()];
    const path = files[at % files.length]!;
    const text = tree.get(path)!.replaceAll(/\r?\n/g, '\r\n');
    return { tree: new Map(tree).set(path, text), marks: [], deleted: [] };
  },
  'reorder routes': inFile(isRoutes, (text, at) => {
    const found = routes(text);
    if (found.length < 2) return undefined;
    const first = found[at % (found.length - 1)]!;
    const second = found[(at % (found.length - 1)) + 1]!;
    return (
      text.slice(0, first.start) +
      text.slice(second.start, second.end) +
      text.slice(first.end, second.start) +
      text.slice(first.start, first.end) +
      text.slice(second.end)
    );
  }),
  'delete a route': (tree, at) => {
    const files = [...tree.keys()].filter((path) => isRoutes(path));
    const path = files[at % Math.max(1, files.length)];
    if (path === undefined) return undefined;
    const text = tree.get(path)!;
    const found = routes(text);
    const gone = found[at % Math.max(1, found.length)];
    if (!gone) return undefined;
    const schema = /schema: (\w+)/.exec(text.slice(gone.start, gone.end))?.[1];
    const after = `${text.slice(0, gone.start)}${text.slice(gone.end)}`;
    return {
      tree: new Map(tree).set(path, after),
      marks: [],
      deleted: schema === undefined ? [] : [`schema: ${schema} `, `schema: ${schema},`],
    };
  },
  'delete a file': (tree, at) => {
    const files = ['README.md', 'src/server.ts', '.env.example'].filter((path) => tree.has(path));
    const path = files[at % Math.max(1, files.length)];
    if (path === undefined) return undefined;
    const after = new Map(tree);
    after.delete(path);
    return { tree: after, marks: [], deleted: [] };
  },
  'write a stub': (tree, _at, id) => {
    const path = [...tree.keys()].find((name) => name.endsWith('films/poster.ts'));
    if (path === undefined) return undefined;
    const mark = markOf(id);
    const text = tree.get(path)!.replace(/throw new HttpError\(501\);/, `return '${mark}';`);
    return { tree: new Map(tree).set(path, text), marks: [mark], deleted: [] };
  },
};

export function markOf(id: number): string {
  return `mark${String.fromCharCode(97 + (id % 26))}${id}x`;
}

function isCode(path: string): boolean {
  return /^src\/routes\/.*\.ts$|^src\/(?:app|server)\.ts$|^test\/routes\/.*\.ts$/.test(path);
}

function isRoutes(path: string): boolean {
  return /^src\/routes\/.*index\.ts$/.test(path);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function inFile(
  isOfKind: (path: string) => boolean,
  change: (text: string, at: number, mark: string) => string | undefined,
): Edit {
  return (tree, at, id) => {
    const files = [...tree.keys()].filter(isOfKind);
    const path = files[at % Math.max(1, files.length)];
    if (path === undefined) return undefined;
    const mark = markOf(id);
    const before = tree.get(path)!;
    const after = change(before, Math.trunc(at / files.length), mark);
    if (after === undefined || after === before) return undefined;
    return {
      tree: new Map(tree).set(path, after),
      marks: after.includes(mark) ? [mark] : [],
      deleted: [],
    };
  };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function matches(text: string, pattern: RegExp): Place[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

function insertAt(
  text: string,
  places: readonly Place[],
  at: number,
  added: string,
): string | undefined {
  const place = places[at % Math.max(1, places.length)];
  return place && `${text.slice(0, place.end)}${added}${text.slice(place.end)}`;
}

function insertBefore(
  text: string,
  places: readonly Place[],
  at: number,
  added: string,
  replaced = 0,
): string | undefined {
  const place = places[at % Math.max(1, places.length)];
  return place && `${text.slice(0, place.start)}${added}${text.slice(place.start + replaced)}`;
}

function replaceAt(
  text: string,
  places: readonly Place[],
  at: number,
  change: (found: string) => string,
): string | undefined {
  const place = places[at % Math.max(1, places.length)];
  return (
    place &&
    text.slice(0, place.start) + change(text.slice(place.start, place.end)) + text.slice(place.end)
  );
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, true);
}

/** Declarations of a file. */
function statements(text: string): Place[] {
  return parse(text)
    .statements.filter((node) => !ts.isImportDeclaration(node))
    .map((node) => ({ start: node.getStart(), end: node.end }));
}

/** Statements of the function that registers routes. */
function routes(text: string): Place[] {
  const places: Place[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && /^app\.(?:get|put|post|route)\(/.test(node.getText())) {
      places.push({ start: node.getStart(), end: node.end });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(text));
  return places;
}

function starts(text: string): Place[] {
  return [...statements(text), ...routes(text)];
}

function declared(
  tree: Tree,
  file: string,
  pattern: RegExp,
  at: number,
): { path: string; name: string } | undefined {
  const found = [...tree]
    .filter(([path]) => path.endsWith(file))
    .flatMap(([path, text]) =>
      [...text.matchAll(pattern)].map((match) => ({ path, name: match[1]! })),
    );
  return found[at % Math.max(1, found.length)];
}
