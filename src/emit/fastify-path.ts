/**
 * A Werkzeug rule as a path of Fastify's router: `/films/<int:film_id>/` → `/films/:film_id(^\d+$)/`. The
 * converters' patterns are Werkzeug's own. A `path` variable is a wildcard, which Fastify has only at the
 * end and names `*`. Of what is not said here, `werkzeug/routes-natively.ts` knows.
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

/** What a converter's arguments say beside its pattern, in the words of JSON Schema; `digits` is our own. */
export function converterLimits(
  converter: Converter | undefined,
): Readonly<Record<string, number | undefined>> {
  switch (converter?.kind) {
    case 'int':
      return { minimum: converter.min, maximum: converter.max, digits: converter.fixedDigits };
    case 'float':
      return { minimum: converter.min, maximum: converter.max };
    case 'string': {
      const { length, minlength, maxlength } = converter;
      return { minLength: length ?? minlength, maxLength: length ?? maxlength };
    }
    default:
      return {};
  }
}

function printSegment(segment: RuleSegment): string {
  const isAlone = segment.length === 1;
  return segment
    .map((part) => {
      if (part.kind === 'text') return part.text.replaceAll(':', '::');
      if (part.converter.kind === 'path') return WILDCARD;
      // Of several variables in a segment the first takes as much as it can.
      const pattern = converterPattern(part.converter) ?? (isAlone ? undefined : '[^/]+');
      return pattern === undefined
        ? `:${part.name}`
        : `:${part.name}(^${pattern}${isAlone ? '$' : ''})`;
    })
    .join('');
}

function converterPattern(converter: Converter): string | undefined {
  switch (converter.kind) {
    // Its lengths, and the limits of a number, stand in the schema.
    case 'string':
      return undefined;
    case 'int':
      return converter.signed ? String.raw`-?\d+` : String.raw`\d+`;
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
