/**
 * A diagnostic as text for a terminal: message, place, the lines it points to with the marked part underlined,
 * notes and help. Complete without colour. Long lines are shown around the mark, and control characters of
 * the source are made visible, so that no file can write to a person's terminal.
 */
import { styleText } from 'node:util';
import type { Diagnostic, Label, Source } from './diagnostic.js';
import { lineStarts, positionAt } from './position.js';

export interface RenderOptions {
  readonly color: boolean;
}

/** How much of a source line is shown, in UTF-16 units. */
const MAX_LINE_WIDTH = 120;

export function renderDiagnostic(diagnostic: Diagnostic, { color }: RenderOptions): string {
  const paint = painter(color);
  const { severity, code, message, labels, notes, help } = diagnostic;
  const starts = new Map<Source, number[]>();
  const places = labels.map((label) => placeOf(label, starts));
  const gutter = ' '.repeat(Math.max(1, ...places.map(({ line }) => String(line).length)));

  const lines = [
    `${paint(severity, `${severity}[${code}]`)}${paint('bold', `: ${visible(message)}`)}`,
  ];
  for (const [index, place] of places.entries()) {
    const { source } = labels[index]!;
    const arrow = index === 0 || source !== labels[0]!.source ? '-->' : ':::';
    lines.push(
      `${gutter}${paint('dim', arrow)} ${visible(source.name)}:${place.line}:${place.column}`,
    );
    lines.push(`${gutter} ${paint('dim', '|')}`);
    const number = String(place.line).padStart(gutter.length);
    lines.push(`${paint('dim', `${number} |`)} ${place.text}`);
    const mark = `${place.indent}${'^'.repeat(place.width)}${labels[index]!.text === '' ? '' : ` ${visible(labels[index]!.text)}`}`;
    lines.push(`${gutter} ${paint('dim', '|')} ${paint(index === 0 ? severity : 'note', mark)}`);
  }
  for (const note of notes) lines.push(`${gutter} ${paint('dim', '=')} note: ${visible(note)}`);
  for (const advice of help)
    lines.push(`${gutter} ${paint('dim', '=')} ${paint('help', 'help')}: ${visible(advice)}`);
  return `${lines.join('\n')}\n`;
}

interface Place {
  readonly line: number;
  readonly column: number;
  /** The line, or the part of it around the mark. */
  readonly text: string;
  readonly indent: string;
  readonly width: number;
}

function placeOf({ source, start, end }: Label, cache: Map<Source, number[]>): Place {
  const starts = cache.get(source) ?? lineStarts(source.text);
  cache.set(source, starts);
  const { line, column } = positionAt(starts, Math.min(start, source.text.length));
  const lineStart = starts[line - 1]!;
  const whole = source.text
    .slice(lineStart, starts[line] ?? source.text.length)
    .replace(/[\r\n]+$/, '');
  const from = whole.length > MAX_LINE_WIDTH ? Math.max(0, column - 1 - MAX_LINE_WIDTH / 2) : 0;
  const shown = whole.slice(from, from + MAX_LINE_WIDTH);
  const lead = from > 0 ? '…' : '';
  const before = whole.slice(from, column - 1);
  const marked = source.text.slice(
    start,
    Math.min(end, lineStart + whole.length, start + MAX_LINE_WIDTH),
  );
  return {
    line,
    column,
    text: visible(`${lead}${shown}${from + shown.length < whole.length ? '…' : ''}`),
    indent: ' '.repeat(lead.length + visible(before).length),
    width: Math.max(1, visible(marked).length),
  };
}

/** Tabs become a space; other control characters a picture of themselves. */
function visible(text: string): string {
  return (
    text
      .replaceAll('\t', ' ')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) =>
        character < ' ' ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : '\ufffd',
      )
  );
}

const STYLES = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  note: ['cyan'],
  help: ['bold', 'green'],
  bold: ['bold'],
  dim: ['blue'],
} as const;

function painter(color: boolean): (style: keyof typeof STYLES, text: string) => string {
  if (!color) return (_style, text) => text;
  return (style, text) => styleText([...STYLES[style]], text, { validateStream: false });
}
