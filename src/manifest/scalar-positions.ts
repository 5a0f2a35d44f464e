/**
 * Where the characters of a YAML string stand in the file, so that a mistake inside SQL is shown at its
 * own place. Literal blocks (`|`) and strings without escapes map exactly; of folded and escaped
 * ones only the beginning is known, and a position inside points to the whole string.
 */
import type { ManifestPath, ManifestText } from './parse-manifest.js';

/** Maps an offset of `value` to an offset of the file; undefined when only the whole string is known. */
export type OffsetMap = (offset: number) => number | undefined;

export function scalarOffsets(
  manifest: ManifestText,
  path: ManifestPath,
  value: string,
): OffsetMap {
  const scalar = manifest.scalarAt(path);
  if (!scalar) return () => undefined;
  const text = manifest.source.text.slice(scalar.start, scalar.end);
  if (scalar.type === 'BLOCK_LITERAL') return blockOffsets(text, scalar.start, value);
  const lead = scalar.type === 'PLAIN' ? 0 : 1;
  if (text.slice(lead, lead + value.length) !== value) return () => undefined;
  return (offset) => scalar.start + lead + offset;
}

/** Each line of a literal block is a line of its value, behind the same indentation. */
function blockOffsets(block: string, start: number, value: string): OffsetMap {
  const lineOffsets: number[] = [];
  const lines = block.split('\n');
  const valueLines = value.split('\n');
  let position = lines[0]!.length + 1;
  for (const [index, line] of lines.slice(1).entries()) {
    const text = line.replace(/\r$/, '');
    const valueLine = valueLines[index];
    if (valueLine === undefined) break;
    if (!text.endsWith(valueLine)) return () => undefined;
    lineOffsets.push(start + position + text.length - valueLine.length);
    position += line.length + 1;
  }
  const valueStarts = [0];
  for (const line of valueLines) valueStarts.push(valueStarts.at(-1)! + line.length + 1);

  return (offset) => {
    const index = valueStarts.findLastIndex((lineStart) => lineStart <= offset);
    const lineOffset = lineOffsets[index];
    return lineOffset === undefined ? undefined : lineOffset + offset - valueStarts[index]!;
  };
}
