/**
 * For a test that needs Flask: where no Python has it, the test is skipped by name with the reason. In CI that
 * is a failure.
 */
export function skipWithoutFlask(context: { skip(reason: string): never }, reason: string): never {
  if (process.env['CI']) throw new Error(`CI must have Flask: ${reason}`);
  return context.skip(`needs Flask: ${reason}`);
}
