/** Named tuples: the constructor has a parameter for each field, and `NamedTuple` of the service does the rest. */
import { Names } from '../emit/names.js';
import { printString } from '../emit/print-literal.js';
import type { AnnotatedAssignStatement, Expression } from '../python/syntax.js';
import type { FunctionContext } from './context.js';
import { NEVER, VALUE, type ClassEntity } from './entities.js';
import { printType } from './print-type.js';
import { memberName } from './program-index.js';
import { Untranslatable } from './untranslatable.js';
import { value } from './values.js';

/** What the class has of `NamedTuple`: its names and its constructor. @throws Untranslatable */
export function printNamedTupleMembers(context: FunctionContext, entity: ClassEntity): string[] {
  for (const name of WRITTEN) {
    const own = entity.methods.get(name);
    if (own) throw new Untranslatable(own.node, `a named tuple with a ${name} of its own`);
  }
  for (const { node, name } of entity.methods.values()) {
    if (name in Array.prototype)
      throw new Untranslatable(node, `a method of a named tuple that is called ${node.name}`);
  }
  const fields = entity.node.body.filter((one) => one.kind === 'annotated-assign');
  if (entity.bases.length > 0) {
    const [more] = fields;
    if (more) throw new Untranslatable(more, 'what a class adds to the fields of a named tuple');
    return [];
  }
  const parameters = fields.map((field) => printField(context, entity, field));
  const names = fields.map((field) => printString(fieldName(field)));
  const members = fields.map((field) => memberName(fieldName(field)));
  const tuple = context.module.python('value', 'tuple');
  return [
    ...printName(entity),
    `static override readonly fields = ${tuple}(${names.join(', ')});`,
    `constructor(${parameters.join(', ')}) {\nsuper(${members.join(', ')});\n}`,
  ];
}

/** What a tuple does by itself. */
const WRITTEN = [
  '__new__',
  '__init__',
  '__eq__',
  '__lt__',
  '__hash__',
  '__len__',
  '__iter__',
  '__getitem__',
  '__contains__',
  '__add__',
  '__mul__',
];

/** `Row = namedtuple('row', ...)`: it is printed under the other name. */
function printName({ node }: ClassEntity): string[] {
  const given = node.body.find(
    (one) =>
      one.kind === 'assign' &&
      one.targets[0]?.kind === 'name' &&
      one.targets[0].name === '__name__' &&
      one.value.kind === 'string',
  );
  if (given?.kind !== 'assign' || given.value.kind !== 'string') return [];
  return [`static readonly pythonClass: string = ${printString(given.value.value)};`];
}

function fieldName({ target }: AnnotatedAssignStatement): string {
  if (target.kind !== 'name') throw new Untranslatable(target, 'a field of a named tuple');
  return target.name;
}

function printField(
  context: FunctionContext,
  entity: ClassEntity,
  field: AnnotatedAssignStatement,
): string {
  const { growing } = context.translation;
  const name = fieldName(field);
  const member = memberName(name);
  if (member in Array.prototype || new Names().claim(member) !== member)
    throw new Untranslatable(field, `a field of a named tuple that is called ${name}`);
  entity.fields.add(name);
  const fallback = field.value && value(context, refuseMutable(field.value));
  if (fallback)
    entity.attributes.set(name, growing.grow(entity.attributes.get(name) ?? NEVER, fallback.type));
  const type = printType(context.module, entity.attributes.get(name) ?? NEVER);
  return `readonly ${member}: ${type}${fallback ? ` = ${fallback.code}` : ''}`;
}

/** JavaScript evaluates a default each time, Python once: for what can be changed, that is another thing. */
function refuseMutable(node: Expression): Expression {
  const isConstant = ['string', 'bytes', 'number', 'constant', 'name', 'attribute', 'unary'];
  if (isConstant.includes(node.kind) || (node.kind === 'tuple' && node.items.length === 0))
    return node;
  throw new Untranslatable(node, 'a default of a named tuple that is made once');
}

/** `Point._make(row)` and `point._replace(x=1)` give fields values that nobody names. */
export function growNamedTuple(context: FunctionContext, entity: ClassEntity, name: string): void {
  if (!entity.isNamedTuple() || (name !== '_make' && name !== '_replace')) return;
  const { growing } = context.translation;
  for (const owner of entity.ancestors()) {
    for (const field of owner.fields) {
      owner.attributes.set(field, growing.grow(owner.attributes.get(field) ?? NEVER, VALUE));
    }
  }
}
