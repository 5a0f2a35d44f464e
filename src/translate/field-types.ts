/**
 * The annotations of a model's fields as types of `src/pydantic`: `Optional[int]` is `t.optional(t.int())`. Constraints
 * of the field go to the types that they are for, as pydantic puts them there.
 */
import { camelCase } from '../emit/names.js';
import { printObject } from '../emit/print-literal.js';
import { parsePythonModule } from '../python/parse-module.js';
import type { Expression } from '../python/syntax.js';
import type { FunctionContext, Typed } from './context.js';
import {
  ANY_LIST,
  ANY_TUPLE,
  BOOL,
  DICT,
  FLOAT,
  INT,
  join,
  listOf,
  NEVER,
  optional,
  SET,
  STR,
  VALUE,
  type ClassEntity,
  type PyType,
} from './entities.js';
import { Untranslatable } from './untranslatable.js';
import { code, value } from './values.js';

/** What `Field(…)` or `constr(…)` asks of a value: code by Python's name. */
export type Constraints = ReadonlyMap<string, string>;

export interface FieldTypes {
  readonly context: FunctionContext;
  /** The name under which the module knows the types. */
  readonly t: string;
  readonly takesOtherClasses: boolean;
  /** Constraints that a type was found for. */
  readonly used: Set<string>;
}

const NONE_YET: Constraints = new Map();

/** @throws Untranslatable */
export function fieldType(
  types: FieldTypes,
  node: Expression,
  constraints: Constraints = NONE_YET,
): Typed {
  switch (node.kind) {
    case 'constant':
      if (node.value === 'None') throw new Untranslatable(node, 'a field that is always None');
      break;
    case 'string': {
      const [inner] = parsePythonModule({ name: '', text: node.value }).statements;
      if (inner?.kind === 'expression') return fieldType(types, inner.value, constraints);
      break;
    }
    case 'binary':
      if (node.operator === '|')
        return unionType(types, node, [node.left, node.right], constraints);
      break;
    case 'subscript':
      return genericType(types, node, constraints);
    case 'call':
      return constrainedType(types, node, constraints);
    case 'name':
    case 'attribute': {
      const { context } = types;
      const binding = context.translation.index.resolveExpression(context.module.module, node);
      if (binding?.kind === 'class') return classType(types, node, binding);
      if (binding?.kind === 'library') return libraryType(types, node, binding.path, constraints);
      break;
    }
    default:
  }
  throw new Untranslatable(node, 'a field of a type that is known only when the app runs');
}

interface Simple {
  readonly name: string;
  readonly type: PyType;
  readonly constraints?: readonly string[];
  /** What it asks for itself. */
  readonly own?: readonly (readonly [string, string])[];
}

const TEXT = [
  'min_length',
  'max_length',
  'regex',
  'pattern',
  'strip_whitespace',
  'to_lower',
  'to_upper',
  'strict',
];
const NUMBER = ['gt', 'ge', 'lt', 'le', 'multiple_of', 'strict', 'allow_inf_nan'];
const ITEMS = ['min_items', 'max_items', 'min_length', 'max_length'];

const object = (name: string): PyType => ({ kind: 'object', name });
const STRICT = [['strict', 'true']] as const;
const TEXTS: Simple = { name: 'str', type: STR, constraints: TEXT };
const int: Simple = { name: 'int', type: INT, constraints: NUMBER };
const float: Simple = { name: 'float', type: FLOAT, constraints: NUMBER };
const decimal: Simple = {
  name: 'decimal',
  type: object('decimal.Decimal'),
  constraints: [...NUMBER, 'max_digits', 'decimal_places'],
};
const UUID: Simple = { name: 'uuid', type: object('uuid.UUID') };
const LIST: Simple = { name: 'list', type: ANY_LIST, constraints: ITEMS };
const DICT_TYPE: Simple = { name: 'dict', type: DICT };
const TUPLE: Simple = { name: 'tuple', type: ANY_TUPLE };

const TYPES: Readonly<Record<string, Simple>> = {
  'builtins.str': TEXTS,
  'pydantic.constr': TEXTS,
  'pydantic.StrictStr': { ...TEXTS, own: STRICT },
  'builtins.int': int,
  'pydantic.conint': int,
  'pydantic.StrictInt': { ...int, own: STRICT },
  'pydantic.PositiveInt': { ...int, own: [['gt', '0']] },
  'pydantic.NegativeInt': { ...int, own: [['lt', '0']] },
  'pydantic.NonNegativeInt': { ...int, own: [['ge', '0']] },
  'pydantic.NonPositiveInt': { ...int, own: [['le', '0']] },
  'builtins.float': float,
  'pydantic.confloat': float,
  'pydantic.StrictFloat': { ...float, own: STRICT },
  'pydantic.PositiveFloat': { ...float, own: [['gt', '0']] },
  'pydantic.NonNegativeFloat': { ...float, own: [['ge', '0']] },
  'decimal.Decimal': decimal,
  'pydantic.condecimal': decimal,
  'builtins.bool': { name: 'bool', type: BOOL },
  'pydantic.StrictBool': { name: 'bool', type: BOOL, own: STRICT },
  'builtins.bytes': { name: 'bytes', type: { kind: 'bytes' } },
  'datetime.datetime': { name: 'datetime', type: object('datetime.datetime') },
  'datetime.date': { name: 'date', type: object('datetime.date') },
  'datetime.time': { name: 'time', type: object('datetime.time') },
  'datetime.timedelta': { name: 'timedelta', type: object('datetime.timedelta') },
  'uuid.UUID': UUID,
  'pydantic.SecretStr': {
    name: 'secretStr',
    type: object('pydantic.SecretStr'),
    constraints: ['min_length', 'max_length'],
  },
  'pydantic.PostgresDsn': { name: 'postgresDsn', type: STR },
  'pydantic.HttpUrl': { name: 'httpUrl', type: STR },
  'pydantic.AnyHttpUrl': { name: 'anyHttpUrl', type: STR },
  'pydantic.AnyUrl': { name: 'url', type: STR },
  'typing.Any': { name: 'any', type: VALUE },
  'builtins.object': { name: 'any', type: VALUE },
  'builtins.list': LIST,
  'typing.List': LIST,
  'builtins.dict': DICT_TYPE,
  'typing.Dict': DICT_TYPE,
  'builtins.set': { name: 'set', type: SET },
  'typing.Set': { name: 'set', type: SET },
  'builtins.tuple': TUPLE,
  'typing.Tuple': TUPLE,
};

const UUID_VERSIONS: Readonly<Record<string, string>> = {
  'pydantic.UUID1': '1',
  'pydantic.UUID3': '3',
  'pydantic.UUID4': '4',
  'pydantic.UUID5': '5',
};

function libraryType(
  types: FieldTypes,
  node: Expression,
  path: string,
  constraints: Constraints,
): Typed {
  const version = UUID_VERSIONS[path];
  if (version !== undefined) return { code: `${types.t}.uuid(${version})`, type: UUID.type };
  const simple = TYPES[path.replace(/^typing_extensions\./, 'typing.')];
  if (!simple)
    throw new Untranslatable(node, `a field of the type ${path.replace(/^builtins\./, '')}`);
  return simpleType(types, simple, constraints);
}

function simpleType(types: FieldTypes, simple: Simple, constraints: Constraints): Typed {
  const own = new Map(simple.own ?? []);
  for (const [name, text] of constraints) {
    if (!simple.constraints?.includes(name)) continue;
    types.used.add(name);
    own.set(name, text);
  }
  const options = printLimits(own);
  const isItems = simple === LIST && options !== '';
  const list = isItems ? `${types.t}.any(), ${options}` : options;
  return { code: `${types.t}.${simple.name}(${list})`, type: simple.type };
}

function printLimits(limits: ReadonlyMap<string, string>): string {
  if (limits.size === 0) return '';
  return printObject([...limits].map(([name, text]) => [camelCase(name), text]));
}

function classType(
  { context, t, takesOtherClasses }: FieldTypes,
  node: Expression,
  entity: ClassEntity,
): Typed {
  context.translation.reach(entity);
  const name = context.module.refer(entity);
  const type: PyType = { kind: 'instance', class: entity };
  if (entity.isEnum()) {
    const isInt = entity.libraryAncestor() === 'enum.IntEnum';
    return { code: `${t}.enumeration(${name}${isInt ? ', { isInt: true }' : ''})`, type };
  }
  if (entity.isModel()) return { code: `${t}.model(() => ${name})`, type };
  if (takesOtherClasses) return { code: `${t}.instance(${name}, '${entity.node.name}')`, type };
  throw new Untranslatable(node, `a field of the class ${entity.node.name}`);
}

/** `List[int]`, and the others in brackets. */
function genericType(
  types: FieldTypes,
  node: Extract<Expression, { kind: 'subscript' }>,
  constraints: Constraints,
): Typed {
  const { context, t } = types;
  const binding = context.translation.index.resolveExpression(context.module.module, node.object);
  const path =
    binding?.kind === 'library' ? binding.path.replace(/^typing_extensions\./, 'typing.') : '';
  const items = node.index.kind === 'tuple' ? node.index.items : [node.index];
  const [first, second] = items as [Expression, Expression | undefined];
  switch (path) {
    case 'typing.Optional': {
      const inner = fieldType(types, first, constraints);
      if (inner.code === `${t}.any()`) return inner;
      return { code: `${t}.optional(${inner.code})`, type: optional(inner.type) };
    }
    case 'typing.Union':
      return unionType(types, node, items, constraints);
    case 'typing.Annotated':
      return annotatedType(types, items, constraints);
    case 'typing.Literal': {
      const texts = items.map((one) => value(context, one));
      return {
        code: `${t}.literal(${texts.map((one) => one.code).join(', ')})`,
        type: texts.map((one) => one.type).reduce(join, NEVER),
      };
    }
    case 'typing.List':
    case 'builtins.list':
      return listType(types, first, constraints);
    case 'typing.Set':
    case 'builtins.set': {
      const own = limitsOf(types, constraints);
      const item = fieldType(types, first, own === '' ? constraints : NONE_YET);
      return { code: `${t}.set(${item.code}${own && `, ${own}`})`, type: SET };
    }
    case 'typing.Tuple':
    case 'builtins.tuple': {
      const isOpen = second?.kind === 'constant' && second.value === 'Ellipsis';
      if (isOpen) return { code: `${t}.tuple(${fieldType(types, first).code})`, type: ANY_TUPLE };
      const codes = items.map((one) => fieldType(types, one).code);
      return { code: `${t}.tupleWith(${codes.join(', ')})`, type: ANY_TUPLE };
    }
    case 'typing.Dict':
    case 'builtins.dict': {
      const key = fieldType(types, first).code;
      const item = fieldType(types, second!, constraints).code;
      return { code: `${t}.dict(${key}, ${item})`, type: DICT };
    }
    default:
      throw new Untranslatable(
        node,
        `a field of the type ${path === '' ? 'of something generic' : path}`,
      );
  }
}

function listType(types: FieldTypes, item: Expression, constraints: Constraints): Typed {
  const own = limitsOf(types, constraints);
  const inner = fieldType(types, item, own === '' ? constraints : NONE_YET);
  return {
    code: `${types.t}.list(${inner.code}${own && `, ${own}`})`,
    type: listOf(inner.type),
  };
}

/** Those of a list itself, which its items do not have then. */
function limitsOf(types: FieldTypes, constraints: Constraints): string {
  const own = new Map([...constraints].filter(([name]) => /^(?:min|max)_items$/.test(name)));
  for (const name of own.keys()) types.used.add(name);
  return printLimits(own);
}

function unionType(
  types: FieldTypes,
  node: Expression,
  items: readonly Expression[],
  constraints: Constraints,
): Typed {
  const all = items.flatMap(flattened);
  const others = all.filter((one) => one.kind !== 'constant' || one.value !== 'None');
  if (others.length === 0) throw new Untranslatable(node, 'a field that is always None');
  const inner = others.map((one) => fieldType(types, one, constraints));
  const type = inner.map((one) => one.type).reduce(join, NEVER);
  const { t } = types;
  const text =
    inner.length === 1
      ? inner[0]!.code
      : `${t}.union([${inner.map((one) => one.code).join(', ')}])`;
  return others.length === all.length
    ? { code: text, type }
    : { code: `${t}.optional(${text})`, type: optional(type) };
}

function flattened(node: Expression): Expression[] {
  return node.kind === 'binary' && node.operator === '|'
    ? [...flattened(node.left), ...flattened(node.right)]
    : [node];
}

/** `Annotated[str, Field(min_length=1)]`. */
function annotatedType(
  types: FieldTypes,
  [type, ...others]: readonly Expression[],
  constraints: Constraints,
): Typed {
  const all = new Map(constraints);
  for (const one of others) {
    const path = one.kind === 'call' ? pathOf(types.context, one.callee) : undefined;
    if (one.kind !== 'call' || !/^pydantic\.(?:Field|StringConstraints)$/.test(path ?? ''))
      throw new Untranslatable(one, 'what is annotated beside the type of a field');
    for (const { name, value: argument } of one.keywords) {
      if (name === undefined || !ALL_CONSTRAINTS.has(name))
        throw new Untranslatable(one, 'what is annotated beside the type of a field');
      all.set(name, code(types.context, argument));
    }
  }
  return fieldType(types, type!, all);
}

export const ALL_CONSTRAINTS: ReadonlySet<string> = new Set([
  ...TEXT,
  ...NUMBER,
  ...ITEMS,
  'max_digits',
  'decimal_places',
]);

export function pathOf(context: FunctionContext, node: Expression): string | undefined {
  const binding = context.translation.index.resolveExpression(context.module.module, node);
  return binding?.kind === 'library' ? binding.path : undefined;
}

/** `constr(max_length=5)`, `conlist(int, min_items=1)`. */
function constrainedType(
  types: FieldTypes,
  node: Extract<Expression, { kind: 'call' }>,
  constraints: Constraints,
): Typed {
  const { context } = types;
  const path = pathOf(context, node.callee);
  const all = new Map(constraints);
  const own = new Set<string>();
  for (const { name, value: argument } of node.keywords) {
    if (name === undefined) throw new Untranslatable(node, 'a type made of a dict of arguments');
    own.add(name);
    all.set(name, code(context, argument));
  }
  const used = new Set<string>();
  const inner = { ...types, used };
  const [first] = node.positional;
  const made =
    path === 'pydantic.conlist' && first
      ? listType(inner, first, all)
      : path !== undefined && /^pydantic\.con(?:str|int|float|decimal)$/.test(path) && !first
        ? libraryType(inner, node, path, all)
        : undefined;
  if (!made || [...own].some((name) => !used.has(name)))
    throw new Untranslatable(node, 'a field of a type that is made by a call');
  for (const name of used) if (!own.has(name)) types.used.add(name);
  return made;
}
