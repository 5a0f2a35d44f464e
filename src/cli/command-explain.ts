/** `port explain <code>`: what a diagnostic means, why it is reported, and what to do. */
import { EXPLANATIONS, type Explanation } from '../diagnostics/codes.js';
import { closestWord } from '../util/closest-word.js';
import { EXIT } from './exit-codes.js';
import type { CommandContext } from './command-context.js';

export async function runExplain({ console }: CommandContext, code: string): Promise<number> {
  const explanation = Object.hasOwn(EXPLANATIONS, code)
    ? (EXPLANATIONS as Readonly<Record<string, Explanation>>)[code]
    : undefined;
  if (!explanation) {
    const closest = closestWord(code, Object.keys(EXPLANATIONS));
    console.error(
      `there is no diagnostic "${code}"; ${closest ? `did you mean "${closest}"?` : `there is ${Object.keys(EXPLANATIONS).join(', ')}`}`,
    );
    return EXIT.unable;
  }
  console.printJson({ code, ...explanation });
  console.print(
    `${code}: ${explanation.title}\n\n${explanation.why}\n\nWhat to do: ${explanation.fix}\n`,
  );
  return EXIT.yes;
}
