/**
 * pydantic's models: the types and options of their fields stand in one place, a `define` in a static block, and what
 * the fields hold is declared above it. Validators are methods of the class, as in Python.
 */
import { printObject, printString } from '../emit/print-literal.js';
import type {
  AnnotatedAssignStatement,
  CallExpression,
  Expression,
  FunctionStatement,
} from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { FunctionContext } from './context.js';
import {
  join,
  ownParameters,
  type ClassEntity,
  type FunctionEntity,
  BOOL,
  DICT,
  FLOAT,
  INT,
  NEVER,
  NONE,
  STR,
  VALUE,
  type PyType,
} from './entities.js';
import { ALL_CONSTRAINTS, fieldType, pathOf, type FieldTypes } from './field-types.js';
import { configOf } from './model-config.js';
import { printType } from './print-type.js';
import { assignedIn, memberName } from './program-index.js';
import { Untranslatable } from './untranslatable.js';
import { code, value } from './values.js';

/** Members of the class, without its other methods. @throws Untranslatable */
export function printModelMembers(context: FunctionContext, entity: ClassEntity): string[] {
  const { module } = context;
  if (entity.methods.has('__init__'))
    throw new Untranslatable(
      entity.methods.get('__init__')!.node,
      'a model with a constructor of its own',
    );
  const config = configOf(context, entity);
  const from = context.translation.libraries.name('pydantic.BaseModel')!.from;
  const types: FieldTypes = {
    context,
    t: module.use(from, 't'),
    takesOtherClasses: config.takesOtherClasses,
    used: new Set(),
  };
  const fields = fieldStatements(context, entity).map((one) =>
    printField(types, entity, one, from),
  );
  const validators = printValidators(context, entity, from);
  const options = [...config.members, ...validators];
  const declared = fields.map(({ name }) => {
    const type = entity.attributes.get(name) ?? NEVER;
    return `declare ${memberName(name)}: ${printType(module, type)};`;
  });
  if (fields.length === 0 && options.length === 0) return declared;
  const list = printObject(fields.map(({ name, text }) => [name, text]));
  const rest = options.length === 0 ? '' : `, ${printObject(options)}`;
  return [declared.join('\n'), `static {\nthis.define(${list}${rest});\n}`];
}

interface FieldStatement {
  readonly name: string;
  readonly annotation: Expression | undefined;
  readonly value: Expression | undefined;
}

function fieldStatements(context: FunctionContext, entity: ClassEntity): FieldStatement[] {
  return entity.node.body.flatMap((statement): FieldStatement[] => {
    const isAnnotated = statement.kind === 'annotated-assign';
    if (!isAnnotated && statement.kind !== 'assign') return [];
    const [target] = isAnnotated ? [statement.target] : statement.targets;
    if (target?.kind !== 'name' || target.name === 'model_config') return [];
    if (target.name.startsWith('_'))
      throw new Untranslatable(statement, 'a private attribute of a model');
    if (isAnnotated && isClassVariable(context, statement)) return [];
    return [
      {
        name: target.name,
        annotation: isAnnotated ? statement.annotation : undefined,
        value: statement.value,
      },
    ];
  });
}

function isClassVariable(
  context: FunctionContext,
  { annotation }: AnnotatedAssignStatement,
): boolean {
  const head = annotation.kind === 'subscript' ? annotation.object : annotation;
  if (pathOf(context, head) !== 'typing.ClassVar') return false;
  throw new Untranslatable(annotation, 'a class variable of a model');
}

function printField(
  types: FieldTypes,
  entity: ClassEntity,
  { name, annotation, value: given }: FieldStatement,
  from: string,
): { readonly name: string; readonly text: string } {
  const { context } = types;
  const { growing } = context.translation;
  const call = given?.kind === 'call' && isField(context, given) ? given : undefined;
  const constraints = new Map<string, string>();
  for (const { name: key, value: argument } of call?.keywords ?? []) {
    if (key !== undefined && ALL_CONSTRAINTS.has(key))
      constraints.set(key, code(context, argument));
  }
  types.used.clear();
  const type = annotation
    ? fieldType(types, annotation, constraints)
    : inferredType(types, entity, name, given);
  const unused = [...constraints.keys()].find((key) => !types.used.has(key));
  if (unused !== undefined)
    throw new Untranslatable(call!, `the constraint ${unused} of such a field`);
  const options = call ? fieldOptions(context, call) : defaultOption(context, given);
  const isOptional =
    type.code.startsWith(`${types.t}.optional(`) || type.code === `${types.t}.any()`;
  const hasDefault = options.some(([key]) => key === 'default' || key === 'makeDefault');
  const isRequired = call !== undefined && isGivenRequired(call);
  if (isOptional && !hasDefault && !isRequired && isImplied(context))
    options.unshift(['default', 'null', NONE]);
  const fallback = options.find(([key]) => key === 'default');
  bindInBody(context, { name, annotation, value: given }, fallback);
  entity.fields.add(name);
  const before = entity.attributes.get(name) ?? NEVER;
  const known = fallback?.[2] ? join(type.type, fallback[2]) : type.type;
  entity.attributes.set(name, growing.grow(before, known));
  // None as the default makes any type optional.
  const text =
    fallback?.[1] === 'null' && !isOptional && isImplied(context)
      ? `${types.t}.optional(${type.code})`
      : type.code;
  if (options.length === 0) return { name, text };
  const helper = context.module.use(from, 'field');
  const list = printObject(options.map(([key, option]) => [key, option]));
  return { name, text: `${helper}(${text}, ${list})` };
}

/** What follows in the body of the class knows a field by its default, where that is written out. */
function bindInBody(
  context: FunctionContext,
  { name, value: given }: FieldStatement,
  fallback: Option | undefined,
): void {
  if (!fallback?.[2] || !given || !/^(?:string|number|constant)$/.test(given.kind)) return;
  context.locals.set(name, {
    name: fallback[1],
    pythonName: name,
    owner: context,
    isParameter: true,
    binding: undefined,
    definition: undefined,
  });
  context.looseTypes.set(name, fallback[2]);
}

/** pydantic 1 takes None for the default of what is optional. */
function isImplied(context: FunctionContext): boolean {
  return context.translation.libraries.name('pydantic.BaseModel')!.from.includes('v1');
}

function isField(context: FunctionContext, { callee }: CallExpression): boolean {
  return (
    pathOf(context, callee)?.startsWith('pydantic.') === true &&
    /^pydantic\.(?:fields\.)?Field$/.test(pathOf(context, callee)!)
  );
}

function isGivenRequired({ positional, keywords }: CallExpression): boolean {
  const given = positional[0] ?? keywords.find(({ name }) => name === 'default')?.value;
  return given?.kind === 'constant' && given.value === 'Ellipsis';
}

type Option = readonly [name: string, code: string, type?: PyType];

function defaultOption(context: FunctionContext, given: Expression | undefined): Option[] {
  if (!given || (given.kind === 'constant' && given.value === 'Ellipsis')) return [];
  const typed = value(context, given);
  // An empty list is one of any type.
  const isEmpty =
    (given.kind === 'list' && given.items.length === 0) ||
    (given.kind === 'dict' && given.entries.length === 0);
  return [isEmpty ? ['default', typed.code] : ['default', typed.code, typed.type]];
}

/** What `Field(…)` says beside constraints; what only documents is left out. */
function fieldOptions(context: FunctionContext, call: CallExpression): Option[] {
  const [first, second] = call.positional;
  if (second) throw new Untranslatable(second, 'Field() with several values');
  const options = defaultOption(context, first);
  for (const { name, value: argument } of call.keywords) {
    switch (name) {
      case 'default':
        options.push(...defaultOption(context, argument));
        break;
      case 'default_factory':
        options.push(['makeDefault', `() => ${made(context, argument)}`]);
        break;
      case 'alias':
        options.push(['alias', code(context, argument)]);
        break;
      case 'exclude':
        if (argument.kind !== 'constant' || argument.value !== 'True')
          throw new Untranslatable(argument, 'a field of which only a part is left out');
        options.push(['isExcluded', 'true']);
        break;
      case 'repr':
        options.push([
          'isHidden',
          argument.kind === 'constant' && argument.value === 'False' ? 'true' : 'false',
        ]);
        break;
      case 'env':
        options.push([
          'env',
          argument.kind === 'string' ? `[${code(context, argument)}]` : code(context, argument),
        ]);
        break;
      case undefined:
        throw new Untranslatable(call, 'Field() with a dict of arguments');
      default:
        if (MEANT.has(name)) throw new Untranslatable(call, `Field() with ${name}`);
    }
  }
  return options;
}

/** Arguments of `Field` that change what is validated, and that have no translation. */
const MEANT = new Set([
  'const',
  'include',
  'discriminator',
  'allow_mutation',
  'unique_items',
  'validation_alias',
  'serialization_alias',
  'alias_priority',
  'frozen',
  'validate_default',
  'init',
  'kw_only',
]);

/** What a factory gives: a function or a class is called. */
function made(context: FunctionContext, factory: Expression): string {
  if (factory.kind === 'lambda') return code(context, factory.body);
  const { start, end } = factory;
  const call: CallExpression = {
    kind: 'call',
    callee: factory,
    positional: [],
    keywords: [],
    start,
    end,
  };
  return code(context, call);
}

/** A field without an annotation has the type of its value, or the one that it has already. */
function inferredType(
  types: FieldTypes,
  entity: ClassEntity,
  name: string,
  given: Expression | undefined,
): { readonly code: string; readonly type: PyType } {
  const { context, t } = types;
  if (!isImplied(context)) throw new Untranslatable(given, 'a field without an annotation');
  for (const one of entity.ancestors().slice(1)) {
    const annotated = one.node.body.find(
      (statement): statement is AnnotatedAssignStatement =>
        statement.kind === 'annotated-assign' &&
        statement.target.kind === 'name' &&
        statement.target.name === name,
    );
    if (annotated && one.module === entity.module) return fieldType(types, annotated.annotation);
  }
  const { type } = value(context, given!);
  const simple = { str: STR, int: INT, float: FLOAT, bool: BOOL }[type.kind as 'str'];
  if (!simple) throw new Untranslatable(given, 'a field without an annotation');
  return { code: `${t}.${type.kind}()`, type: simple };
}

const VALIDATORS =
  /^pydantic\.(?:class_validators\.|functional_validators\.)?(validator|field_validator|root_validator|model_validator)$/;

interface ValidatorCall {
  readonly kind: string;
  readonly call: CallExpression | undefined;
}

function validatorOf(
  context: FunctionContext,
  { decorators }: FunctionStatement,
): ValidatorCall | undefined {
  for (const one of decorators) {
    const call = one.kind === 'call' ? one : undefined;
    const kind = VALIDATORS.exec(pathOf(context, call ? call.callee : one) ?? '')?.[1];
    if (kind !== undefined) return { kind, call };
  }
  return undefined;
}

function printValidators(
  context: FunctionContext,
  entity: ClassEntity,
  from: string,
): (readonly [string, string])[] {
  const validators: [string, string][] = [];
  const roots: [string, string][] = [];
  for (const method of entity.methods.values()) {
    const found = validatorOf(context, method.node);
    if (!found) continue;
    context.translation.reach(method);
    if (method.isAsync)
      throw new Untranslatable(method.node, 'a validator that waits for the database');
    if (found.kind === 'root_validator')
      roots.push([method.name, printRootValidator(context, entity, method, found)]);
    else if (found.kind === 'validator')
      validators.push([method.name, printValidator(context, { entity, method, from }, found)]);
    else throw new Untranslatable(method.node, `the decorator ${found.kind} of pydantic`);
  }
  return [
    ...(validators.length > 0 ? [['validators', printObject(validators)] as const] : []),
    ...(roots.length > 0 ? [['rootValidators', printObject(roots)] as const] : []),
  ];
}

function printValidator(
  context: FunctionContext,
  { entity, method, from }: { entity: ClassEntity; method: FunctionEntity; from: string },
  { call }: ValidatorCall,
): string {
  const names = (call?.positional ?? []).map((one) => {
    if (one.kind !== 'string')
      throw new Untranslatable(one, 'a validator of fields that are not named');
    return one.value;
  });
  const flags = new Set<string>();
  for (const { name, value: argument } of call?.keywords ?? []) {
    const isOn = argument.kind === 'constant' && argument.value === 'True';
    if (name !== undefined && isOn) flags.add(name);
  }
  const isBefore = flags.has('pre');
  const { growing } = context.translation;
  const parameters = ownParameters(method);
  const [first, ...others] = parameters;
  if (!first || others.some(({ name }) => name !== 'values'))
    throw new Untranslatable(
      method.node,
      'a validator that is given more than the value and the values',
    );
  const fieldTypes = names.map((name) => entity.attributeType(name) ?? VALUE);
  const isKnown = !isBefore && !flags.has('each_item') && names[0] !== '*';
  const type = isKnown ? fieldTypes.reduce(join, NEVER) : VALUE;
  const grown = growing.grow(method.parameterTypes.get(first.name) ?? NEVER, type);
  method.parameterTypes.set(first.name, grown);
  for (const { name } of others) method.parameterTypes.set(name, DICT);
  if (!isBefore && !flags.has('each_item')) growFields(context, entity, names, method.returnType);
  const shown = printType(context.module, grown);
  const given = shown === 'Value' ? 'v' : `v as ${shown}`;
  const run = `this.${method.name}(${[given, ...others.map(() => 'values')].join(', ')})`;
  const result =
    method.returnType.kind === 'none'
      ? `${context.module.python('attributes', 'none')}(${run})`
      : run;
  const list = `[${names.map(printString).join(', ')}]`;
  const body = `(${others.length > 0 ? 'v, values' : 'v'}) => ${result}`;
  const options = [
    ...(flags.has('each_item') ? [['eachItem', 'true'] as const] : []),
    ...(flags.has('always') ? [['always', 'true'] as const] : []),
  ];
  const rest = options.length > 0 ? `, ${printObject(options)}` : '';
  return `${context.module.use(from, isBefore ? 'before' : 'after')}(${list}, ${body}${rest})`;
}

/** A field holds what its validators make of it. */
function growFields(
  context: FunctionContext,
  entity: ClassEntity,
  names: readonly string[],
  type: PyType,
): void {
  for (const name of names) {
    const owner = entity.attributeOwner(name);
    const before = owner?.attributes.get(name) ?? NEVER;
    owner?.attributes.set(name, context.translation.growing.grow(before, type));
  }
}

/** The fields that a root validator may give other values: those it assigns to by name, or all. */
function changedBy(
  entity: ClassEntity,
  { body }: FunctionStatement,
  values: string,
): readonly string[] {
  const names = new Set<string>();
  let isAny = false;
  for (const one of nodesWithin(body)) {
    if (one.kind === 'return') isAny ||= one.value?.kind !== 'name' || one.value.name !== values;
    if (one.kind === 'call' && one.callee.kind === 'attribute' && one.callee.name !== 'get')
      isAny ||= one.callee.object.kind === 'name' && one.callee.object.name === values;
    for (const target of assignedIn(one)) {
      if (target.kind === 'name') isAny ||= target.name === values;
      else if (target.kind === 'subscript') {
        if (target.index.kind === 'string') names.add(target.index.value);
        else isAny = true;
      }
    }
  }
  return isAny ? entity.ancestors().flatMap(({ fields }) => [...fields]) : [...names];
}

function printRootValidator(
  context: FunctionContext,
  entity: ClassEntity,
  method: FunctionEntity,
  { call }: ValidatorCall,
): string {
  const flags = new Set((call?.keywords ?? []).map(({ name }) => name));
  const isBefore = flags.has('pre');
  const [values, second] = ownParameters(method);
  if (!values || second)
    throw new Untranslatable(method.node, 'a root validator with other parameters');
  method.parameterTypes.set(values.name, isBefore ? VALUE : DICT);
  if (!isBefore) growFields(context, entity, changedBy(entity, method.node, values.name), VALUE);
  const given = isBefore ? 'values' : `values as ${printType(context.module, DICT)}`;
  const run = `this.${method.name}(${given})`;
  const result =
    method.returnType.kind === 'none'
      ? `${context.module.python('attributes', 'none')}(${run})`
      : run;
  return printObject([
    ['check', `(values) => ${result}`],
    ...(isBefore ? [['isBefore', 'true'] as const] : []),
    ...(flags.has('skip_on_failure') ? [['skipOnFailure', 'true'] as const] : []),
  ]);
}
