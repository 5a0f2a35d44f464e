/** Decorators: those that register something leave no trace, those of the program wrap the function. */
import { isRegistrar } from '../flask/flask-types.js';
import type { Expression, FunctionStatement } from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { FunctionContext } from './context.js';
import { type FunctionEntity, CALLABLE, NEVER } from './entities.js';
import { callExpression } from './calls.js';
import { Untranslatable } from './untranslatable.js';
import { expression } from './values.js';

export interface Decorator {
  readonly node: Expression;
  readonly code: string;
  /** Of a method: whether what wraps it has a use for the object, which Python gives it first. */
  readonly takesSelf: boolean;
}

/** Of libraries, and of no consequence for what the function does. */
const WITHOUT_CONSEQUENCE = new Set([
  'builtins.staticmethod',
  'builtins.classmethod',
  'builtins.property',
  'functools.wraps',
  'functools.cached_property',
  'abc.abstractmethod',
  'typing.overload',
  'typing.no_type_check',
  'flask_cors.cross_origin',
  'dataclasses.dataclass',
  'contextlib.contextmanager',
  'flasgger.swag_from',
  'flasgger.utils.swag_from',
  'pydantic.validator',
  'pydantic.root_validator',
  'pydantic.class_validators.validator',
  'pydantic.class_validators.root_validator',
  'pydantic.field_validator',
  'pydantic.model_validator',
  'pydantic.functional_validators.field_validator',
  'pydantic.functional_validators.model_validator',
]);

const MAX_DECORATORS = 50;

export function decoratorsOf(context: FunctionContext, entity: FunctionEntity): Decorator[] {
  if (context.translation.verdict(entity).isUndecorated) return [];
  const all = [...decoratorsOfClass(entity), ...entity.node.decorators];
  if (all.length > MAX_DECORATORS)
    throw new Untranslatable(all[0], `more than ${MAX_DECORATORS} decorators`);
  return all.flatMap((decorator) => {
    if (isRegistration(context, decorator)) {
      if (isMarshalling(decorator))
        throw new Untranslatable(decorator, 'a decorator that chooses the fields of the answer');
      return [];
    }
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    if (callee.kind === 'attribute' && (callee.name === 'setter' || callee.name === 'deleter'))
      return [];
    const { type, code } = expression(context, callee);
    if (type.kind === 'library') {
      if (WITHOUT_CONSEQUENCE.has(type.path)) return [];
      const name = context.translation.libraries.name(type.path);
      if (!name) {
        throw new Untranslatable(
          decorator,
          `the decorator ${type.path}, for which there is no translation yet`,
        );
      }
      return [
        {
          node: decorator,
          code: decorator.kind === 'call' ? callExpression(context, decorator).code : code,
          takesSelf: false,
        },
      ];
    }
    if (type.kind === 'function') {
      if (type.function.problem) {
        throw new Untranslatable(
          decorator,
          `the decorator ${type.function.node.name}, which holds ${type.function.problem.message}`,
        );
      }
      growDecorator(context, type.function, decorator);
      const text = decorator.kind === 'call' ? callExpression(context, decorator).code : code;
      return [{ node: decorator, code: text, takesSelf: takesSelf(type.function.node) }];
    }
    throw new Untranslatable(decorator, 'a decorator that is known only when the app runs');
  });
}

/** Unless the arguments are only passed on, all of them from the first: `return function(*args, **kwargs)`. */
function takesSelf({ body }: FunctionStatement): boolean {
  return nodesWithin(body).some((node) => {
    if (node.kind !== 'function' || node.body.some(({ kind }) => kind === 'function')) return false;
    const rest = node.parameters.find(({ passing }) => passing === 'rest');
    if (node.parameters[0] !== rest) return node.parameters.length > 0;
    const uses = nodesWithin(node.body);
    const passed = new Set(
      uses.flatMap((one) => {
        const [first] = one.kind === 'call' ? one.positional : [];
        return first?.kind === 'starred' ? [first.value] : [];
      }),
    );
    return uses.some((one) => one.kind === 'name' && one.name === rest?.name && !passed.has(one));
  });
}

const HTTP_METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

/** `decorators` of a MethodView and `method_decorators` of a Resource are for each of its methods, the first inside. */
function decoratorsOfClass({ owner, node }: FunctionEntity): Expression[] {
  if (!owner || !HTTP_METHODS.has(node.name)) return [];
  for (const { node: one } of owner.ancestors()) {
    for (const statement of one.body) {
      if (statement.kind !== 'assign') continue;
      const [target] = statement.targets;
      if (target?.kind !== 'name' || !/^(?:method_)?decorators$/.test(target.name)) continue;
      const { value } = statement;
      if (value.kind === 'list' || value.kind === 'tuple') return value.items.toReversed();
      throw new Untranslatable(value, 'decorators of a class that are no list');
    }
  }
  return [];
}

/** A decorator takes a function and gives one; one with arguments gives what does. */
function growDecorator(
  context: FunctionContext,
  entity: FunctionEntity,
  decorator: Expression,
): void {
  const { growing, index, reach } = context.translation;
  reach(entity);
  if (decorator.kind !== 'call') {
    const [first] = entity.node.parameters;
    if (first) {
      const before = entity.parameterTypes.get(first.name) ?? NEVER;
      entity.parameterTypes.set(first.name, growing.grow(before, CALLABLE));
    }
    return;
  }
  for (const statement of entity.node.body) {
    if (statement.kind !== 'function') continue;
    const isReturned = entity.node.body.some(
      (one) =>
        one.kind === 'return' && one.value?.kind === 'name' && one.value.name === statement.name,
    );
    if (!isReturned) continue;
    const inner = index.function(entity.module, statement, undefined, statement.name);
    const [first] = statement.parameters;
    if (first) {
      const before = inner.parameterTypes.get(first.name) ?? NEVER;
      inner.parameterTypes.set(first.name, growing.grow(before, CALLABLE));
    }
  }
}

/** `@app.route(…)`, `@bp.before_request`, and whatever else an app or a blueprint offers. */
export function isRegistration(context: FunctionContext, decorator: Expression): boolean {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  if (callee.kind !== 'attribute') return false;
  const root = callee.object;
  if (root.kind === 'name') {
    const local = context.find(root.name);
    if (local) return registers(callee.name);
  }
  const { index } = context.translation;
  const found = index.evaluate(context.module.module, root);
  if (isRegistrar(found)) return true;
  return registers(callee.name) && found.kind !== 'function' && found.kind !== 'module';
}

/** `@api.marshal_with(model)` leaves out what the model does not have. */
function isMarshalling(decorator: Expression): boolean {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  return callee.kind === 'attribute' && callee.name.startsWith('marshal_');
}

function registers(name: string): boolean {
  return REGISTERING.has(name) || name.endsWith('_loader');
}

const REGISTERING = new Set(
  (
    'route get post put patch delete before_request after_request teardown_request teardown_appcontext errorhandler ' +
    'app_errorhandler before_app_request after_app_request before_first_request context_processor shell_context_processor ' +
    'url_value_preprocessor template_filter app_template_filter template_test app_template_test template_global ' +
    'app_template_global app_context_processor command ' +
    'unauthorized_handler needs_refresh_handler doc expect response marshal_with param representation'
  ).split(' '),
);
