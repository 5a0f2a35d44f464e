/**
 * Werkzeug's matching of paths to rules, step by step as it does it: part by part between the slashes, texts
 * before patterns, patterns by their weight, and back again where one leads nowhere. What it answers when
 * there is no match (a redirect, 405, 404) comes from the same walk.
 * Source: werkzeug/routing/matcher.py, rules.py and converters.py, 2.2.
 */
import { toAsciiDigits } from './python.js';
import { behaviour } from './versions.js';

export interface Rule {
  readonly parts: readonly Part[];
  readonly variables: readonly Variable[];
  readonly methods: ReadonlySet<string>;
  readonly isStrict: boolean;
  /** The URL under which Fastify has the route, given the values of the variables. */
  readonly toUrl: (values: readonly string[]) => string;
}

/** What stands between two slashes; what takes the rest of the path may have slashes in it. */
interface Part {
  readonly content: string;
  readonly pattern: RegExp | undefined;
  readonly isFinal: boolean;
  /** A path before a slash, which may be missing: then it is redirected to. Since Werkzeug 2.2.3. */
  readonly isSuffixed: boolean;
  /** Compared number by number; the smaller comes first. */
  readonly weight: readonly number[];
}

/** A text, a slash by itself, or a variable. */
export type Token = string | Variable;

export interface Variable {
  readonly name: string;
  readonly kind: 'number' | 'text' | 'path';
  readonly pattern: string;
  /** Numbers outside are paths that do not exist, whatever other rules there are. */
  readonly range?: Range | undefined;
}

export interface Range {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** How many digits it has, zeros in front included. */
  readonly digits?: number | undefined;
}

export type Match =
  | { readonly kind: 'rule'; readonly rule: Rule; readonly values: readonly string[] }
  | { readonly kind: 'redirect'; readonly path: string }
  /** With the methods of rules that match but for their methods: 405 if there are any, else 404. */
  | { readonly kind: 'none'; readonly methods: ReadonlySet<string> };

interface State {
  readonly texts: Map<string, State>;
  readonly patterns: { readonly part: Part; readonly next: State }[];
  readonly rules: Rule[];
}

export class Router {
  readonly #root = newState();

  add(rule: Rule): void {
    let state = this.#root;
    for (const part of rule.parts) state = nextState(state, part);
    state.rules.push(rule);
  }

  match(method: string, path: string): Match {
    const methods = new Set<string>();
    const found = walk({ method, methods, parts: path.split('/') }, this.#root, 0, []);
    if (found === 'slash missing') return { kind: 'redirect', path: `${path}/` };
    if (found) {
      const isOutside = found.rule.variables.some(
        ({ range }, index) => range && isOutOfRange(found.values[index]!, range),
      );
      return isOutside ? { kind: 'none', methods } : { kind: 'rule', ...found };
    }
    // Before Werkzeug 3.1.7 two slashes become one, but of three there are two left.
    const merged = path.replaceAll(behaviour().mergesAllSlashes ? /\/{2,}/g : '//', '/');
    const other = walk({ method, methods, parts: merged.split('/') }, this.#root, 0, []);
    if (!other) return { kind: 'none', methods };
    return { kind: 'redirect', path: other === 'slash missing' ? `${merged}/` : merged };
  }

  /** The methods that a path has, for the automatic answer to OPTIONS. */
  methodsOf(path: string): ReadonlySet<string> {
    const match = this.match('--', path);
    return match.kind === 'none' ? match.methods : new Set();
  }
}

interface Search {
  readonly method: string;
  /** Of the rules that would have matched with another method. */
  readonly methods: Set<string>;
  readonly parts: readonly string[];
}

type Found = { readonly rule: Rule; readonly values: readonly string[] } | 'slash missing';

function walk(
  search: Search,
  { texts, patterns, rules }: State,
  index: number,
  values: readonly string[],
): Found | undefined {
  const { method, parts } = search;
  const part = parts[index];
  if (part === undefined) {
    const rule = ruleFor(search, rules);
    if (rule) return { rule, values };
    const branch = texts.get('')?.rules.find(({ methods }) => methods.has(method));
    return branch && (branch.isStrict ? 'slash missing' : { rule: branch, values });
  }
  const next = texts.get(part);
  const found = next && walk(search, next, index + 1, values);
  if (found) return found;
  for (const {
    part: { pattern, isFinal, isSuffixed },
    next: after,
  } of patterns) {
    const match = pattern!.exec(isFinal ? parts.slice(index).join('/') : part);
    if (!match) continue;
    const given = match.slice(1);
    const hasSlash = isSuffixed && given.pop() === '/';
    const end = isFinal ? parts.length - (hasSlash ? 1 : 0) : index + 1;
    const through = walk(search, after, end, [...values, ...given]);
    if (through) return through;
  }
  if (part !== '' || index < parts.length - 1) return undefined;
  const rule = ruleFor(
    search,
    rules.filter(({ isStrict }) => !isStrict),
  );
  return rule && { rule, values };
}

function ruleFor({ method, methods }: Search, rules: readonly Rule[]): Rule | undefined {
  for (const rule of rules) {
    if (rule.methods.has(method)) return rule;
    for (const other of rule.methods) methods.add(other);
  }
  return undefined;
}

function newState(): State {
  return { texts: new Map(), patterns: [], rules: [] };
}

function nextState({ texts, patterns }: State, part: Part): State {
  const next = newState();
  if (!part.pattern) {
    const known = texts.get(part.content);
    texts.set(part.content, known ?? next);
    return known ?? next;
  }
  const known = patterns.find((other) => other.part.content === part.content);
  if (known) return known.next;
  patterns.push({ part, next });
  patterns.sort((a, b) => compareWeights(a.part.weight, b.part.weight));
  return next;
}

function compareWeights(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((weight, index) => weight !== b[index]);
  return differing === -1 ? 0 : a[differing]! - (b[differing] ?? 0);
}

const WEIGHTS = { number: 50, text: 100, path: 200 } as const;

/** The parts of a rule from its texts and variables, in order. */
export function toParts(tokens: readonly Token[]): Part[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    const part = parts.at(-1)!;
    const isFinal = part.some((one) => typeof one === 'object' && one.kind === 'path');
    if (token === '/' && !isFinal) parts.push([]);
    else part.push(token);
  }
  return parts.flatMap(toPart);
}

function toPart(tokens: readonly Token[]): Part[] {
  const variables = tokens.filter((token) => typeof token === 'object');
  const texts = tokens.filter((token) => typeof token === 'string').filter((text) => text !== '/');
  const content =
    variables.length === 0
      ? texts.join('')
      : tokens
          .map((token) =>
            typeof token === 'string'
              ? token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
              : `(${token.pattern})`,
          )
          .join('');
  const isFinal = variables.some(({ kind }) => kind === 'path');
  const isSuffixed = isFinal && tokens.at(-1) === '/' && behaviour().redirectsPaths;
  const whole = isSuffixed ? content.replace(/\\?\/$/, '(?<!/)(/?)') : content;
  const part: Part = {
    content: whole,
    pattern: variables.length === 0 ? undefined : new RegExp(`^${whole}$`, 'u'),
    isFinal,
    isSuffixed,
    weight: [
      -texts.length,
      ...texts.flatMap((text, index) => [index, -text.length]),
      -variables.length,
      ...variables.map(({ kind }) => WEIGHTS[kind]),
    ],
  };
  return isSuffixed ? [part, SLASH] : [part];
}

/** What stands behind the last slash: nothing. */
const SLASH: Part = {
  content: '',
  pattern: undefined,
  isFinal: false,
  isSuffixed: false,
  weight: [],
};

export function isOutOfRange(text: string, { minimum, maximum, digits }: Range): boolean {
  const number = Number(toAsciiDigits(text));
  return (
    (digits !== undefined && Array.from(text).length !== digits) ||
    (minimum !== undefined && number < minimum) ||
    (maximum !== undefined && number > maximum)
  );
}
