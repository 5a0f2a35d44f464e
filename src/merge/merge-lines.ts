/**
 * Three texts into one, line by line (diff3). What both sides changed in the same place is a conflict, shown
 * with all three versions between the usual markers.
 */
import { diff3MergeRegions, diffComm } from 'node-diff3';

/** What a conflict becomes: markers around both sides, or one of them. */
export type ConflictStyle = 'markers' | 'ours' | 'theirs';

export interface LineMerge {
  readonly text: string;
  readonly conflicts: number;
}

export const MARKERS = {
  yours: '<<<<<<< yours',
  base: '||||||| last generation',
  middle: '=======',
  theirs: '>>>>>>> new generation',
} as const;

export function isMarker(line: string): boolean {
  return Object.values(MARKERS).some((marker) => marker === line);
}

/** Whether a text has a conflict in it that nobody has resolved: ours, or one of git's. */
export function hasConflict(text: string): boolean {
  return /^<{7} .*$[^]*?^={7}$[^]*?^>{7} /m.test(text);
}

/** Without a base, what differs is a conflict. The texts end with a line end or not, each as it likes. */
export function mergeLines(
  base: string | undefined,
  yours: string,
  theirs: string,
  style: ConflictStyle,
): LineMerge {
  let conflicts = 0;
  const out: string[] = [];
  for (const region of regionsOf(base, yours, theirs)) {
    if (region.kind === 'same') {
      out.push(...region.lines);
      continue;
    }
    conflicts += 1;
    if (style === 'markers') out.push(...printConflict(region));
    else out.push(...(style === 'ours' ? region.yours : region.theirs));
  }
  return { text: out.join('\n'), conflicts };
}

/** The lines of one conflict over whole texts. */
export function conflictText(
  base: string | undefined,
  yours: string,
  theirs: string,
  style: ConflictStyle,
): string {
  if (style !== 'markers') return style === 'ours' ? yours : theirs;
  const lines = (text: string): string[] => (text === '' ? [] : text.split('\n'));
  return printConflict({
    base: lines(base ?? ''),
    yours: lines(yours),
    theirs: lines(theirs),
  }).join('\n');
}

interface Conflict {
  readonly base: readonly string[];
  readonly yours: readonly string[];
  readonly theirs: readonly string[];
}

type Region =
  | { readonly kind: 'same'; readonly lines: readonly string[] }
  | ({ readonly kind: 'conflict' } & Conflict);

function printConflict({ base, yours, theirs }: Conflict): string[] {
  return [
    MARKERS.yours,
    ...yours,
    MARKERS.base,
    ...base,
    MARKERS.middle,
    ...theirs,
    MARKERS.theirs,
  ];
}

function regionsOf(base: string | undefined, yours: string, theirs: string): Region[] {
  const texts = (base === undefined ? [yours, theirs] : [yours, theirs, base]).map((text) =>
    text.split('\n'),
  );
  // The library looks at every pair of lines: most of a large file need not be shown to it.
  const head = commonLength(texts, (lines, index) => lines[index]);
  const rest = texts.map((lines) => lines.slice(head));
  const tail = commonLength(rest, (lines, index) => lines[lines.length - 1 - index]);
  const [a, b, o] = rest.map((lines) => lines.slice(0, lines.length - tail));
  return [
    { kind: 'same', lines: texts[0]!.slice(0, head) },
    ...(o === undefined ? compareTwo(a!, b!) : compareThree(a!, o, b!)),
    { kind: 'same', lines: rest[0]!.slice(rest[0]!.length - tail) },
  ];
}

function compareTwo(yours: string[], theirs: string[]): Region[] {
  return diffComm(yours, theirs).map((part) =>
    part.common === undefined
      ? { kind: 'conflict', base: [], yours: part.buffer1, theirs: part.buffer2 }
      : { kind: 'same', lines: part.common },
  );
}

function compareThree(yours: string[], base: string[], theirs: string[]): Region[] {
  return diff3MergeRegions(yours, base, theirs).map((region): Region => {
    if (region.stable) return { kind: 'same', lines: region.bufferContent };
    const { aContent, oContent, bContent } = region;
    return aContent.join('\n') === bContent.join('\n')
      ? { kind: 'same', lines: aContent }
      : { kind: 'conflict', base: oContent, yours: aContent, theirs: bContent };
  });
}

/** For how many steps all texts have the same line. */
function commonLength(
  texts: readonly string[][],
  at: (lines: string[], index: number) => string | undefined,
): number {
  const shortest = Math.min(...texts.map(({ length }) => length));
  let length = 0;
  while (length < shortest && texts.every((lines) => at(lines, length) === at(texts[0]!, length))) {
    length += 1;
  }
  return length;
}
