/** Python's expressions as TypeScript, each with the type of its value. Exact first; native where that is exact. */
import { printObject, printString, printTemplate } from '../emit/print-literal.js';
import type {
  BinaryExpression,
  BooleanExpression,
  CompareExpression,
  DictExpression,
  Expression,
  FormattedPart,
  FormattedStringExpression,
  NameExpression,
  NumberExpression,
  SubscriptExpression,
  UnaryExpression,
} from '../python/syntax.js';
import { assertNever } from '../util/assert-never.js';
import { attributeExpression } from './attributes.js';
import { callExpression } from './calls.js';
import { comprehension, lambda } from './comprehensions.js';
import type { FunctionContext, Local, Typed } from './context.js';
import { assignNamed } from './assignments.js';
import { bindingTyped } from './names.js';
import { printType } from './print-type.js';
import { isRepeatable } from './repeatable.js';
import {
  bare,
  BOOL,
  DICT,
  isSameType,
  FLOAT,
  INT,
  join,
  listOf,
  NEVER,
  NONE,
  SET,
  STR,
  VALUE,
  type PyType,
  ANY_LIST,
} from './entities.js';
import { Untranslatable } from './untranslatable.js';
import {
  expression,
  condition,
  value,
  code,
  stringLiteral,
  narrowedType,
  narrowedBy,
  narrowFrom,
  narrowing,
  restoreNarrowing,
  itemType,
  plainMembers,
  asText,
} from './values.js';

/** The printer of expressions that `values.ts` leads to. */
export function printExpression(context: FunctionContext, node: Expression): Typed {
  switch (node.kind) {
    case 'name':
      return nameExpression(context, node);
    case 'number':
      return numberExpression(context, node);
    case 'string':
      return { code: stringLiteral(node.value), type: STR };
    case 'bytes': {
      const make = context.module.python('bytes', 'bytesLiteral');
      return { code: `${make}(${printString(node.value)})`, type: { kind: 'bytes' } };
    }
    case 'f-string':
      return formattedString(context, node);
    case 'constant':
      if (node.value === 'None') return { code: 'null', type: NONE };
      if (node.value === 'Ellipsis') throw new Untranslatable(node, 'the object `...`');
      return { code: node.value === 'True' ? 'true' : 'false', type: BOOL };
    case 'list':
    case 'tuple':
    case 'set':
      return sequence(context, node);
    case 'dict':
      return dictExpression(context, node);
    case 'unary':
      return unary(context, node);
    case 'binary':
      return binary(context, node);
    case 'boolean':
      return booleanValue(context, node);
    case 'compare':
      return { code: compare(context, node), type: BOOL };
    case 'conditional': {
      const test = condition(context, node.test);
      const whenTrue = narrowedBy(context, node.test, true, () => value(context, node.whenTrue));
      const whenFalse = narrowedBy(context, node.test, false, () => value(context, node.whenFalse));
      return {
        code: `(${test} ? ${whenTrue.code} : ${whenFalse.code})`,
        type: join(whenTrue.type, whenFalse.type),
      };
    }
    case 'lambda':
      return lambda(context, node);
    case 'call':
      return callExpression(context, node);
    case 'attribute':
      return attributeExpression(context, node);
    case 'subscript':
      return subscript(context, node);
    case 'comprehension':
      return comprehension(context, node);
    case 'named':
      return assignNamed(context, node.target, value(context, node.value));
    case 'slice':
      throw new Untranslatable(node, 'a slice on its own');
    case 'starred':
      throw new Untranslatable(node, 'a starred expression here');
    case 'await':
      throw new Untranslatable(node, 'asynchronous Python');
    case 'yield':
      throw new Untranslatable(node, 'a generator');
    case 'invalid':
      throw new Untranslatable(node, 'text that is no Python 3');
    default:
      return assertNever(node);
  }
}

function numberExpression(context: FunctionContext, { value: number }: NumberExpression): Typed {
  if (number.kind === 'int') {
    const isSafe = number.value <= BigInt(Number.MAX_SAFE_INTEGER);
    return { code: isSafe ? String(number.value) : `${number.value}n`, type: INT };
  }
  if (number.kind === 'imaginary') return { code: '', type: { kind: 'library', path: 'complex' } };
  if (number.value === Infinity) return { code: 'Infinity', type: FLOAT };
  if (!Number.isInteger(number.value)) return { code: String(number.value), type: FLOAT };
  return { code: `new ${context.module.python('value', 'Float')}(${number.value})`, type: FLOAT };
}

function nameExpression(context: FunctionContext, node: NameExpression): Typed {
  const local = context.find(node.name);
  if (!local) {
    return bindingTyped(
      context,
      context.translation.index.resolve(
        context.module.module,
        node.name,
        0,
        isAtTopLevel(context) ? node.start : Infinity,
      ),
      node.name,
    );
  }
  if (local.binding) return bindingTyped(context, local.binding, node.name);
  if (local.owner.isDetached) return detachedName(context, local);
  if (local.definition) {
    const { index } = context.translation;
    const entity =
      local.definition.kind === 'function'
        ? index.function(context.module.module, local.definition, undefined, local.name)
        : index.class(context.module.module, local.definition, local.name);
    return entity.kind === 'function'
      ? {
          code: local.name,
          type: entity.isCallable ? { kind: 'callable' } : { kind: 'function', function: entity },
        }
      : { code: local.name, type: { kind: 'class', class: entity } };
  }
  if (local.owner.selfName === node.name) return { code: 'this', type: local.owner.selfType };
  const type = narrowedType(context, node.name, context.typeOf(local));
  const isSure = local.isParameter || local.owner !== context || context.assigned.has(node.name);
  const known = local.owner === context ? context.known.get(node.name) : undefined;
  if (isSure && type.kind === 'value' && known && isTold(known)) {
    return { code: `(${local.name} as ${printType(context.module, known)})`, type: known };
  }
  if (isSure) return { code: local.name, type };
  const bound = context.module.python('attributes', 'bound');
  return { code: `${bound}(${local.name}, ${printString(node.name)})`, type };
}

/** Whether the code runs when its module is loaded. */
function isAtTopLevel({ entity, parent }: FunctionContext): boolean {
  return entity === undefined && (parent === undefined || isAtTopLevel(parent));
}

/** Types that change what can be done with a value; of the others the operators find out themselves. */
function isTold({ kind }: PyType): boolean {
  return kind === 'instance' || kind === 'object' || kind === 'str' || kind === 'dict';
}

/** A name of a function around that has run by the time this one does: an application factory. */
function detachedName(context: FunctionContext, { definition, pythonName, owner }: Local): Typed {
  const { translation } = context;
  if (definition?.kind === 'function') {
    const entity = translation.nested(context.module.module, definition);
    translation.reach(entity);
    return bindingTyped(context, entity, pythonName);
  }
  if (/app$|^application$|^server$/.test(pythonName)) {
    return bindingTyped(context, { kind: 'registrar', isApp: true }, pythonName);
  }
  throw new Untranslatable(
    undefined,
    `${pythonName}, a variable of the function ${owner.entity?.node.name ?? ''} around it`,
  );
}

/** The printer of tests. */
export function printCondition(context: FunctionContext, node: Expression): string {
  if (node.kind === 'boolean') {
    const operator = node.operator === 'and' ? '&&' : '||';
    return `(${narrowedChain(context, node, (one) => condition(context, one)).join(` ${operator} `)})`;
  }
  if (node.kind === 'unary' && node.operator === 'not') {
    return `!(${condition(context, node.operand)})`;
  }
  if (node.kind === 'compare') return compare(context, node);
  const typed = value(context, node);
  return truth(context, typed, node);
}

function truth(context: FunctionContext, { code: text, type }: Typed, node: Expression): string {
  switch (type.kind) {
    case 'bool':
    case 'str':
    case 'int':
      return text;
    case 'list':
    case 'tuple':
      return `${text}.length > 0`;
    case 'optional': {
      const inner = type.type;
      if (inner.kind === 'str' || inner.kind === 'int' || inner.kind === 'bool') return text;
      if (isAlwaysTrue(inner)) return `${text} !== null`;
      if (node.kind === 'name') {
        return `(${text} !== null && ${truth(context, { code: text, type: inner }, node)})`;
      }
      return `${context.module.python('operators', 'truthy')}(${text})`;
    }
    default:
      return `${context.module.python('operators', 'truthy')}(${text})`;
  }
}

/** Objects that have neither a length nor a truth of their own. */
function isAlwaysTrue(type: PyType): boolean {
  if (type.kind === 'instance')
    return !type.class.method('__bool__') && !type.class.method('__len__');
  return type.kind === 'object' && ALWAYS_TRUE.has(type.name);
}

const ALWAYS_TRUE = new Set([
  're.Match',
  're.Pattern',
  'datetime.datetime',
  'datetime.date',
  'psycopg2.extensions.connection',
  'psycopg2.extensions.cursor',
]);

/** Each value of `a and b` is read knowing what those before it were. */
function narrowedChain<Result>(
  context: FunctionContext,
  node: BooleanExpression,
  read: (one: Expression) => Result,
): Result[] {
  const before = narrowing(context);
  const results: Result[] = [];
  for (const one of node.values) {
    results.push(read(one));
    narrowFrom(context, one, node.operator === 'and');
  }
  restoreNarrowing(context, before);
  return results;
}

function booleanValue(context: FunctionContext, node: BooleanExpression): Typed {
  const parts = narrowedChain(context, node, (one) => ({ typed: value(context, one), node: one }));
  const types = parts.map(({ typed }) => typed.type);
  if (types.every(({ kind }) => kind === 'bool')) {
    return { code: condition(context, node), type: BOOL };
  }
  const last = parts.at(-1)!;
  return parts
    .slice(0, -1)
    .toReversed()
    .reduce<Typed>((right, { typed: left, node: leftNode }) => {
      const test = truth(context, left, leftNode);
      const isNative = test === left.code;
      const operator = node.operator === 'and' ? '&&' : '||';
      const leftType = node.operator === 'or' ? bare(left.type) : left.type;
      const type = join(leftType.kind === 'none' ? NEVER : leftType, right.type);
      if (isNative) return { code: `(${left.code} ${operator} ${right.code})`, type };
      const isSimple = /^[\w.]+$/.test(left.code);
      if (isSimple) {
        return {
          code:
            node.operator === 'and'
              ? `(${test} ? ${right.code} : ${left.code})`
              : `(${test} ? ${left.code} : ${right.code})`,
          type: join(left.type, right.type),
        };
      }
      const helper = context.module.python('operators', node.operator);
      if (/\bawait\b/.test(right.code)) {
        throw new Untranslatable(node, 'a default that waits for the database');
      }
      return { code: `${helper}(${left.code}, () => ${right.code})`, type: VALUE };
    }, last.typed);
}

function sequence(
  context: FunctionContext,
  node: Extract<Expression, { kind: 'list' | 'tuple' | 'set' }>,
): Typed {
  const hasStarred = node.items.some(({ kind }) => kind === 'starred');
  const items = node.items.map((item): Typed => {
    if (item.kind !== 'starred') return value(context, item);
    const inner = value(context, item.value);
    const isArray = inner.type.kind === 'list' || inner.type.kind === 'tuple';
    const source = isArray
      ? inner.code
      : `${context.module.python('items', 'iterate')}(${inner.code})`;
    return { code: `...${source}`, type: itemType(inner.type) };
  });
  const list = items.map((item) => item.code).join(', ');
  const item = items.map(({ type }) => type).reduce(join, NEVER);
  switch (node.kind) {
    case 'list':
      // What an empty list will hold, nobody can say here.
      return { code: `[${list}]`, type: items.length === 0 ? ANY_LIST : listOf(item) };
    case 'tuple':
      if (hasStarred) {
        return {
          code: `${context.module.python('value', 'tupleOf')}([${list}])`,
          type: { kind: 'tuple', items: undefined },
        };
      }
      return {
        code: `${context.module.python('value', 'tuple')}(${list})`,
        type: { kind: 'tuple', items: items.map(({ type }) => type) },
      };
    case 'set':
      return { code: `new ${context.module.python('set', 'PySet')}([${list}])`, type: SET };
  }
}

function dictExpression(context: FunctionContext, { entries }: DictExpression): Typed {
  const make = context.module.python('dict', 'dict');
  if (entries.length === 0) return { code: `${make}()`, type: DICT };
  const groups: string[] = [];
  let current: { key: Expression; value: Expression }[] = [];
  const flush = (): void => {
    if (current.length > 0) groups.push(printDict(context, current));
    current = [];
  };
  for (const { key, value: item } of entries) {
    if (key) current.push({ key, value: item });
    else {
      flush();
      groups.push(code(context, item));
    }
  }
  flush();
  if (groups.length === 1 && entries[0]!.key) return { code: groups[0]!, type: DICT };
  const or = context.module.python('operators', 'bitOr');
  const merged = groups.reduce((a, b) => `${or}(${a}, ${b})`, `${make}()`);
  return {
    code: `(${merged} as ${context.module.use('python/dict.js', 'Dict', true)})`,
    type: DICT,
  };
}

function printDict(
  context: FunctionContext,
  entries: readonly { readonly key: Expression; readonly value: Expression }[],
): string {
  const make = context.module.python('dict', 'dict');
  const plain = plainMembers(context, entries);
  if (plain) return `${make}(${printObject(plain)})`;
  const pairs = entries.map(
    ({ key, value: item }) => `[${code(context, key)}, ${code(context, item)}]`,
  );
  return `${make}([${pairs.join(', ')}])`;
}

function unary(context: FunctionContext, node: UnaryExpression): Typed {
  if (node.operator === 'not')
    return { code: `!(${condition(context, node.operand)})`, type: BOOL };
  if (node.operator === '-' && node.operand.kind === 'number') {
    const { value: number } = node.operand;
    if (number.kind === 'int') {
      const { code: text, type } = expression(context, node.operand);
      return { code: `-${text}`, type };
    }
    if (number.kind === 'float') {
      return Number.isInteger(number.value)
        ? { code: `new ${context.module.python('value', 'Float')}(-${number.value})`, type: FLOAT }
        : { code: `-${number.value}`, type: FLOAT };
    }
  }
  const operand = value(context, node.operand);
  const names = { '-': 'negate', '+': 'positive', '~': 'invert' } as const;
  const type = operand.type.kind === 'int' ? INT : VALUE;
  return asType(
    context,
    `${context.module.python('operators', names[node.operator])}(${operand.code})`,
    type,
  );
}

/** What a helper gives is any value to TypeScript: here it is known to be an int. */
function asType(context: FunctionContext, text: string, type: PyType): Typed {
  if (type.kind !== 'int' && type.kind !== 'object') return { code: text, type };
  return { code: `(${text} as ${printType(context.module, type)})`, type };
}

const OPERATORS = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
  '//': 'floorDivide',
  '**': 'power',
  '|': 'bitOr',
  '&': 'bitAnd',
  '^': 'bitXor',
  '<<': 'shiftLeft',
  '>>': 'shiftRight',
} as const;

function binary(context: FunctionContext, node: BinaryExpression): Typed {
  if (node.operator === '@') throw new Untranslatable(node, 'the operator @');
  const left = value(context, node.left);
  const right =
    node.operator === '%' && left.type.kind === 'str' ? undefined : value(context, node.right);
  if (!right) {
    const format = context.module.python('strings', 'formatPercent');
    return { code: `${format}(${left.code}, ${code(context, node.right)})`, type: STR };
  }
  return operate(context, node.operator, left, right);
}

export function operate(
  context: FunctionContext,
  operator: Exclude<BinaryExpression['operator'], '@'>,
  left: Typed,
  right: Typed,
): Typed {
  if (operator === '+') {
    if (left.type.kind === 'str' && right.type.kind === 'str') {
      return { code: `(${left.code} + ${right.code})`, type: STR };
    }
    if (left.type.kind === 'list' && right.type.kind === 'list') {
      return { code: `[...${left.code}, ...${right.code}]`, type: join(left.type, right.type) };
    }
  }
  const areInts = left.type.kind === 'int' && right.type.kind === 'int';
  const isWhole = areInts && operator !== '/' && operator !== '**';
  const text = `${context.module.python('operators', OPERATORS[operator])}(${left.code}, ${right.code})`;
  if (operator === '%' && left.type.kind === 'str')
    return { code: `(${text} as string)`, type: STR };
  const moment = momentOf(operator, left.type, right.type);
  return asType(context, text, moment ?? (isWhole ? INT : VALUE));
}

const [DATE, MOMENT, DELTA] = ['date', 'datetime', 'timedelta'].map((name): PyType => ({
  kind: 'object',
  name: `datetime.${name}`,
})) as [PyType, PyType, PyType];

/** What dates and spans of time make of each other. */
function momentOf(operator: string, left: PyType, right: PyType): PyType | undefined {
  const isMoment = (type: PyType) => isSameType(type, DATE) || isSameType(type, MOMENT);
  if (isSameType(right, DELTA)) {
    if (operator === '+' || operator === '-')
      return isMoment(left) || isSameType(left, DELTA) ? left : undefined;
    return undefined;
  }
  if (operator === '+' && isSameType(left, DELTA) && isMoment(right)) return right;
  if (operator === '-' && isMoment(left) && isSameType(left, right)) return DELTA;
  const isMultiple = (operator === '*' || operator === '//') && right.kind === 'int';
  return isMultiple && isSameType(left, DELTA) ? DELTA : undefined;
}

/** Of which a class is asked for: `x.__class__`, `type(x)`. */
function classedBy(node: Expression): Expression | undefined {
  if (node.kind === 'attribute' && node.name === '__class__') return node.object;
  const isType = node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'type';
  return isType && node.positional.length === 1 ? node.positional[0] : undefined;
}

/** `a.__class__ is b.__class__` */
function compareClasses(context: FunctionContext, node: CompareExpression): string | undefined {
  const [{ operator, right }] = node.comparisons as [CompareExpression['comparisons'][number]];
  const objects = [classedBy(node.left), classedBy(right)];
  if (node.comparisons.length > 1 || !/^(?:is|is not|==|!=)$/.test(operator)) return undefined;
  if (objects.includes(undefined)) return undefined;
  const helper = context.module.python('type-name', 'isSameClass');
  const not = operator === 'is not' || operator === '!=' ? '!' : '';
  return `${not}${helper}(${objects.map((one) => code(context, one!)).join(', ')})`;
}

function compare(context: FunctionContext, node: CompareExpression): string {
  const classes = compareClasses(context, node);
  if (classes !== undefined) return classes;
  let left: Side = { typed: value(context, node.left), node: node.left };
  const tests: string[] = [];
  // `low <= f(x) <= high`: what stands between is evaluated once.
  const last = node.comparisons.length - 1;
  const called = node.comparisons.findIndex(
    ({ right }, at) => at < last && !isRepeatable(context, right),
  );
  const name = called === -1 ? '' : context.temporary('middle');
  let middle: Typed | undefined;
  for (const [at, { operator, right: rightNode }] of node.comparisons.entries()) {
    let right: Side = { typed: value(context, rightNode), node: rightNode };
    if (at === called) {
      middle = right.typed;
      right = { ...right, typed: { code: name, type: middle.type } };
    }
    tests.push(compareTwo(context, operator, left, right));
    left = right;
  }
  if (tests.length === 1) return tests[0]!;
  const chain = tests.join(' && ');
  if (!middle) return `(${chain})`;
  if (called !== 0 || last !== 1 || !isRepeatable(context, node.left) || /\bawait\b/.test(chain)) {
    throw new Untranslatable(node, 'a chained comparison whose middle is called');
  }
  return `((${name}: ${printType(context.module, middle.type)}) => ${chain})(${middle.code})`;
}

interface Side {
  readonly typed: Typed;
  readonly node: Expression;
}

function compareTwo(
  context: FunctionContext,
  operator: CompareExpression['comparisons'][number]['operator'],
  { typed: left, node: leftNode }: Side,
  { typed: right, node: rightNode }: Side,
): string {
  const helper = (name: string): string => context.module.python('operators', name);
  const isIdentical =
    right.type.kind === 'none' ||
    left.type.kind === 'none' ||
    leftNode.kind === 'string' ||
    rightNode.kind === 'string' ||
    (left.type.kind === 'str' && right.type.kind === 'str') ||
    (left.type.kind === 'int' && right.type.kind === 'int') ||
    (left.type.kind === 'bool' && right.type.kind === 'bool');
  switch (operator) {
    case '==':
      return isIdentical && mayBeEqual(left.type, right.type)
        ? `${left.code} === ${right.code}`
        : `${helper('equals')}(${left.code}, ${right.code})`;
    case '!=':
      return isIdentical && mayBeEqual(left.type, right.type)
        ? `${left.code} !== ${right.code}`
        : `!${helper('equals')}(${left.code}, ${right.code})`;
    case 'is':
    case 'is not': {
      const isSimple = [left, right].some(
        ({ type }) => type.kind === 'none' || type.kind === 'bool',
      );
      const not = operator === 'is not';
      if (isSimple && mayBeEqual(left.type, right.type)) {
        return `${left.code} ${not ? '!==' : '==='} ${right.code}`;
      }
      return `${not ? '!' : ''}${helper('is')}(${left.code}, ${right.code})`;
    }
    case 'in':
    case 'not in': {
      const not = operator === 'not in' ? '!' : '';
      if (left.type.kind === 'str' && right.type.kind === 'str') {
        return `${not}${right.code}.includes(${left.code})`;
      }
      const isListOfTexts =
        (rightNode.kind === 'list' || rightNode.kind === 'tuple' || rightNode.kind === 'set') &&
        rightNode.items.every(({ kind }) => kind === 'string');
      if (isListOfTexts && left.type.kind === 'str') {
        const texts = rightNode.items.map((item) => code(context, item)).join(', ');
        return `${not}[${texts}].includes(${left.code})`;
      }
      return `${not}${helper('contains')}(${right.code}, ${left.code})`;
    }
    default: {
      const names = { '<': 'less', '<=': 'lessOrEqual', '>': 'greater', '>=': 'greaterOrEqual' };
      const areInts = left.type.kind === 'int' && right.type.kind === 'int';
      if (areInts) return `${left.code} ${operator} ${right.code}`;
      return `${helper(names[operator])}(${left.code}, ${right.code})`;
    }
  }
}

/** TypeScript refuses to compare what can never be equal. */
function mayBeEqual(left: PyType, right: PyType): boolean {
  const [a, b] = [left, right];
  if (a.kind === 'value' || b.kind === 'value') return true;
  if (a.kind === 'none' || b.kind === 'none') {
    return a.kind === 'optional' || b.kind === 'optional' || a.kind === b.kind;
  }
  return bare(a).kind === bare(b).kind;
}

function subscript(context: FunctionContext, node: SubscriptExpression): Typed {
  const object = value(context, node.object);
  if (object.type.kind === 'class' && object.type.class.isEnum()) {
    const helper = context.module.python('enum', 'memberNamed');
    return {
      code: `${helper}(${object.code}, ${code(context, node.index)})`,
      type: { kind: 'instance', class: object.type.class },
    };
  }
  if (node.index.kind === 'slice') {
    const { lower, upper, step } = node.index;
    const bounds = [lower, upper, step].map((one) => (one ? code(context, one) : 'undefined'));
    while (bounds.at(-1) === 'undefined') bounds.pop();
    const slice = context.module.python('items', 'slice');
    const text = `${slice}(${[object.code, ...bounds].join(', ')})`;
    if (object.type.kind === 'str') return { code: `(${text} as string)`, type: STR };
    return { code: text, type: VALUE };
  }
  const getItem = context.module.python('items', 'getItem');
  const index = code(context, node.index);
  const member =
    object.type.kind === 'object'
      ? context.translation.libraries.member(object.type.name, '__getitem__')
      : undefined;
  if (member?.signature.isMember) {
    return {
      code: `${object.code}.${member.signature.target}(${index})`,
      type: context.translation.libraries.parseType(member.signature.returns),
    };
  }
  const text = `${getItem}(${object.code}, ${index})`;
  if (object.type.kind === 'str') return { code: `(${text} as string)`, type: STR };
  const item = object.type.kind === 'list' ? object.type.item : VALUE;
  if (item.kind === 'instance' || item.kind === 'object' || item.kind === 'str') {
    return { code: `(${text} as ${typeOf(context, item)})`, type: item };
  }
  return { code: text, type: VALUE };
}

function typeOf(context: FunctionContext, type: PyType): string {
  if (type.kind === 'str') return 'string';
  if (type.kind === 'instance') return context.module.referType(type.class);
  const found = type.kind === 'object' ? context.translation.libraries.type(type.name) : undefined;
  return found?.from
    ? context.module.use(found.from, found.class, true)
    : context.module.use('python/value.js', 'Value', true);
}

function formattedString(context: FunctionContext, { parts }: FormattedStringExpression): Typed {
  return { code: `\`${parts.map((part) => formattedPart(context, part)).join('')}\``, type: STR };
}

function formattedPart(context: FunctionContext, part: FormattedPart): string {
  if (part.kind === 'text') return printTemplate(part.value).slice(1, -1);
  const { conversion, format, label, expression: inner } = part;
  const typed = value(context, inner);
  const lead = label === undefined ? '' : printTemplate(label).slice(1, -1);
  const representation =
    conversion ?? (label !== undefined && format.length === 0 ? 'r' : undefined);
  const converted =
    representation === undefined || representation === 's'
      ? typed
      : { code: `${context.module.python('text', 'repr')}(${typed.code})`, type: STR };
  if (format.length > 0) {
    const spec = `\`${format.map((one) => formattedPart(context, one)).join('')}\``;
    const formatValue = context.module.python('strings', 'formatValue');
    const plain = format.every(({ kind }) => kind === 'text')
      ? printString(format.map((one) => (one.kind === 'text' ? one.value : '')).join(''))
      : spec;
    return `${lead}\${${formatValue}(${converted.code}, ${plain})}`;
  }
  return `${lead}\${${asText(context, converted)}}`;
}
