/** Python types as TypeScript types, with their imports. */
import type { ModuleContext } from './context.js';
import { CALLABLE, ownParameters, VALUE, type PyType } from './entities.js';

export function printType(context: ModuleContext, type: PyType): string {
  switch (type.kind) {
    case 'never':
    case 'value':
    case 'library':
    case 'module':
      return context.use('python/value.js', 'Value', true);
    case 'function': {
      const { function: entity } = type;
      if (entity.isCallable) return printType(context, CALLABLE);
      const parameters = ownParameters(entity).map(
        ({ name }, at) =>
          `value${at + 1}: ${printType(context, entity.parameterTypes.get(name) ?? VALUE)}`,
      );
      const result =
        entity.returnType.kind === 'none' ? 'void' : printType(context, entity.returnType);
      return `((${parameters.join(', ')}) => ${entity.isAsync ? `Promise<${result}>` : result})`;
    }
    case 'manager': {
      const { yieldType, isAsync } = type.function;
      const name = isAsync ? 'AsyncContextManager' : 'ContextManager';
      return `${context.use('python/contextlib.js', name, true)}<${printType(context, yieldType)}>`;
    }
    case 'made':
      return 'Made';
    case 'none':
      return 'null';
    case 'bool':
      return 'boolean';
    case 'int':
      return context.use('python/value.js', 'Int', true);
    case 'float':
      return context.use('python/value.js', 'PyFloat', true);
    case 'str':
      return 'string';
    case 'bytes':
      return context.use('python/bytes.js', 'Bytes', true);
    case 'dict':
      return context.use('python/dict.js', 'Dict', true);
    case 'set':
      return context.use('python/set.js', 'PySet', true);
    case 'stream':
      return `AsyncGenerator<${printType(context, VALUE)}>`;
    case 'callable':
      return context.use('python/callable.js', 'Callable', true);
    case 'list': {
      const item = printType(context, type.item);
      return /[ |]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    case 'tuple': {
      const name = context.use('python/value.js', 'Tuple', true);
      if (!type.items) return name;
      return `${name} & [${type.items.map((item) => printType(context, item)).join(', ')}]`;
    }
    case 'instance':
      return context.referType(type.class);
    case 'class':
      return `typeof ${context.refer(type.class)}`;
    case 'object': {
      const found = context.translation.libraries.type(type.name);
      if (!found?.from) return printType(context, VALUE);
      return context.use(found.from, found.class, true);
    }
    case 'optional': {
      const inner = printType(context, type.type);
      return inner.includes('&') ? `(${inner}) | null` : `${inner} | null`;
    }
  }
}
