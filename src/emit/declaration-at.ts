/** Which declaration of a module a line of it stands in: what the compiler complains about, by name. */
import { Node, Project, SyntaxKind, type Statement } from 'ts-morph';

export interface DeclarationName {
  readonly name: string;
  /** Of a class: the method. */
  readonly member: string | undefined;
}

export function declarationsAt(
  text: string,
  lines: readonly number[],
): (DeclarationName | undefined)[] {
  const statements = statementsOf(text);
  return lines.map((line) => {
    const statement = statements.find(
      (one) => one.getStartLineNumber(false) <= line && one.getEndLineNumber() >= line,
    );
    if (!statement) return undefined;
    if (Node.isVariableStatement(statement)) {
      // What is not exported is no variable of the Python module.
      if (!statement.isExported()) return undefined;
      return { name: statement.getDeclarations()[0]!.getName(), member: undefined };
    }
    if (Node.isFunctionDeclaration(statement)) {
      return { name: statement.getName() ?? '', member: undefined };
    }
    if (!Node.isClassDeclaration(statement)) return undefined;
    const member = statement
      .getMembers()
      .find((one) => one.getStartLineNumber(false) <= line && one.getEndLineNumber() >= line);
    const name = member?.isKind(SyntaxKind.Constructor)
      ? 'constructor'
      : member && 'getName' in member
        ? (member.getName() as string)
        : undefined;
    return { name: statement.getName() ?? '', member: name };
  });
}

/**
 * Where the statements begin that have to do with what is on a line: those that use what an import or a constant brings,
 * and those that declare what a call names.
 */
export function linesUsing(text: string, line: number): number[] {
  const statements = statementsOf(text);
  const source = statements.find(
    (one) => one.getStartLineNumber(false) <= line && one.getEndLineNumber() >= line,
  );
  if (source && Node.isExpressionStatement(source)) {
    const named = new Set(identifiersIn(source));
    return statements
      .filter((one) => declaredBy(one).some((name) => named.has(name)))
      .map((one) => one.getStartLineNumber(false));
  }
  const names = new Set(source ? declaredBy(source) : []);
  return statements.flatMap((one) => {
    const uses = identifiersIn(one).some((name) => names.has(name));
    return uses && one !== source && !Node.isImportDeclaration(one)
      ? [one.getStartLineNumber(false)]
      : [];
  });
}

function identifiersIn(statement: Statement): string[] {
  return statement.getDescendantsOfKind(SyntaxKind.Identifier).map((one) => one.getText());
}

function declaredBy(statement: Statement): string[] {
  if (Node.isFunctionDeclaration(statement) || Node.isClassDeclaration(statement))
    return [statement.getName() ?? ''];
  if (Node.isVariableStatement(statement))
    return statement.getDeclarations().map((one) => one.getName());
  if (!Node.isImportDeclaration(statement)) return [];
  return statement.getNamedImports().map((one) => one.getAliasNode()?.getText() ?? one.getName());
}

/** Where the statements of a module begin. */
export function topLevelLines(text: string): number[] {
  return statementsOf(text).map((one) => one.getStartLineNumber(false));
}

function statementsOf(text: string): Statement[] {
  const project = new Project({ useInMemoryFileSystem: true, skipFileDependencyResolution: true });
  return project.createSourceFile('module.ts', text).getStatements();
}
