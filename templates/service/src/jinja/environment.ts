/** Templates by name, and what all of them have: globals, filters, tests. Source: jinja2/environment.py, 3.1. */
import { iterate } from '../python/iterate.js';
import { repr } from '../python/text.js';
import type { Value } from '../python/value.js';
import { compileTemplate, type CompiledTemplate } from './compile-template.js';
import { TemplateRuntimeError } from './errors.js';
import { textOf } from './escape.js';
import { FILTERS, type FilterFunction } from './filters.js';
import { Context, Output, type Frame } from './frame.js';
import { GLOBALS } from './globals.js';
import { parseTemplate } from './parse-template.js';
import { specialName } from './special-names.js';
import { TESTS, type TestFunction } from './tests.js';
import { TemplateFunction, type Named } from './template-function.js';
import { Undefined } from './undefined.js';
import type { LexOptions } from './lex.js';

export interface EnvironmentOptions {
  readonly reading?: LexOptions;
  /** The text of a template; undefined where there is none of that name. */
  readonly load: (name: string) => string | undefined;
  /** Whether values are escaped in a template of that name. */
  readonly escapes: (name: string) => boolean;
  readonly globals?: ReadonlyMap<string, Value>;
}

export class Environment {
  readonly globals: Map<string, Value>;
  readonly #templates = new Map<string, CompiledTemplate>();
  readonly #texts = new Map<string, CompiledTemplate>();
  readonly #filters = new Map<string, FilterFunction>(Object.entries(FILTERS));
  readonly #tests = new Map<string, TestFunction>(Object.entries(TESTS));
  readonly #options: EnvironmentOptions;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.globals = new Map([...GLOBALS, ...(options.globals ?? [])]);
  }

  /** A filter of the app: a function of the value and of what stands in the brackets. */
  addFilter(name: string, run: (...values: Value[]) => Value): void {
    this.#filters.set(name, (_frame, value, positional) => run(value, ...positional));
  }

  addTest(name: string, run: (...values: Value[]) => Value): void {
    this.#tests.set(name, (_frame, value, positional) => run(value, ...positional));
  }

  /** By its name, or by the first of several names; undefined where there is none. */
  select(name: Value): CompiledTemplate | undefined {
    if (name instanceof Undefined) return name.fail();
    if (!Array.isArray(name)) return this.#template(textOf(name));
    for (const one of iterate(name)) {
      const template = this.#template(textOf(one));
      if (template) return template;
    }
    return undefined;
  }

  /** A template that has no name. */
  fromText(source: string): CompiledTemplate {
    const known = this.#texts.get(source);
    if (known) return known;
    const template = compileTemplate(parseTemplate(source, this.#options.reading), true);
    this.#texts.set(source, template);
    return template;
  }

  render(template: CompiledTemplate, given: ReadonlyMap<string, Value>): string {
    const context = new Context(new Map([...this.globals, ...given]), template.blocks);
    const out = new Output();
    template.render({
      environment: this,
      context,
      out,
      scope: undefined,
      escapes: true,
      isTop: true,
      root: {},
    });
    return out.text;
  }

  filter(name: string, frame: Frame, value: Value, positional: readonly Value[], named: Named) {
    const run = this.#filters.get(name);
    if (!run) throw new TemplateRuntimeError(`No filter named ${repr(name)}.`);
    return run(frame, value, positional, named);
  }

  test(name: string, frame: Frame, value: Value, positional: readonly Value[], named: Named) {
    const run = this.#tests.get(name);
    if (!run) throw new TemplateRuntimeError(`No test named ${repr(name)}.`);
    return run(frame, value, positional, named);
  }

  hasFilter(name: string): boolean {
    return this.#filters.has(name);
  }

  hasTest(name: string): boolean {
    return this.#tests.has(name);
  }

  special(frame: Frame, name: string): Value | undefined {
    return specialName(frame, name);
  }

  #template(name: string): CompiledTemplate | undefined {
    const known = this.#templates.get(name);
    if (known) return known;
    const text = this.#options.load(name);
    if (text === undefined) return undefined;
    const template = compileTemplate(
      parseTemplate(text, this.#options.reading),
      this.#options.escapes(name),
      name,
    );
    this.#templates.set(name, template);
    return template;
  }
}

export { TemplateFunction };
