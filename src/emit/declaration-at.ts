/** Which declaration of a module a line of it stands in: what the compiler complains about, by name. */
import { Node, Project, SyntaxKind } from 'ts-morph';

export interface DeclarationName {
  readonly name: string;
  /** Of a class: the method. */
  readonly member: string | undefined;
}

export function declarationsAt(
  text: string,
  lines: readonly number[],
): (DeclarationName | undefined)[] {
  const project = new Project({ useInMemoryFileSystem: true, skipFileDependencyResolution: true });
  const file = project.createSourceFile('module.ts', text);
  return lines.map((line) => {
    const statement = file
      .getStatements()
      .find((one) => one.getStartLineNumber(false) <= line && one.getEndLineNumber() >= line);
    if (!statement) return undefined;
    if (Node.isVariableStatement(statement)) {
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

/** Names of the declarations that use what the import on a line brings. */
export function declarationsUsing(text: string, line: number): string[] {
  const project = new Project({ useInMemoryFileSystem: true, skipFileDependencyResolution: true });
  const file = project.createSourceFile('module.ts', text);
  const statement = file
    .getImportDeclarations()
    .find((one) => one.getStartLineNumber() <= line && one.getEndLineNumber() >= line);
  const names = new Set(
    statement?.getNamedImports().map((one) => one.getAliasNode()?.getText() ?? one.getName()),
  );
  return file.getStatements().flatMap((one) => {
    const uses = one
      .getDescendantsOfKind(SyntaxKind.Identifier)
      .some((identifier) => names.has(identifier.getText()));
    if (!uses || Node.isImportDeclaration(one)) return [];
    if (Node.isVariableStatement(one)) return [one.getDeclarations()[0]!.getName()];
    return Node.isFunctionDeclaration(one) || Node.isClassDeclaration(one)
      ? [one.getName() ?? '']
      : [];
  });
}
