/** How a driver runs a program; whoever builds the driver brings it along. */
export type RunCommand = (
  command: string,
  args: readonly string[],
  options: { readonly signal: AbortSignal },
) => Promise<CommandResult>;

export interface CommandResult {
  /** Null when a signal ended the program. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
