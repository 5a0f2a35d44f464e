/** Filters of text. What is HTML already stays HTML, as markupsafe has it. */
import { Markup } from '../flask/markup.js';
import { formatPercent } from '../python/format-percent.js';
import { sliceText, lengthOf } from '../python/code-points.js';
import { AssertionError } from '../python/exceptions.js';
import { len, slice } from '../python/items.js';
import { toSmallIndex } from '../python/numbers.js';
import { add, truthy } from '../python/operators.js';
import { reversed } from '../python/sequences.js';
import * as strings from '../python/strings.js';
import { str } from '../python/text.js';
import { Dict } from '../python/dict.js';
import { tupleOf, type Value } from '../python/value.js';
import { likewise, softStr, textOf } from './escape.js';
import { escaped } from './markup-methods.js';
import { FilterArgumentError } from './errors.js';
import { escape } from '../flask/markup.js';
import type { BoundFilter, FilterFunction } from './filters.js';

export const TEXT_FILTERS: Readonly<Record<string, BoundFilter>> = {
  capitalize: (_frame, value) => likewise(value, strings.capitalize),
  center: (_frame, value, width = 80) => likewise(value, (text) => strings.center(text, width)),
  indent,
  lower: (_frame, value) => likewise(value, strings.lower),
  replace: ({ escapes }, value, old = '', by = '', count = null) => {
    const limit = count ?? -1;
    if (!escapes) return strings.replace(str(value), textOf(old), textOf(by), limit);
    const isHtml = old instanceof Markup || by instanceof Markup;
    const text =
      old instanceof Markup || (isHtml && !(value instanceof Markup))
        ? escape(value)
        : softStr(value);
    if (typeof text === 'string') return strings.replace(text, textOf(old), textOf(by), limit);
    const [from, to] = [old, by].map((part) => escaped(softStr(part)));
    return new Markup(strings.replace(text.toHtml(), from!, to!, limit));
  },
  reverse: (_frame, value) =>
    typeof value === 'string' || value instanceof Markup
      ? likewise(value, (text) => Array.from(text).toReversed().join(''))
      : reversed(value),
  string: (_frame, value) => softStr(value),
  title: (_frame, value) => titled(textOf(value)),
  trim: (_frame, value, chars = null) =>
    likewise(value, (text) => strings.strip(text, chars === null ? undefined : textOf(chars))),
  truncate,
  upper: (_frame, value) => likewise(value, strings.upper),
  wordcount: (_frame, value) => textOf(value).match(/[\p{L}\p{N}\p{M}_]+/gu)?.length ?? 0,
};

/** `'%s of %s'|format(a, b)`. */
export const format: FilterFunction = (_frame, value, positional, named) => {
  if (positional.length > 0 && named.size > 0)
    throw new FilterArgumentError("can't handle positional and keyword arguments at the same time");
  const given = named.size > 0 ? new Dict(named) : tupleOf(positional);
  if (!(value instanceof Markup)) return formatPercent(str(value), given);
  return value.pyModulo(given);
};

/** Words begin behind spaces, hyphens and opening brackets. */
function titled(text: string): string {
  return text
    .split(/([-\s({[<]+)/)
    .filter((part) => part !== '')
    .map((part) => {
      const [first = '', ...rest] = Array.from(part);
      return strings.upper(first) + strings.lower(rest.join(''));
    })
    .join('');
}

function indent(
  _frame: unknown,
  value: Value,
  width: Value = 4,
  first: Value = false,
  blank: Value = false,
): Value {
  const isHtml = value instanceof Markup;
  const space =
    typeof width === 'string' || width instanceof Markup
      ? textOf(isHtml ? escape(width) : width)
      : ' '.repeat(Math.max(0, toSmallIndex(width)));
  const lines = strings.splitlines(textOf(add(value, '\n')));
  const indented = lines.map((line, at) =>
    at === 0 || (line === '' && !truthy(blank)) ? line : space + line,
  );
  const text = (truthy(first) ? space : '') + indented.join('\n');
  return isHtml ? new Markup(text) : text;
}

function truncate(
  _frame: unknown,
  value: Value,
  length: Value = 255,
  killWords: Value = false,
  end: Value = '...',
  leeway: Value = null,
): Value {
  const [room, slack] = [toSmallIndex(length), leeway === null ? 5 : toSmallIndex(leeway)];
  const mark = textOf(end);
  const size = lengthOf(mark);
  if (room < size) throw new AssertionError(`expected length >= ${size}, got ${room}`);
  if (slack < 0) throw new AssertionError(`expected leeway >= 0, got ${slack}`);
  if (len(value) <= room + slack) return value;
  if (typeof value !== 'string' && !(value instanceof Markup))
    return add(slice(value, 0, room - size), end);
  return likewise(value, (text) => {
    const cut = sliceText(text, 0, room - size);
    const space = cut.lastIndexOf(' ');
    const kept = truthy(killWords) || space === -1 ? cut : cut.slice(0, space);
    return kept + (value instanceof Markup ? textOf(escape(end)) : mark);
  });
}
