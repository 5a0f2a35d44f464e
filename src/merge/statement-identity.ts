/** By what a person knows a piece of code again: a declaration by its name, a route by method and URL. */
import { ts } from 'ts-morph';
import type { Item } from './syntax.js';

type Identity = Pick<Item, 'key' | 'alias' | 'type' | 'name' | 'isRegistration'>;

const HTTP_METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all']);
const TEST_FUNCTIONS = new Set(['test', 'it', 'describe', 'suite']);

export function identityOf(file: ts.SourceFile, node: ts.Node): Identity {
  const type = ts.SyntaxKind[node.kind];
  const identity = (key: string | undefined, name?: string, alias?: string): Identity => ({
    key,
    name,
    alias,
    type,
    isRegistration: false,
  });
  if (ts.isVariableStatement(node)) {
    const { name } = node.declarationList.declarations[0]!;
    const text = name.getText(file);
    return identity(`value ${text}`, ts.isIdentifier(name) ? text : undefined);
  }
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
    return identity(`type ${node.name.text}`, node.name.text);
  }
  if (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node)
  ) {
    const name = node.name?.text;
    return identity(`value ${name ?? 'default'}`, name);
  }
  if (ts.isImportDeclaration(node)) return identity(`import ${node.moduleSpecifier.getText(file)}`);
  if (ts.isExportDeclaration(node)) {
    return identity(`export ${node.moduleSpecifier?.getText(file) ?? ''}`);
  }
  if (ts.isReturnStatement(node)) return identity('return');
  if (ts.isStatement(node)) {
    const registration = registrationOf(node);
    if (registration) {
      const known = identity(registration.key, undefined, schemaOf(registration.call));
      return { ...known, isRegistration: true };
    }
    const call = callOf(node);
    return identity(call && callKey(call));
  }
  if (ts.isSpreadAssignment(node) || ts.isSpreadElement(node)) return identity(node.getText(file));
  if (ts.isBindingElement(node)) return identity((node.propertyName ?? node.name).getText(file));
  if ((ts.isObjectLiteralElementLike(node) || ts.isTypeElement(node)) && node.name) {
    return identity(ts.isStringLiteral(node.name) ? node.name.text : node.name.getText(file));
  }
  if (ts.isClassElement(node) || ts.isEnumMember(node)) {
    return identity(node.name?.getText(file) ?? type);
  }
  if (ts.isStringLiteral(node)) return identity(node.text);
  if (ts.isTypeNode(node)) return identity(node.getText(file).replace(/\s+/g, ' '));
  return identity(undefined);
}

/** Whether a statement registers something with an app or a test runner: then its neighbours do as well. */
export function isRegistration(node: ts.Node): boolean {
  return ts.isStatement(node) && registrationOf(node) !== undefined;
}

interface Registration {
  readonly key: string;
  readonly call: ts.CallExpression;
}

function registrationOf(statement: ts.Statement): Registration | undefined {
  // `for (const path of ['/a', '/a/']) app.get(path, …)`
  if (ts.isForOfStatement(statement)) {
    const inner = ts.isBlock(statement.statement)
      ? statement.statement.statements[0]
      : statement.statement;
    const found = inner && registrationOf(inner);
    return found && { call: found.call, key: `${found.key} of ${plain(statement.expression)}` };
  }
  const call = callOf(statement);
  const key = call && registrationKey(call);
  return key === undefined ? undefined : { key, call: call! };
}

function registrationKey({
  expression,
  arguments: [first],
}: ts.CallExpression): string | undefined {
  if (ts.isIdentifier(expression)) {
    return TEST_FUNCTIONS.has(expression.text) && first
      ? `${expression.text} ${plain(first)}`
      : undefined;
  }
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) {
    return undefined;
  }
  const method = expression.name.text;
  if (first === undefined) return undefined;
  if (HTTP_METHODS.has(method)) return `${method.toUpperCase()} ${plain(first)}`;
  if (method === 'register') return `register ${plain(first)}`;
  if (method === 'addHook') return `addHook ${plain(first)}`;
  if (method === 'route' && ts.isObjectLiteralExpression(first)) {
    const [methods, url] = ['method', 'url'].map((name) => propertyOf(first, name));
    return `${methods ? plain(methods) : ''} ${url ? plain(url) : ''}`;
  }
  return undefined;
}

function callKey({ expression, arguments: [first] }: ts.CallExpression): string {
  const subject = first && (ts.isLiteralExpression(first) || ts.isIdentifier(first));
  return `${plain(expression)}(${subject ? plain(first) : ''})`;
}

/** The call that a statement consists of, without `await` and `void`. */
function callOf(statement: ts.Statement): ts.CallExpression | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  let { expression } = statement;
  while (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) {
    ({ expression } = expression);
  }
  return ts.isCallExpression(expression) ? expression : undefined;
}

/** A route whose URL was changed is known by its schema: it has the name of the endpoint. */
function schemaOf(call: ts.CallExpression): string | undefined {
  const options = call.arguments.find(ts.isObjectLiteralExpression);
  const schema = options && propertyOf(options, 'schema');
  return schema && ts.isIdentifier(schema) ? `schema ${schema.text}` : undefined;
}

function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of literal.properties) {
    if (!property.name || !ts.isIdentifier(property.name) || property.name.text !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

function plain(node: ts.Node): string {
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(plain).join(', ');
  return ts.isStringLiteralLike(node) ? node.text : node.getText().replace(/\s+/g, ' ');
}
