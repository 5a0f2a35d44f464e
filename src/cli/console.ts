/**
 * Where a command writes: results on stdout, progress and diagnostics on stderr. Each stream decides on colour
 * for itself. With `--json` stdout carries one JSON document and nothing else.
 */
import type { Writable } from 'node:stream';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { renderDiagnostic } from '../diagnostics/render-diagnostic.js';

export interface Terminal {
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type ColorChoice = 'auto' | 'always' | 'never';

export interface ConsoleOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: ColorChoice;
}

export class Console {
  #hasStatus = false;

  constructor(
    readonly terminal: Terminal,
    readonly options: ConsoleOptions,
  ) {}

  /** Columns to lay a result out for; 100 where nobody knows. */
  get width(): number {
    return this.terminal.stdout.columns ?? 100;
  }

  colorOf(stream: 'stdout' | 'stderr'): boolean {
    const { color } = this.options;
    if (color !== 'auto') return color === 'always';
    const { NO_COLOR, FORCE_COLOR, TERM } = this.terminal.env;
    if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
    if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
    return this.terminal[stream].isTTY === true && TERM !== 'dumb';
  }

  /** A part of the result, for people. */
  print(text: string): void {
    if (!this.options.json) this.#write('stdout', text);
  }

  /** The result, for programs. */
  printJson(value: unknown): void {
    if (this.options.json) this.#write('stdout', `${JSON.stringify(value, null, 2)}\n`);
  }

  diagnostics(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      if (this.options.quiet && diagnostic.severity !== 'error') continue;
      this.#write('stderr', `${renderDiagnostic(diagnostic, { color: this.colorOf('stderr') })}\n`);
    }
  }

  /** A sentence about how it goes, on a line of its own. */
  note(text: string): void {
    if (!this.options.quiet) this.#write('stderr', `${text}\n`);
  }

  error(text: string): void {
    this.#write('stderr', `${text}\n`);
  }

  /** What is being done right now: one line that is overwritten, on a terminal; else only with -v. */
  status(text: string): void {
    if (this.options.quiet) return;
    const { stderr } = this.terminal;
    if (stderr.isTTY !== true) {
      if (this.options.verbose) this.#write('stderr', `${text}\n`);
      return;
    }
    const width = stderr.columns ?? 80;
    stderr.write(`\r\u001b[2K${text.slice(0, Math.max(0, width - 1))}`);
    this.#hasStatus = true;
  }

  clearStatus(): void {
    if (this.#hasStatus) this.terminal.stderr.write('\r\u001b[2K');
    this.#hasStatus = false;
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    this.clearStatus();
    this.terminal[stream].write(text);
  }
}
