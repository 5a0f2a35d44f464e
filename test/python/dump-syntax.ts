/** A module in the form of dump_ast.py, so that what we read can be compared with what Python reads. */
import { assertNever } from '../../src/util/assert-never.js';
import type { PythonModule } from '../../src/python/parse-module.js';
import type {
  Expression,
  FormattedPart,
  KeywordArgument,
  Parameter,
  Pattern,
  Statement,
} from '../../src/python/syntax.js';

export type Dump = string | number | boolean | null | readonly Dump[];

export function dumpModule({ statements }: PythonModule): Dump {
  return statements.map((statement) => dumpStatement(statement));
}

function block(statements: readonly Statement[]): Dump {
  return statements.map((statement) => dumpStatement(statement));
}

function dumpStatement(node: Statement): Dump {
  const span = [node.start, node.end] as const;
  switch (node.kind) {
    case 'function':
      return [
        'function',
        null,
        node.end,
        node.name,
        node.isAsync,
        all(node.decorators),
        parameters(node.parameters),
        one(node.returns),
        block(node.body),
      ];
    case 'class':
      return [
        'class',
        null,
        node.end,
        node.name,
        all(node.decorators),
        all(node.bases),
        keywords(node.keywords),
        block(node.body),
      ];
    case 'return':
      return ['return', ...span, one(node.value)];
    case 'delete':
      return ['delete', ...span, all(node.targets)];
    case 'assign':
      return ['assign', ...span, all(node.targets), one(node.value)];
    case 'augmented-assign':
      return ['augmented-assign', ...span, one(node.target), node.operator, one(node.value)];
    case 'annotated-assign':
      return ['annotated-assign', ...span, one(node.target), one(node.annotation), one(node.value)];
    case 'for':
      return [
        'for',
        ...span,
        node.isAsync,
        one(node.target),
        one(node.iterable),
        block(node.body),
        block(node.otherwise),
      ];
    case 'while':
      return ['while', ...span, one(node.test), block(node.body), block(node.otherwise)];
    case 'if': {
      const branches = node.branches.map(({ test, body }) => [one(test), block(body)]);
      return ['if', ...span, branches, block(node.otherwise)];
    }
    case 'with': {
      const items = node.items.map(({ context, target }) => [one(context), one(target)]);
      return ['with', ...span, node.isAsync, items, block(node.body)];
    }
    case 'raise':
      return ['raise', ...span, one(node.exception), one(node.cause)];
    case 'try': {
      const handlers = node.handlers.map(({ start, end, isGroup, type, name, body }) => [
        start,
        end,
        isGroup,
        one(type),
        name ?? null,
        block(body),
      ]);
      return [
        'try',
        ...span,
        block(node.body),
        handlers,
        block(node.otherwise),
        block(node.finally),
      ];
    }
    case 'assert':
      return ['assert', ...span, one(node.test), one(node.message)];
    case 'import':
      return ['import', ...span, node.names.map(({ name, alias }) => [name, alias ?? null])];
    case 'import-from': {
      const names =
        node.names === '*' ? '*' : node.names.map(({ name, alias }) => [name, alias ?? null]);
      return ['import-from', ...span, node.module, node.level, names];
    }
    case 'global':
    case 'nonlocal':
      return [node.kind, ...span, node.names];
    case 'expression':
      return ['expression', ...span, one(node.value)];
    case 'match': {
      const cases = node.cases.map(({ pattern, guard, body }) => [
        dumpPattern(pattern),
        one(guard),
        block(body),
      ]);
      return ['match', ...span, one(node.subject), cases];
    }
    case 'type-alias':
      return ['type-alias', ...span, one(node.name), one(node.value)];
    case 'pass':
    case 'break':
    case 'continue':
    case 'invalid-statement':
      return [node.kind, ...span];
    default:
      return assertNever(node);
  }
}

function all(nodes: readonly Expression[]): Dump {
  return nodes.map((node) => one(node));
}

function keywords(found: readonly KeywordArgument[]): Dump {
  return found.map(({ name, value }) => [name ?? null, one(value)]);
}

function parameters(found: readonly Parameter[]): Dump {
  return found.map(({ name, passing, annotation, default: value }) => [
    name,
    passing,
    one(annotation),
    one(value),
  ]);
}

/** How many f-strings are being dumped: Python gives no true positions inside them. */
let loose = 0;

function one(node: Expression | undefined): Dump {
  if (!node) return null;
  const span = loose > 0 ? ([null, null] as const) : ([node.start, node.end] as const);
  switch (node.kind) {
    case 'name':
      return ['name', ...span, node.name];
    case 'number':
      return node.value.kind === 'int'
        ? ['int', ...span, node.value.value.toString(16)]
        : [node.value.kind, ...span, Number.isFinite(node.value.value) ? node.value.value : 'inf'];
    case 'string':
    case 'bytes':
      return [node.kind, ...span, node.value];
    case 'f-string':
      return ['f-string', ...span, parts(node.parts)];
    case 'constant':
      return ['constant', ...span, node.value];
    case 'list':
    case 'tuple':
    case 'set':
      return [node.kind, ...span, all(node.items)];
    case 'dict':
      return ['dict', ...span, node.entries.map(({ key, value }) => [one(key), one(value)])];
    case 'unary':
      return ['unary', ...span, node.operator, one(node.operand)];
    case 'binary':
      return ['binary', ...span, node.operator, one(node.left), one(node.right)];
    case 'boolean':
      return ['boolean', ...span, node.operator, all(node.values)];
    case 'compare': {
      const rest = node.comparisons.map(({ operator, right }) => [operator, one(right)]);
      return ['compare', ...span, one(node.left), rest];
    }
    case 'conditional':
      return ['conditional', ...span, one(node.test), one(node.whenTrue), one(node.whenFalse)];
    case 'lambda':
      return ['lambda', ...span, parameters(node.parameters), one(node.body)];
    case 'call':
      return ['call', ...span, one(node.callee), all(node.positional), keywords(node.keywords)];
    case 'attribute':
      return ['attribute', ...span, one(node.object), node.name];
    case 'subscript':
      return ['subscript', ...span, one(node.object), one(node.index)];
    case 'slice':
      return ['slice', ...span, one(node.lower), one(node.upper), one(node.step)];
    case 'comprehension': {
      const clauses = node.clauses.map(({ isAsync, target, iterable, conditions }) => [
        isAsync,
        one(target),
        one(iterable),
        all(conditions),
      ]);
      return ['comprehension', ...span, node.makes, one(node.item), one(node.value), clauses];
    }
    case 'starred':
      return ['starred', ...span, one(node.value)];
    case 'named':
      return ['named', ...span, one(node.target), one(node.value)];
    case 'await':
      return ['await', ...span, one(node.value)];
    case 'yield':
      return ['yield', ...span, node.isFrom, one(node.value)];
    case 'invalid':
      return ['invalid', ...span];
    default:
      return assertNever(node);
  }
}

function parts(found: readonly FormattedPart[]): Dump {
  loose += 1;
  const dumped: Dump[] = [];
  const text = (value: string): void => {
    const last = dumped.at(-1);
    if (typeof last === 'string') dumped[dumped.length - 1] = last + value;
    else if (value !== '') dumped.push(value);
  };
  for (const part of found) {
    if (part.kind === 'text') text(part.value);
    else {
      if (part.label !== undefined) text(part.label);
      const isRepr = part.label !== undefined && part.format.length === 0;
      const conversion = part.conversion ?? (isRepr ? 'r' : '');
      dumped.push([one(part.expression), conversion, parts(part.format)]);
    }
  }
  loose -= 1;
  return dumped;
}

function dumpPattern(node: Pattern): Dump {
  switch (node.kind) {
    case 'value-pattern':
      return node.value.kind === 'constant'
        ? ['value-pattern', ['constant', null, null, node.value.value]]
        : ['value-pattern', one(node.value)];
    case 'capture-pattern':
      return [
        'capture-pattern',
        node.name ?? null,
        node.pattern ? dumpPattern(node.pattern) : null,
      ];
    case 'star-pattern':
      return ['star-pattern', node.name ?? null];
    case 'sequence-pattern':
      return ['sequence-pattern', node.items.map((item) => dumpPattern(item))];
    case 'or-pattern':
      return ['or-pattern', node.alternatives.map((item) => dumpPattern(item))];
    case 'mapping-pattern': {
      const entries = node.entries.map(({ key, value }) => [one(key), dumpPattern(value)]);
      return ['mapping-pattern', entries, node.rest ?? null];
    }
    case 'class-pattern': {
      const named = node.keywords.map(({ name, pattern }) => [name, dumpPattern(pattern)]);
      const positional = node.positional.map((item) => dumpPattern(item));
      return ['class-pattern', one(node.class), positional, named];
    }
    default:
      return assertNever(node);
  }
}
