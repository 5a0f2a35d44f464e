/** `class Config` of a model, as options of its `define`. */
import { printString } from '../emit/print-literal.js';
import type { Expression, Statement } from '../python/syntax.js';
import type { FunctionContext } from './context.js';
import type { ClassEntity } from './entities.js';
import { Untranslatable } from './untranslatable.js';
import { code, expression } from './values.js';

export interface ModelConfig {
  readonly members: readonly (readonly [name: string, code: string])[];
  /** Whether fields may hold objects of any class. */
  readonly takesOtherClasses: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  allow_population_by_field_name: 'populateByName',
  populate_by_name: 'populateByName',
  orm_mode: 'fromAttributes',
  from_attributes: 'fromAttributes',
  anystr_strip_whitespace: 'stripWhitespace',
  str_strip_whitespace: 'stripWhitespace',
  anystr_lower: 'toLower',
  str_to_lower: 'toLower',
  anystr_upper: 'toUpper',
  str_to_upper: 'toUpper',
  min_anystr_length: 'minLength',
  str_min_length: 'minLength',
  max_anystr_length: 'maxLength',
  str_max_length: 'maxLength',
  use_enum_values: 'useEnumValues',
  validate_all: 'validateDefaults',
  validate_default: 'validateDefaults',
  frozen: 'isFrozen',
  env_prefix: 'envPrefix',
  env_file: 'envFile',
  case_sensitive: 'isCaseSensitive',
};

/** What says nothing of what a model does with values. */
const DOCUMENTING = new Set([
  'title',
  'schema_extra',
  'json_schema_extra',
  'arbitrary_types_allowed',
  'env_file_encoding',
  'protected_namespaces',
]);

/** @throws Untranslatable */
export function configOf(context: FunctionContext, entity: ClassEntity): ModelConfig {
  const settings = settingsOf(entity.node.body);
  const members: (readonly [string, string])[] = [];
  for (const { name, value } of settings) {
    const known = NAMES[name];
    if (known !== undefined) members.push([known, code(context, value)]);
    else if (name === 'extra') members.push(['extra', extraOf(value)]);
    else if (name === 'json_encoders') members.push(['jsonEncoders', encodersOf(context, value)]);
    else if (!DOCUMENTING.has(name))
      throw new Untranslatable(value, `the setting ${name} of a model`);
  }
  return {
    members,
    takesOtherClasses: entity
      .ancestors()
      .some(({ node }) =>
        settingsOf(node.body).some(
          ({ name, value }) =>
            name === 'arbitrary_types_allowed' &&
            value.kind === 'constant' &&
            value.value === 'True',
        ),
      ),
  };
}

interface Setting {
  readonly name: string;
  readonly value: Expression;
}

function settingsOf(body: readonly Statement[]): Setting[] {
  return body.flatMap((statement): Setting[] => {
    if (statement.kind === 'class' && statement.name === 'Config')
      return assignmentsOf(statement.body);
    if (statement.kind !== 'assign' && statement.kind !== 'annotated-assign') return [];
    const [target] = statement.kind === 'assign' ? statement.targets : [statement.target];
    const { value } = statement;
    if (target?.kind !== 'name' || target.name !== 'model_config' || !value) return [];
    if (value.kind === 'call')
      return value.keywords.flatMap(({ name, value: one }) =>
        name === undefined ? [] : [{ name, value: one }],
      );
    if (value.kind !== 'dict') throw new Untranslatable(value, 'a configuration that is no dict');
    return value.entries.flatMap(({ key, value: one }) =>
      key?.kind === 'string' ? [{ name: key.value, value: one }] : [],
    );
  });
}

function assignmentsOf(body: readonly Statement[]): Setting[] {
  return body.flatMap((statement): Setting[] => {
    if (statement.kind === 'function')
      throw new Untranslatable(statement, `the function ${statement.name} of a model's Config`);
    if (statement.kind !== 'assign' && statement.kind !== 'annotated-assign') return [];
    const [target] = statement.kind === 'assign' ? statement.targets : [statement.target];
    if (target?.kind !== 'name' || !statement.value) return [];
    return [{ name: target.name, value: statement.value }];
  });
}

/** `Extra.allow` or `'allow'`. */
function extraOf(value: Expression): string {
  const text = value.kind === 'attribute' ? value.name : value.kind === 'string' ? value.value : '';
  if (!/^(?:allow|ignore|forbid)$/.test(text))
    throw new Untranslatable(value, 'the setting extra, which is known only when the app runs');
  return printString(text);
}

/** Classes, and functions of one parameter. */
function encodersOf(context: FunctionContext, value: Expression): string {
  if (value.kind !== 'dict') throw new Untranslatable(value, 'json_encoders that are no dict');
  const entries = value.entries.map(({ key, value: encode }) => {
    const found = key && expression(context, key);
    if (!found || found.type.kind === 'value')
      throw new Untranslatable(value, 'json_encoders of classes that are not known');
    if (found.type.kind === 'class') context.translation.reach(found.type.class);
    return `[${classCode(context, key, found)}, ${code(context, encode)}]`;
  });
  const dict = context.module.python('dict', 'dict');
  return `${dict}([${entries.join(', ')}])`;
}

function classCode(
  context: FunctionContext,
  node: Expression,
  { code: text, type }: ReturnType<typeof expression>,
): string {
  if (type.kind === 'class') return text;
  const declared =
    type.kind === 'library' ? context.translation.libraries.type(type.path) : undefined;
  if (!declared?.from)
    throw new Untranslatable(node, 'json_encoders of classes that are not known');
  return context.module.use(declared.from, declared.class);
}
