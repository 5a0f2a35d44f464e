/** TypeScript to JavaScript, file by file: types are stripped, and nothing is checked. */
import { ts } from 'ts-morph';

/** `sources` by path; what comes out has the same paths with `.js`. */
export function transpile(sources: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...sources].map(([path, text]) => [
      path.replace(/\.ts$/, '.js'),
      ts.transpileModule(text, { compilerOptions: OPTIONS }).outputText,
    ]),
  );
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
};
