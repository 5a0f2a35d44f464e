/** The names that a piece of TypeScript uses or declares, without those of properties and of imports. */
import { ts } from 'ts-morph';

/** A text with mistakes in it is read as far as it goes. */
export function identifiersOf(text: string): Set<string> {
  const names = new Set<string>();
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, true);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (!isPropertyName(node)) names.add(node.text);
    } else if (!ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** Whether an identifier names a property and nothing in scope: `.name`, `{ name: … }`, a member of a type. */
export function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent)) &&
    parent.name === node
  );
}
