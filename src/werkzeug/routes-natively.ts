/**
 * Whether Fastify's router, given the rules as paths of its own, chooses as Werkzeug's does. Both try text
 * before variables and go back where one leads nowhere, but Werkzeug orders variables by weight and then by
 * registration, redirects to a missing slash before it looks further, and has variables that Fastify has
 * not. What cannot be shown to be the same here is matched by the service itself (`exact-routing.ts` of the
 * template): a doubt costs a microsecond there, and an error would be another answer.
 * Source: werkzeug/routing/matcher.py, 2.2; find-my-way, lib/node.js.
 */
import type { Converter, Rule, RulePart, RuleSegment } from '../model/rule.js';

export interface RoutedRule {
  readonly rule: Rule;
  readonly methods: readonly string[];
  readonly strictSlashes: boolean;
}

/** The rules that need Werkzeug's own matching; when there are none, Fastify's does for all. */
export function rulesBeyondFastify<Route extends RoutedRule>(
  routes: readonly Route[],
): ReadonlySet<Route> {
  const native: Route[] = [];
  const beyond = new Set<Route>();
  for (const route of routes) {
    const isNative = isExpressible(route) && native.every((earlier) => isSameOrder(earlier, route));
    if (isNative) native.push(route);
    else beyond.add(route);
  }
  return beyond;
}

function isExpressible({ rule, strictSlashes }: RoutedRule): boolean {
  if (!strictSlashes || rule.text.includes('//')) return false;
  return rule.segments.every((segment, index) =>
    segment.every((part) => {
      if (part.kind === 'text') return !/[*?%#;]/.test(part.text);
      const { converter } = part;
      if (converter.kind === 'path')
        return segment.length === 1 && index === rule.segments.length - 1 && !rule.isBranch;
      if (segment.length === 1) return true;
      // Beside other parts only what a pattern says by itself, on UTF-16 units.
      return converter.kind === 'string' ? isPlain(converter) : !hasLimits(converter);
    }),
  );
}

/** Of two rules that one request could match, whether both routers take the same; `a` is registered first. */
function isSameOrder(a: RoutedRule, b: RoutedRule): boolean {
  if (!a.methods.some((method) => b.methods.includes(method))) return true;
  const [pathA, pathB] = [partsOf(a.rule), partsOf(b.rule)];
  const order = orderOf(pathA, pathB);
  if (shapeOf(pathA) === shapeOf(pathB)) return false;
  if (order === 'unknown' && mayMeet(pathA, pathB, false)) return false;
  const [first, second] = order === 'b' ? [pathB, pathA] : [pathA, pathB];
  // What Fastify matches first and the service then refuses would have gone on to the second.
  if (mayMeet(first, second, true)) return false;
  return !mayRedirect(a, pathA, pathB) && !mayRedirect(b, pathB, pathA);
}

/** A redirect to the slash comes where the walk meets the branch, whatever else would match after it. */
function mayRedirect({ rule }: RoutedRule, own: readonly PathPart[], other: readonly PathPart[]) {
  const bare = own.slice(0, -1);
  if (!rule.isBranch || !mayMeet(bare, other, false)) return false;
  const order = orderOf(bare, other);
  return order === 'a' || order === 'unknown';
}

/** Fastify refuses a second path of the same shape, whatever the patterns in it are. */
function shapeOf(path: readonly PathPart[]): string {
  const shapes = path.map((segment) => {
    const [part] = segment;
    if (segment.length === 1 && part!.kind === 'variable' && isRefusable(part!)) return ':';
    return segment.map((one) => (one.kind === 'text' ? one.text : '()')).join('');
  });
  return shapes.join('/');
}

/** A segment; an empty one is what follows the last slash of a branch. */
type PathPart = RuleSegment;

function partsOf({ segments, isBranch }: Rule): PathPart[] {
  return isBranch && segments.length > 0 ? [...segments, []] : [...segments];
}

/** Which rule both routers try first, by the first segment in which they differ. */
function orderOf(a: readonly PathPart[], b: readonly PathPart[]): 'a' | 'b' | 'same' | 'unknown' {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one, other] = [a[index], b[index]];
    // The shorter can only meet the longer through a path variable, and that was the first difference.
    if (!one || !other) return 'unknown';
    if (keyOf(one) === keyOf(other)) continue;
    if (isText(one) || isText(other)) return isText(one) ? 'a' : 'b';
    const [rankA, rankB] = [rankOf(one), rankOf(other)];
    if (rankA === undefined || rankB === undefined) return 'unknown';
    if (rankA !== rankB) return rankA < rankB ? 'a' : 'b';
    return 'unknown';
  }
  return 'same';
}

/** The order in which both routers try what has its segment to itself; of the others nothing is said. */
function rankOf(segment: PathPart): number | undefined {
  const [part] = segment;
  if (segment.length !== 1 || part?.kind !== 'variable') return undefined;
  switch (part.converter.kind) {
    case 'int':
    case 'float':
      return 1;
    case 'string':
      return 2;
    case 'path':
      return 3;
    // Fastify tries any pattern before a plain variable, Werkzeug these as strings: by registration.
    case 'uuid':
    case 'any':
      return undefined;
  }
}

/**
 * Whether a path exists that both match. With `isRefused`: that the second matches, and the first only in
 * Fastify, where a variable may be empty and of any length.
 */
function mayMeet(a: readonly PathPart[], b: readonly PathPart[], isRefused: boolean): boolean {
  let hasRefusal = false;
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one, other] = [a[index], b[index]];
    if (one?.some(isPath) || other?.some(isPath)) {
      if (!isRefused) return true;
      // Another path variable may begin where the first must not, and takes what the others leave empty.
      return a.some((part) => part.some((variable) => isPath(variable) || isRefusable(variable)));
    }
    if (!one || !other) return false;
    const refusable = isRefused && one.some(isRefusable);
    if (refusable && (other.length === 0 || hasLengths(one)) && !areApart(loosened(one), other))
      hasRefusal = true;
    else if (areApart(one, other)) return false;
  }
  return isRefused ? hasRefusal : true;
}

function areApart(a: PathPart, b: PathPart): boolean {
  if (isText(a) && isText(b)) return textOf(a) !== textOf(b);
  if (a.length === 0 || b.length === 0) return !isLoose(a) && !isLoose(b);
  if (isText(a)) return !toRegExp(b).test(textOf(a));
  if (isText(b)) return !toRegExp(a).test(textOf(b));
  const [headA, headB] = [leadingText(a), leadingText(b)];
  if (!headA.startsWith(headB) && !headB.startsWith(headA)) return true;
  const [tailA, tailB] = [trailingText(a), trailingText(b)];
  if (!tailA.endsWith(tailB) && !tailB.endsWith(tailA)) return true;
  const [first, second] = [onlyConverter(a), onlyConverter(b)];
  return first !== undefined && second !== undefined && areConvertersApart(first, second);
}

function areConvertersApart(a: Converter, b: Converter): boolean {
  const kinds = [a.kind, b.kind].toSorted().join(' ');
  if (kinds === 'float int' || kinds === 'int uuid' || kinds === 'float uuid') return true;
  const [any, other] = a.kind === 'any' ? [a, b] : [b, a];
  if (any.kind !== 'any') return false;
  const pattern = new RegExp(`^${patternOf(other)}$`, 'u');
  return !any.items.some((item) => pattern.test(item));
}

function toRegExp(segment: PathPart): RegExp {
  const source = segment.map((part) =>
    part.kind === 'text' ? escapeRegExp(part.text) : patternOf(part.converter),
  );
  return new RegExp(`^${source.join('')}$`, 'u');
}

/** At least what Werkzeug's own pattern matches. */
function patternOf(converter: Converter): string {
  switch (converter.kind) {
    case 'int':
      return String.raw`-?\p{Nd}+`;
    case 'float':
      return String.raw`-?\p{Nd}+\.\p{Nd}+`;
    case 'any':
      return `(?:${converter.items.map(escapeRegExp).join('|')})`;
    case 'string':
      return '[^/]+';
    case 'uuid':
      return '[A-Fa-f0-9-]{36}';
    case 'path':
      return '.+';
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** As Fastify reads it: a plain variable may be empty. */
function loosened(segment: PathPart): PathPart {
  return segment.length === 1 && segment.some(isRefusable) ? LOOSE : segment;
}

const LOOSE: PathPart = [
  { kind: 'variable', name: '', converter: { kind: 'string', minlength: 0 } },
];

function isLoose(segment: PathPart): boolean {
  return segment === LOOSE;
}

function isRefusable(part: RulePart): boolean {
  return part.kind === 'variable' && part.converter.kind === 'string';
}

function hasLengths(segment: PathPart): boolean {
  return segment.some(
    (part) =>
      part.kind === 'variable' && part.converter.kind === 'string' && !isPlain(part.converter),
  );
}

function isPlain(converter: Extract<Converter, { kind: 'string' }>): boolean {
  const { minlength = 1, maxlength, length } = converter;
  return minlength === 1 && maxlength === undefined && length === undefined;
}

function hasLimits(converter: Converter): boolean {
  if (converter.kind !== 'int' && converter.kind !== 'float') return false;
  const { min, max } = converter;
  return (
    min !== undefined ||
    max !== undefined ||
    (converter.kind === 'int' && converter.fixedDigits !== undefined)
  );
}

function isPath(part: RulePart): boolean {
  return part.kind === 'variable' && part.converter.kind === 'path';
}

function isText(segment: PathPart): boolean {
  return segment.every(({ kind }) => kind === 'text');
}

function textOf(segment: PathPart): string {
  return segment.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

function leadingText([first]: PathPart): string {
  return first?.kind === 'text' ? first.text : '';
}

function trailingText(segment: PathPart): string {
  const last = segment.at(-1);
  return last?.kind === 'text' ? last.text : '';
}

function onlyConverter(segment: PathPart): Converter | undefined {
  const [part] = segment;
  return segment.length === 1 && part?.kind === 'variable' ? part.converter : undefined;
}

/** Equal for segments that both routers hold in one node. */
function keyOf(segment: PathPart): string {
  return JSON.stringify(
    segment.map((part) => (part.kind === 'text' ? part.text : [part.converter])),
  );
}
