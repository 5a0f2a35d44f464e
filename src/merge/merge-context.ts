/**
 * What the merge of one file collects on its way: conflicts, which stand in the text as comments until it has
 * been formatted, and what a person has to know. It also holds what may not be taken away.
 */
import { identifiersOf } from './identifiers.js';
import { conflictText, isMarker, MARKERS, mergeLines, type ConflictStyle } from './merge-lines.js';
import type { Item } from './syntax.js';

/** Something of yours that the new generation does not have any more. It stays. */
export interface KeptItem {
  readonly name: string;
}

export interface MergeSettings {
  readonly style: ConflictStyle;
  /** How a comment is written in this language. */
  readonly comment: (text: string) => string;
  /** Names of yours that win whatever is generated, such as a handler that was written by hand. */
  readonly pinned: ReadonlySet<string>;
  /** Names that something still needs: what declares them stays. */
  readonly needed: ReadonlySet<string>;
  /** Names of yours that stay: what registers them stays. */
  readonly held: ReadonlySet<string>;
  /** Whether lines of the same declaration may come from both sides. */
  readonly mergesLines: boolean;
}

export class MergeContext {
  readonly #conflicts: string[] = [];
  readonly kept: KeptItem[] = [];

  constructor(readonly settings: MergeSettings) {}

  /** Whether what nobody edited may still not be taken away as a whole. */
  get hasHolds(): boolean {
    const { pinned, needed, held } = this.settings;
    return pinned.size + needed.size + held.size > 0;
  }

  /** Yours stays, whatever is generated: a declaration by its name, a route by the handler it names. */
  isPinned(item: Item): boolean {
    const { pinned } = this.settings;
    if (item.name !== undefined) return pinned.has(item.name);
    return item.isRegistration && mentions(item, pinned);
  }

  /** Not generated any more, and not edited; but what is left needs it. */
  isNeeded(item: Item): boolean {
    const { needed, held } = this.settings;
    return (item.name !== undefined && needed.has(item.name)) || mentions(item, held);
  }

  /**
   * Three versions of something that fills lines of its own: its lines are merged, and where that fails, a
   * comment holds the place of the conflict.
   */
  mergeText(base: string | undefined, yours: string, theirs: string): string {
    const { style, mergesLines } = this.settings;
    const merged = mergesLines
      ? mergeLines(base, yours, theirs, style)
      : { text: conflictText(base, yours, theirs, style), conflicts: 1 };
    if (merged.conflicts === 0 || style !== 'markers') return merged.text;
    this.#conflicts.push(merged.text);
    return this.#placeholder(this.#conflicts.length - 1);
  }

  #placeholder(index: number): string {
    return this.settings.comment(`port-conflict-${index}`);
  }

  /** A text with what both sides have in a conflict, for looking up what it uses. */
  withBothSides(text: string): string {
    return this.showConflicts(text)
      .text.split('\n')
      .filter((line) => !isMarker(line))
      .join('\n');
  }

  /** Puts the conflicts in the place of their comments. */
  showConflicts(text: string): { text: string; conflicts: number } {
    let conflicts = 0;
    const lines = text.split('\n').flatMap((line) => {
      const index = this.#conflicts.findIndex((_, at) => line.includes(this.#placeholder(at)));
      if (index < 0) return [line];
      const conflict = this.#conflicts[index]!;
      conflicts += conflict.split('\n').filter((part) => part === MARKERS.yours).length;
      return conflict.split('\n');
    });
    return { text: lines.join('\n'), conflicts };
  }
}

function mentions({ text }: Item, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  const used = identifiersOf(text);
  return [...names].some((name) => used.has(name));
}
