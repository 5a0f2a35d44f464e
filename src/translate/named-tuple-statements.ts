/**
 * `Point = namedtuple('Point', 'x y')` as the class that it makes: `class Point(namedtuple): x: object; y: object`, so that
 * all that is known of classes holds for it. `class Point(namedtuple('Point', 'x y')): ...` and `NamedTuple('Point', [...])`
 * likewise. What is not said by literals stays a call, for which there is no translation.
 */
import type { PythonModule } from '../python/parse-module.js';
import type {
  AnnotatedAssignStatement,
  CallExpression,
  ClassStatement,
  Expression,
  Statement,
} from '../python/syntax.js';

/** The statements of a module, with those classes in place of the calls; the same ones each time. */
export function statementsOf(module: PythonModule): readonly Statement[] {
  const known = found.get(module);
  if (known) return known;
  const statements = module.statements.map((statement) => asClass(statement) ?? statement);
  found.set(module, statements);
  return statements;
}

const found = new WeakMap<PythonModule, readonly Statement[]>();

function asClass(statement: Statement): ClassStatement | undefined {
  if (statement.kind === 'class') {
    const [base, other] = statement.bases;
    if (base?.kind !== 'call' || other) return undefined;
    const fields = fieldsOf(base);
    return fields && { ...statement, bases: [base.callee], body: [...fields, ...statement.body] };
  }
  if (statement.kind !== 'assign') return undefined;
  const { start, end, value, targets } = statement;
  const [target, other] = targets;
  if (target?.kind !== 'name' || other || value.kind !== 'call') return undefined;
  const fields = fieldsOf(value);
  const [name] = value.positional;
  if (!fields || name?.kind !== 'string') return undefined;
  const named: Statement = {
    kind: 'assign',
    targets: [{ kind: 'name', name: '__name__', start, end }],
    value: name,
    start,
    end,
  };
  return {
    kind: 'class',
    name: target.name,
    nameStart: target.start,
    decorators: [],
    bases: [value.callee],
    keywords: [],
    body: name.value === target.name ? fields : [named, ...fields],
    start,
    end,
  };
}

/** Undefined where the call makes no named tuple, or does not say its fields by literals. */
function fieldsOf({
  callee,
  positional,
  keywords,
}: CallExpression): AnnotatedAssignStatement[] | undefined {
  const callName = callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : '';
  if (callName !== 'namedtuple' && callName !== 'NamedTuple') return undefined;
  const [, listed, other] = positional;
  const [option, ...options] = keywords;
  if (!listed || other || options.length > 0) return undefined;
  const names = callName === 'namedtuple' ? namesIn(listed) : pairsIn(listed);
  if (!names || names.some(([name]) => !/^[A-Za-z]\w*$/.test(name))) return undefined;
  if (new Set(names.map(([name]) => name)).size < names.length) return undefined;
  const defaults = option ? defaultsIn(option.name, option.value) : [];
  if (!defaults || defaults.length > names.length) return undefined;
  const required = names.length - defaults.length;
  return names.map(([name, { start, end }], at) => ({
    kind: 'annotated-assign',
    target: { kind: 'name', name, start, end },
    annotation: { kind: 'name', name: 'object', start, end },
    value: defaults[at - required],
    start,
    end,
  }));
}

type Named = readonly [name: string, node: Expression];

/** `'x y'`, `'x, y'`, `['x', 'y']`. */
function namesIn(node: Expression): Named[] | undefined {
  if (node.kind === 'string') {
    const names = node.value.replaceAll(',', ' ').split(' ');
    return names.filter((name) => name !== '').map((name) => [name, node]);
  }
  if (node.kind !== 'list' && node.kind !== 'tuple') return undefined;
  const names = node.items.flatMap((one): Named[] =>
    one.kind === 'string' ? [[one.value, one]] : [],
  );
  return names.length === node.items.length ? names : undefined;
}

/** `[('x', int), ('y', int)]` */
function pairsIn(node: Expression): Named[] | undefined {
  if (node.kind !== 'list' && node.kind !== 'tuple') return undefined;
  const names = node.items.flatMap((pair): Named[] => {
    const [name] = pair.kind === 'tuple' ? pair.items : [];
    return name?.kind === 'string' ? [[name.value, name]] : [];
  });
  return names.length === node.items.length ? names : undefined;
}

/** `defaults=(0, None)`, or `[None] * 2`. */
function defaultsIn(name: string | undefined, node: Expression): readonly Expression[] | undefined {
  if (name !== 'defaults') return undefined;
  if (node.kind === 'list' || node.kind === 'tuple') return node.items;
  if (node.kind !== 'binary' || node.operator !== '*' || node.right.kind !== 'number')
    return undefined;
  const items = defaultsIn(name, node.left);
  const times = Number(node.right.value.value);
  return items && times < 100 ? Array.from({ length: times }, () => items).flat() : undefined;
}
