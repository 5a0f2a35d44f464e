/** The templates of an app by name, each read and checked once, with what they include and extend. */
import type { Source } from '../diagnostics/diagnostic.js';
import { checkTemplate, type TemplateAdditions, type TemplateNeeds } from './check-template.js';
import type { LexOptions } from './lex.js';
import { parseTemplate } from './parse-template.js';
import { TemplateSyntaxError } from './syntax.js';

export interface TemplateFile {
  /** As `render_template` names it. */
  readonly name: string;
  /** Named as a person knows the file. */
  readonly source: Source;
  /** Why it cannot be read. */
  readonly problem?: string | undefined;
}

/** What stands between a view and a template that it renders. */
export interface TemplateObstacle {
  readonly message: string;
  /** In a template; undefined where it is the view that names one which is not there. */
  readonly place:
    { readonly source: Source; readonly start: number; readonly end: number } | undefined;
}

/** A template with all that it leads to. */
export interface TemplateUse {
  readonly files: readonly TemplateFile[];
  readonly obstacles: readonly TemplateObstacle[];
  readonly attributes: ReadonlySet<string>;
}

export class TemplateSet {
  readonly #files: ReadonlyMap<string, TemplateFile>;
  readonly #needs = new Map<string, TemplateNeeds>();
  readonly #options: LexOptions;
  readonly #additions: TemplateAdditions;

  constructor(
    files: readonly TemplateFile[],
    { options, additions }: { readonly options: LexOptions; readonly additions: TemplateAdditions },
  ) {
    // Of two with one name Flask takes the first.
    this.#files = new Map(files.toReversed().map((file) => [file.name, file]));
    this.#options = options;
    this.#additions = additions;
  }

  /** @param names undefined for templates that only a request decides on: all may be it. */
  use(names: readonly string[] | undefined): TemplateUse {
    const files = new Map<string, TemplateFile>();
    const obstacles: TemplateObstacle[] = [];
    const attributes = new Set<string>();
    const pending: Wanted[] = (names ?? [undefined]).map((name) => ({ name, by: undefined }));
    for (let wanted = pending.shift(); wanted; wanted = pending.shift()) {
      const { name, by } = wanted;
      if (name === undefined) {
        for (const one of this.#files.keys()) pending.push({ name: one, by });
        if (this.#files.size === 0)
          obstacles.push({ message: 'a template: the app has none', place: by });
        continue;
      }
      if (files.has(name)) continue;
      const file = this.#files.get(normalName(name));
      if (!file) {
        const message = `the template "${name}", which the app does not have`;
        if (!wanted.mayBeMissing) obstacles.push({ message, place: by });
        continue;
      }
      files.set(name, file);
      const needs = this.#needsOf(file);
      for (const attribute of needs.attributes) attributes.add(attribute);
      for (const { message, line } of needs.problems)
        obstacles.push({ message, place: lineOf(file.source, line) });
      for (const other of needs.templates)
        pending.push({ ...other, by: lineOf(file.source, other.line) });
    }
    return { files: [...new Set(files.values())], obstacles, attributes };
  }

  /** A template that stands in the program: `render_template_string`. */
  useText(source: Source): TemplateUse {
    const needs = this.#read({ name: '', source });
    const others = this.use(needs.templates.flatMap(({ name }) => name ?? []));
    const own = needs.problems.map(({ message }) => ({ message, place: undefined }));
    return {
      files: others.files,
      obstacles: [...own, ...others.obstacles],
      attributes: new Set([...needs.attributes, ...others.attributes]),
    };
  }

  #needsOf(file: TemplateFile): TemplateNeeds {
    const known = this.#needs.get(file.name) ?? this.#read(file);
    this.#needs.set(file.name, known);
    return known;
  }

  #read({ source, problem }: TemplateFile): TemplateNeeds {
    if (problem !== undefined) return broken({ line: 1, message: `a template that ${problem}` });
    try {
      return checkTemplate(parseTemplate(source.text, this.#options), this.#additions);
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error;
      return broken({
        line: error.line,
        message: `a template that Jinja refuses: ${error.message}`,
      });
    }
  }
}

interface Wanted {
  readonly name: string | undefined;
  /** The line of the template that names it; undefined where it is a view. */
  readonly by: TemplateObstacle['place'];
  /** `{% include 'x.html' ignore missing %}`, or one of several names. */
  readonly mayBeMissing?: boolean;
}

function broken(problem: TemplateNeeds['problems'][number]): TemplateNeeds {
  return { problems: [problem], templates: [], names: new Map(), attributes: new Set() };
}

/** As Jinja's loaders read a name: `./a//b.html` is `a/b.html`. Source: split_template_path in jinja2/loaders.py. */
function normalName(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function lineOf(source: Source, line: number): { source: Source; start: number; end: number } {
  const lines = source.text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  const before = lines.slice(0, line - 1).join('');
  const own = lines[line - 1] ?? '';
  const start = before.length + (own.length - own.trimStart().length);
  const end = before.length + own.trimEnd().length;
  return { source, start, end: Math.max(end, start) };
}
