/**
 * From the text of a manifest (YAML, of which JSON is a part) to plain values, with the place of each
 * key and value kept. What YAML itself refuses is reported here, every mistake of it; what the values
 * mean is for `check-structure` and `read-service`.
 */
import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { diagnostic, type Diagnostic, type Source } from '../diagnostics/diagnostic.js';
import type { Span } from '../model/service.js';

/** The way from the top of a manifest to a value: keys of maps, indexes of lists. */
export type ManifestPath = readonly (string | number)[];

export class ManifestText {
  readonly #document: Document;

  constructor(
    readonly source: Source,
    document: Document,
    readonly value: unknown,
  ) {
    this.#document = document;
  }

  /** Where the value at `path` stands, or the nearest one around it that exists. */
  valueAt(path: ManifestPath): Span {
    const node = this.#nodeAt(path);
    return node?.range ? trimmed(this.source.text, node.range[0], node.range[1]) : this.keyAt(path);
  }

  /** Where the key that leads to `path` stands; for an item of a list, the item. */
  keyAt(path: ManifestPath): Span {
    const parent = this.#nodeAt(path.slice(0, -1));
    if (isMap(parent)) {
      const pair = parent.items.find(
        ({ key }) => isScalar(key) && String(key.value) === path.at(-1),
      );
      if (isScalar(pair?.key) && pair.key.range)
        return { start: pair.key.range[0], end: pair.key.range[1] };
    }
    if (path.length === 0) return { start: 0, end: Math.min(1, this.source.text.length) };
    return isSeq(parent) ? this.valueAt(path) : this.keyAt(path.slice(0, -1));
  }

  /** The node of a string, for positions inside it. */
  scalarAt(
    path: ManifestPath,
  ): { type: string | undefined; start: number; end: number } | undefined {
    const node = this.#nodeAt(path);
    if (!isScalar(node) || !node.range) return undefined;
    return { type: node.type, start: node.range[0], end: node.range[1] };
  }

  #nodeAt(path: ManifestPath): Node | undefined {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    return isPair(node) ? undefined : ((node as Node | null) ?? undefined);
  }
}

export function parseManifest(
  source: Source,
):
  { manifest: ManifestText; diagnostics: [] } | { manifest: undefined; diagnostics: Diagnostic[] } {
  const failed = (diagnostics: Diagnostic[]) => ({ manifest: undefined, diagnostics });
  if (source.text.trim() === '') {
    return failed([
      diagnostic({
        code: 'manifest-syntax',
        message: 'the manifest is empty',
        labels: [{ source, start: 0, end: 0, text: '' }],
        help: ['a manifest begins with `version: 1` and `app: { name: … }`'],
      }),
    ]);
  }
  try {
    const document = parseDocument(source.text, {
      lineCounter: new LineCounter(),
      prettyErrors: false,
    });
    if (document.errors.length > 0) {
      return failed(
        document.errors.map(({ message, pos: [start, end] }) =>
          diagnostic({
            code: 'manifest-syntax',
            message: message.charAt(0).toLowerCase() + message.slice(1),
            labels: [{ source, start, end: Math.max(end, start + 1), text: '' }],
          }),
        ),
      );
    }
    const inexact = inexactNumbers(source, document);
    if (inexact.length > 0) return failed(inexact);
    // Aliases are followed a hundred times at most: a few lines of them can stand for billions of values.
    const value = document.toJS({ maxAliasCount: 100 }) as unknown;
    return { manifest: new ManifestText(source, document, value), diagnostics: [] };
  } catch (error) {
    // The YAML library recurses, and reports too many aliases by throwing.
    const isTooDeep = error instanceof RangeError;
    if (!isTooDeep && !(error instanceof ReferenceError)) throw error;
    return failed([
      diagnostic({
        code: 'manifest-syntax',
        message: isTooDeep
          ? 'the manifest is nested too deeply'
          : 'the manifest follows too many aliases',
        labels: [{ source, start: 0, end: 1, text: '' }],
      }),
    ]);
  }
}

/** An int beyond 2^53 would silently become another one. */
function inexactNumbers(source: Source, document: Document): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(document, {
    Scalar(_key, { value, source: text = '', range }) {
      const isInexact = Number.isInteger(value) && !Number.isSafeInteger(value);
      if (!isInexact || !/^[-+]?\d+$/.test(text) || !range) return;
      found.push(
        diagnostic({
          code: 'manifest-bad-value',
          message: `${text} is more than a number holds exactly`,
          labels: [{ source, start: range[0], end: range[1], text: '' }],
          help: [`write it as text: "${text}"`],
        }),
      );
    },
  });
  return found;
}

/** A block scalar's range ends with its line break: a mark ends with its text. */
function trimmed(text: string, start: number, end: number): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
