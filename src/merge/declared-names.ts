/** The names that a module declares at its top. */
import { ts } from 'ts-morph';

export function declaredNames(text: string): Set<string> {
  const names = new Set<string>();
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, false);
  for (const node of file.statements) {
    if (ts.isVariableStatement(node)) {
      for (const { name } of node.declarationList.declarations) {
        if (ts.isIdentifier(name)) names.add(name.text);
      }
    } else if (isNamed(node) && node.name) names.add(node.name.text);
  }
  return names;
}

function isNamed(node: ts.Statement) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node)
  );
}
