/**
 * A Werkzeug URL rule, such as `/films/<int:film_id>/`, taken apart. The parts follow Werkzeug's own
 * terms (converter, argument, strict slashes); how they map to Fastify is decided when code is emitted.
 */
export interface Rule {
  /** As written, with the blueprint's prefix in front. */
  readonly text: string;
  readonly segments: readonly RuleSegment[];
  /** Whether the rule ends in a slash (a branch, in Werkzeug's terms). */
  readonly isBranch: boolean;
}

/** What stands between two slashes: literal text, and variables that may share the segment with it. */
export type RuleSegment = readonly RulePart[];

export type RulePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly converter: Converter };

export type Converter =
  | {
      readonly kind: 'string';
      readonly minlength?: number;
      readonly maxlength?: number;
      readonly length?: number;
    }
  | {
      readonly kind: 'int';
      readonly signed: boolean;
      readonly min?: number;
      readonly max?: number;
      readonly fixedDigits?: number;
    }
  | {
      readonly kind: 'float';
      readonly signed: boolean;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: 'path' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'any'; readonly items: readonly string[] };

/** The variables of a rule, left to right. */
export function ruleVariables(
  rule: Rule,
): readonly Extract<RulePart, { readonly kind: 'variable' }>[] {
  return rule.segments.flat().filter((part) => part.kind === 'variable');
}
