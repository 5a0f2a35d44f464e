/**
 * What follows from the compiler's complaints about translated modules: which functions, classes and statements must not be
 * translated, which names nothing reads, which functions need a return at their end. One complaint teaches one thing at a
 * time, the mildest first: a function that is refused and still complained about loses its decorators, too.
 */
import { declarationsAt, linesUsing, topLevelLines } from '../emit/declaration-at.js';
import type { TranslatedProgram } from '../translate/translate-program.js';
import type { Verdict, Verdicts } from '../translate/verdicts.js';

type Translated = Pick<TranslatedProgram, 'files' | 'statements'>;

/** The same verdicts, where nothing is learned. */
export function judgeProblems(
  translated: Translated,
  problems: readonly string[],
  before: Verdicts,
): Verdicts {
  const verdicts = new Map(before);
  for (const problem of problems) {
    const [, path = '', line, message = ''] =
      /^(src\/[^(]+)\((\d+),\d+\): error (.*)$/.exec(problem) ?? [];
    const text = translated.files.get(path);
    if (text === undefined) continue;
    const at = keyAt(translated, path, Number(line));
    if (at !== undefined && !isRefusedForGood(before, at)) {
      verdicts.set(at, worsen(before.get(at), verdicts.get(at), message));
      // What is no function, such as an attribute of a class, takes its class with it.
      const owner = /^(.*#.*)\.\w+$/.exec(at)?.[1];
      if (owner !== undefined && before.get(at)?.refused !== undefined)
        verdicts.set(owner, { ...verdicts.get(owner), refused: reasonFor(message) });
      continue;
    }
    // An import, or a constant that no Python stands behind: whatever uses its names.
    for (const user of linesUsing(text, Number(line))) {
      const key = keyAt(translated, path, user);
      if (key !== undefined && before.get(key)?.refused === undefined)
        verdicts.set(key, { ...verdicts.get(key), refused: reasonFor(message) });
    }
  }
  return isSame(before, verdicts) ? before : verdicts;
}

/** All that stands in the files of the problems, or in all files where the problems are in none of them. */
export function judgeFiles(
  translated: Translated,
  problems: readonly string[],
  before: Verdicts,
): Verdicts {
  const verdicts = new Map(before);
  const blamed = [...translated.files.keys()].filter((path) =>
    problems.some((problem) => problem.startsWith(`${path}(`)),
  );
  const message = problems[0]!.replace(/^.*?: error /, '');
  for (const path of blamed.length > 0 ? blamed : translated.files.keys()) {
    for (const line of topLevelLines(translated.files.get(path)!)) {
      const key = keyAt(translated, path, line)?.replace(/(#.*)\..*$/, '$1');
      if (key !== undefined)
        verdicts.set(key, { refused: reasonFor(message), isUndecorated: true });
    }
  }
  return isSame(before, verdicts) ? before : verdicts;
}

/** As verdicts name it: the statement of Python that a line comes from, or else the declaration it stands in. */
function keyAt({ files, statements }: Translated, path: string, line: number): string | undefined {
  const statement = statements.get(path)?.find(({ first, last }) => first <= line && line <= last);
  if (statement) return statement.key;
  const [declaration] = declarationsAt(files.get(path)!, [line]);
  if (!declaration) return undefined;
  const { name, member } = declaration;
  const file = path.replaceAll(/^src\/|\.ts$/g, '');
  return `${file}#${name}${member === undefined ? '' : `.${member}`}`;
}

function worsen(before: Verdict = {}, now: Verdict = {}, message: string): Verdict {
  const unused = /^TS6133: '(.*)' is declared but/.exec(message)?.[1];
  if (unused !== undefined && !before.unread?.has(unused))
    return { ...now, unread: new Set([...(now.unread ?? []), unused]) };
  if (/^TS(?:2366|7030|2355)/.test(message) && !before.isOpen) return { ...now, isOpen: true };
  if (before.refused === undefined) return { ...now, refused: now.refused ?? reasonFor(message) };
  return { ...now, isUndecorated: true };
}

function isRefusedForGood(verdicts: Verdicts, key: string): boolean {
  const { refused, isUndecorated = false } = verdicts.get(key) ?? {};
  return refused !== undefined && isUndecorated;
}

function reasonFor(message: string): string {
  return `code whose types do not fit together (${message})`;
}

function isSame(before: Verdicts, after: Verdicts): boolean {
  const text = (verdicts: Verdicts): string =>
    JSON.stringify(
      [...verdicts].map(([key, one]) => [key, { ...one, unread: [...(one.unread ?? [])] }]),
    );
  return text(before) === text(after);
}
