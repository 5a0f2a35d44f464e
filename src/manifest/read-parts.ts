/**
 * Statements with parts that depend on inputs: `{name}` stands for one of several known pieces of SQL. Each way in
 * which they can come together is read as a statement of its own. In it, comments mark where each part begins
 * and ends, so that the parts can be told apart again whatever is done to the text.
 */
import type { StatementPart } from '../model/service.js';
import { scanTokens } from '../sql/scan-tokens.js';
import { closestWord } from '../util/closest-word.js';
import type { QueryDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';
import { scalarOffsets, type OffsetMap } from './scalar-positions.js';

export interface WrittenVariant {
  readonly options: readonly number[];
  readonly sql: string;
  readonly toOffset: OffsetMap;
  /** Where in `sql` a part begins or ends. */
  readonly cuts: readonly number[];
}

export interface WrittenParts {
  readonly parts: readonly StatementPart[];
  readonly variants: readonly WrittenVariant[];
}

/** More are hardly what somebody wants to read, and each is described. */
const MAX_VARIANTS = 64;

/** Undefined, with the problems reported, for parts that do not fit the statement. */
export function readParts(
  problems: Problems,
  document: QueryDocument,
  path: ManifestPath,
  inputs: ReadonlySet<string>,
): WrittenParts | undefined {
  const before = problems.found.length;
  const declared = Object.entries(document.parts ?? {}).map(([name, part]) =>
    readPart(problems, name, part, [...path, 'parts', name], inputs),
  );
  const holes = findHoles(document.sql);
  for (const { name } of holes) {
    if (declared.some((part) => part.name === name)) continue;
    const closest = closestWord(
      name,
      declared.map((part) => part.name),
    );
    problems.atValue([...path, 'sql'], {
      code: 'sql-parts',
      message: `nothing says what "{${name}}" stands for`,
      help: [closest ? `did you mean "{${closest}}"?` : 'declare it under "parts"'],
    });
  }
  for (const { name } of declared) {
    if (holes.some((hole) => hole.name === name)) continue;
    problems.atKey([...path, 'parts', name], {
      code: 'sql-parts',
      message: `the statement has no "{${name}}"`,
      help: ['write it where the part belongs, or remove the part'],
    });
  }
  const count = declared.reduce((product, { options }) => product * options.length, 1);
  if (count > MAX_VARIANTS) {
    problems.atKey([...path, 'parts'], {
      code: 'sql-parts',
      message: `the parts make ${count} statements, and more than ${MAX_VARIANTS} are too many`,
      help: ['write the route by hand ("stub")'],
    });
  }
  if (problems.found.length > before) return undefined;
  const main = scalarOffsets(problems.manifest, [...path, 'sql'], document.sql);
  return {
    parts: declared.map(({ name, kind, input, at, values }) => ({ name, kind, input, at, values })),
    variants: combinations(declared.map(({ options }) => options.length)).map((options) => ({
      options,
      ...assemble(document.sql, main, holes, (name) => {
        const index = declared.findIndex((part) => part.name === name);
        return declared[index]!.options[options[index]!]!;
      }),
    })),
  };
}

interface Option {
  readonly sql: string;
  readonly toOffset: OffsetMap;
}

interface DeclaredPart extends StatementPart {
  readonly options: readonly Option[];
}

function readPart(
  problems: Problems,
  name: string,
  part: NonNullable<QueryDocument['parts']>[string],
  path: ManifestPath,
  inputs: ReadonlySet<string>,
): DeclaredPart {
  const option = (sql: string, ...keys: string[]): Option => ({
    sql,
    toOffset: scalarOffsets(problems.manifest, [...path, ...keys], sql),
  });
  const input = part.when ?? part.by ?? '';
  const key = part.when === undefined ? 'by' : 'when';
  const isWhole =
    part.when === undefined
      ? part.by !== undefined &&
        part.choices !== undefined &&
        part.else !== undefined &&
        part.sql === undefined
      : part.by === undefined && part.choices === undefined && part.sql !== undefined;
  if (!isWhole) {
    problems.atKey(path, {
      code: 'sql-parts',
      message: 'a part has "when" and "sql", or "by", "choices" and "else"',
    });
  } else if (!inputs.has(input)) {
    const closest = closestWord(input, [...inputs]);
    problems.atValue([...path, key], {
      code: 'sql-parts',
      message: `this route has no input "${input}"`,
      help: closest ? [`did you mean "${closest}"?`] : [],
    });
  }
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
    problems.atKey(path, {
      code: 'name-invalid',
      message: `"${name}" cannot be the name of a part`,
      notes: ['a name is made of letters, digits and underscores, and begins with a letter'],
    });
  }
  const choices = Object.entries(part.choices ?? {});
  return {
    name,
    kind: part.when === undefined ? 'choice' : 'when',
    input,
    at: problems.manifest.valueAt([...path, key]),
    values: choices.map(([value]) => value),
    options: [
      ...(part.sql === undefined ? [] : [option(part.sql, 'sql')]),
      ...choices.map(([value, sql]) => option(sql, 'choices', value)),
      option(part.else ?? '', 'else'),
    ],
  };
}

interface Hole {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Each `{name}` outside literals and comments. What cannot be scanned has none: it is reported as SQL. */
function findHoles(sql: string): Hole[] {
  let tokens: ReturnType<typeof scanTokens>;
  try {
    tokens = scanTokens(sql);
  } catch {
    return [];
  }
  return tokens.flatMap(({ text, start }, index): Hole[] => {
    const [name, close] = tokens.slice(index + 1, index + 3);
    if (text !== '{' || close?.text !== '}' || name!.start !== start + 1) return [];
    return [{ name: name!.text, start, end: close.end }];
  });
}

function combinations([count, ...others]: readonly number[]): number[][] {
  if (count === undefined) return [[]];
  const rest = combinations(others);
  return Array.from({ length: count }, (_, option) => rest.map((tail) => [option, ...tail])).flat();
}

function assemble(
  sql: string,
  main: OffsetMap,
  holes: readonly Hole[],
  optionOf: (name: string) => Option,
): Omit<WrittenVariant, 'options'> {
  const stretches: { start: number; from: number; map: OffsetMap }[] = [];
  let text = '';
  const add = (piece: string, map: OffsetMap, from: number) => {
    stretches.push({ start: text.length, from, map });
    text += piece;
  };
  let position = 0;
  for (const { name, start, end } of holes) {
    add(sql.slice(position, start), main, position);
    const option = optionOf(name);
    add(partStart(name), () => undefined, 0);
    add(option.sql, option.toOffset, 0);
    add(PART_END, () => undefined, 0);
    position = end;
  }
  add(sql.slice(position), main, position);
  return {
    sql: text,
    cuts: stretches.map(({ start }) => start),
    toOffset: (offset) => {
      const stretch = stretches.findLast(({ start }) => start <= offset);
      return stretch?.map(offset - stretch.start + stretch.from);
    },
  };
}

function partStart(name: string): string {
  return `/*{${name}*/`;
}

const PART_END = '/*}*/';
