/**
 * What a template needs of a service, and what of it a service does not have: filters and tests of extensions, named
 * arguments of methods whose parameters nobody knows, names that Python keeps for itself.
 */
import { FILTER_PARAMETERS, TEST_PARAMETERS } from './known-names.js';
import type { Arguments, Expression, TemplateSyntax } from './syntax.js';

export interface TemplateProblem {
  readonly line: number;
  readonly message: string;
}

export interface TemplateNeeds {
  readonly problems: readonly TemplateProblem[];
  /** Other templates, by the line that names them; undefined for one that only a request decides on. */
  readonly templates: readonly OtherTemplate[];
  /** Names that it takes from outside, with the first line of each. */
  readonly names: ReadonlyMap<string, number>;
  /** What it asks of objects: `attributes` of `{{ user.full_name }}`. */
  readonly attributes: ReadonlySet<string>;
}

export interface OtherTemplate {
  readonly line: number;
  readonly name: string | undefined;
  /** `ignore missing`, or one of several names. */
  readonly mayBeMissing: boolean;
}

/** What the app adds to Jinja. */
export interface TemplateAdditions {
  readonly filters: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
}

/** Methods of builtin types that the service calls with named arguments, too. */
const NAMED_METHODS = new Set([
  'decode',
  'encode',
  'expandtabs',
  'format',
  'rsplit',
  'split',
  'splitlines',
  'update',
]);
/** Functions that take named arguments. */
const NAMED_FUNCTIONS = new Set([
  'caller',
  'dict',
  'get_flashed_messages',
  'joiner',
  'namespace',
  'url_for',
]);
/** What extensions put into every template, and a service does not have. */
const OF_EXTENSIONS = new Set([
  '_',
  'bootstrap',
  'bootstrap_find_resource',
  'csrf_token',
  'current_user',
  'get_locale',
  'gettext',
  'is_admin_view',
  'lipsum',
  'moment',
  'ngettext',
  'recaptcha',
]);

export function checkTemplate(
  { body }: TemplateSyntax,
  additions: TemplateAdditions,
): TemplateNeeds {
  const problems: TemplateProblem[] = [];
  const templates: OtherTemplate[] = [];
  const names = new Map<string, number>();
  const attributes = new Set<string>();
  const bound = boundNames(body);

  const check = (node: Expression): void => {
    const { line } = node;
    switch (node.kind) {
      case 'name':
        if (!bound.has(node.name) && !names.has(node.name)) names.set(node.name, line);
        return;
      case 'attribute':
        attributes.add(node.name);
        if (/^__\w+__$/.test(node.name))
          problems.push({ line, message: `the attribute ${node.name} in a template` });
        return;
      case 'item': {
        const { key } = node;
        if (key.kind === 'constant' && typeof key.value === 'string') attributes.add(key.value);
        return;
      }
      case 'filter':
        checkFilter(node.name, node.arguments, line);
        return;
      case 'test':
        if (!Object.hasOwn(TEST_PARAMETERS, node.name) && !additions.tests.has(node.name))
          problems.push({ line, message: `the test "${node.name}" of a template` });
        return;
      case 'call':
        checkNamed(node.callee, node.arguments, line);
        return;
      default:
    }
  };

  const checkFilter = (name: string, given: Arguments, line: number): void => {
    if (additions.filters.has(name)) {
      if (given.named.length > 0 || given.keywordRest)
        problems.push({ line, message: `named arguments of the filter "${name}" of a template` });
      return;
    }
    const parameters = Object.hasOwn(FILTER_PARAMETERS, name) ? FILTER_PARAMETERS[name] : undefined;
    if (parameters === undefined) {
      problems.push({ line, message: `the filter "${name}" of a template` });
      return;
    }
    if (ATTRIBUTE_FILTERS.has(name)) noteAttribute(given);
    if (parameters === null || given.rest || given.keywordRest) return;
    const isUnknown = given.named.some(([key]) => !parameters.includes(key));
    if (isUnknown || given.positional.length > parameters.length)
      problems.push({ line, message: `these arguments of the filter "${name}" of a template` });
  };

  /** `users|map(attribute='name')`, `users|selectattr('is_admin')`. */
  const noteAttribute = ({ positional, named }: Arguments): void => {
    for (const value of [...positional, ...named.map(([, one]) => one)]) {
      if (value.kind !== 'constant' || typeof value.value !== 'string') continue;
      for (const part of value.value.split(/[.,]/)) attributes.add(part);
    }
  };

  const checkNamed = (callee: Expression, given: Arguments, line: number): void => {
    if (given.named.length === 0 && !given.keywordRest) return;
    if (callee.kind === 'attribute') {
      const { object, name } = callee;
      const isOwn = object.kind === 'name' && bound.has(object.name);
      if (isOwn || NAMED_METHODS.has(name)) return;
      problems.push({ line, message: `named arguments of the method ${name} in a template` });
    } else if (callee.kind === 'name') {
      const { name } = callee;
      if (bound.has(name) || NAMED_FUNCTIONS.has(name)) return;
      problems.push({ line, message: `named arguments of ${name}() in a template` });
    } else problems.push({ line, message: 'named arguments of a call in a template' });
  };

  for (const node of nodesOf(body)) {
    if (isExpression(node)) check(node);
    else if (REFERRING.has(node.kind)) {
      const { template, line, ignoresMissing } = node as unknown as Referring;
      const found = namesOf(template);
      const mayBeMissing = ignoresMissing === true || found.length > 1;
      for (const name of found) templates.push({ line, name, mayBeMissing });
    }
  }
  for (const [name, line] of names) {
    const isGiven = additions.globals.has(name);
    if (OF_EXTENSIONS.has(name) && !isGiven)
      problems.push({ line, message: `the name ${name} in a template, which an extension gives` });
  }
  return { problems, templates, names, attributes };
}

const ATTRIBUTE_FILTERS = new Set(
  'attr groupby join map max min rejectattr selectattr sort sum unique'.split(' '),
);
const REFERRING = new Set(['extends', 'include', 'import', 'from-import']);
const EXPRESSIONS = new Set(
  `and attribute binary call compare concat conditional constant dict filter float item list name or slice test tuple unary`.split(
    ' ',
  ),
);

interface Referring {
  readonly template: Expression;
  readonly line: number;
  readonly ignoresMissing?: boolean;
}

interface AnyNode {
  readonly kind: string;
}

function isExpression(node: AnyNode): node is Expression {
  // Targets of assignments are names and tuples, too, but stand in no line.
  return EXPRESSIONS.has(node.kind) && 'line' in node;
}

/** The constants that it may be; undefined for anything else. */
function namesOf(template: Expression): (string | undefined)[] {
  if (template.kind === 'constant' && typeof template.value === 'string') return [template.value];
  if (template.kind === 'list' || template.kind === 'tuple') return template.items.flatMap(namesOf);
  if (template.kind === 'conditional')
    return [
      ...namesOf(template.whenTrue),
      ...(template.whenFalse ? namesOf(template.whenFalse) : [undefined]),
    ];
  return [undefined];
}

/** Names that the template gives a value itself, anywhere. */
function boundNames(body: unknown): ReadonlySet<string> {
  const bound = new Set(['loop', 'self', 'super', 'caller', 'varargs', 'kwargs']);
  for (const node of nodesOf(body)) {
    const { kind, name } = node as { readonly kind: string; readonly name?: string };
    if (kind === 'name' && !('line' in node)) bound.add(name!);
    if (kind === 'macro' || kind === 'import') bound.add(name!);
    if (kind === 'from-import') {
      for (const [, local] of (node as unknown as { names: [string, string][] }).names)
        bound.add(local);
    }
    if (kind === 'macro' || kind === 'call-block') {
      const { parameters } = node as unknown as { parameters: { name: string }[] };
      for (const parameter of parameters) bound.add(parameter.name);
    }
  }
  return bound;
}

/** Every node of a tree, however deep. */
function* nodesOf(node: unknown): Iterable<AnyNode> {
  if (Array.isArray(node)) {
    for (const item of node) yield* nodesOf(item);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && typeof node.kind === 'string') yield node as AnyNode;
  for (const member of Object.values(node)) yield* nodesOf(member);
}
