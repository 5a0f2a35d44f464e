/**
 * A Werkzeug rule as a path of Fastify's router: `/films/<int:film_id>/` → `/films/:film_id(^\d+$)/`. The
 * converters' patterns are Werkzeug's own. A `path` variable is a wildcard, which Fastify has only at the
 * end and names `*`.
 * Source: werkzeug/routing/converters.py, 2.2; find-my-way, "Supported path formats".
 */
import type { Converter, Rule, RuleSegment } from '../model/rule.js';

export const WILDCARD = '*';

/** A UUID that has its segment to itself; the generated code has a name for it. */
export const UUID_PATTERN =
  '^[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$';

export function fastifyPath(rule: Rule): string {
  const segments = rule.segments.map(printSegment);
  return `/${segments.join('/')}${rule.isBranch && segments.length > 0 ? '/' : ''}`;
}

/** The name under which Fastify's `request.params` holds a variable. */
export function parameterName(name: string, converter: Converter | undefined): string {
  return converter?.kind === 'path' ? WILDCARD : name;
}

function printSegment(segment: RuleSegment): string {
  const isAlone = segment.length === 1;
  return segment
    .map((part) => {
      if (part.kind === 'text') return part.text.replaceAll(':', '::');
      if (part.converter.kind === 'path') return WILDCARD;
      const pattern = converterPattern(part.converter) ?? (isAlone ? undefined : '[^/]+?');
      // In a segment of several parts a pattern ends where the next part begins.
      return pattern === undefined
        ? `:${part.name}`
        : `:${part.name}(^${pattern}${isAlone ? '$' : ''})`;
    })
    .join('');
}

function converterPattern(converter: Converter): string | undefined {
  switch (converter.kind) {
    case 'string': {
      const { length, minlength = 1, maxlength } = converter;
      if (length !== undefined) return `[^/]{${length}}`;
      if (minlength === 1 && maxlength === undefined) return undefined;
      return `[^/]{${minlength},${maxlength ?? ''}}`;
    }
    case 'int': {
      const digits =
        converter.fixedDigits === undefined
          ? String.raw`\d+`
          : String.raw`\d{${converter.fixedDigits}}`;
      return converter.signed ? `-?${digits}` : digits;
    }
    case 'float':
      return converter.signed ? String.raw`-?\d+\.\d+` : String.raw`\d+\.\d+`;
    case 'uuid':
      return UUID_PATTERN.slice(1, -1);
    case 'any':
      return `(?:${converter.items.map((item) => item.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')})`;
    case 'path':
      return undefined;
  }
}
