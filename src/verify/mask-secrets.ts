/**
 * Takes secrets out of everything that is shown: the values of `Authorization`, of cookies, and of whatever
 * is called a password, a token or a key, in requests and answers alike. A value that was once seen as a
 * secret is masked wherever else it turns up.
 */
import { leavesOf } from './excuse-differences.js';
import type { Observation, PlannedRequest } from '../model/exchange.js';

export const MASK = '•••';

/** `Authorization`, `X-Api-Key`, `password`, `access_token`, … */
const SECRET_NAME =
  /authorization|cookie|passw|pwd|secret|token|api[-_]?key|private[-_]?key|signature|session/i;
/** Shorter ones would blacken half the page. */
const SHORTEST = 4;

export class Secrets {
  readonly #values = new Set<string>();
  readonly #names: ReadonlySet<string>;
  #pattern: RegExp | undefined;

  /** `names`: more names of headers, arguments and keys whose values are secret. */
  constructor(names: readonly string[]) {
    this.#names = new Set(names.map((name) => name.toLowerCase()));
  }

  addValue(value: string): void {
    if (value.length < SHORTEST || this.#values.has(value)) return;
    this.#values.add(value);
    this.#pattern = undefined;
  }

  collectFrom({ path, headers, body }: PlannedRequest): void {
    for (const [name, value] of Object.entries(headers)) {
      if (!this.#isSecret(name)) continue;
      this.addValue(value);
      // `Bearer …`, `Basic …`, `session=…; other=…`
      for (const part of value.split(/[\s;=,]+/)) if (part.length >= 8) this.addValue(part);
    }
    const isForm = /form-urlencoded/.test(headers['content-type'] ?? '');
    const pairs = [path.split('?')[1] ?? '', isForm ? (body ?? '') : ''].join('&').split('&');
    for (const each of pairs) {
      const [name = '', value = ''] = each.split('=');
      if (!this.#isSecret(name)) continue;
      this.addValue(value);
      this.addValue(decode(value));
    }
    this.#collectJson(body);
  }

  collectFromAnswer({ answer }: Observation): void {
    if (answer.kind === 'none') return;
    for (const [name, value] of Object.entries(answer.headers)) {
      if (this.#isSecret(name)) this.addValue(value.split('; ')[0]!);
    }
    // A long list of rows is no place for tokens, and each value would be looked at.
    if (answer.body.size < 64 * 1024) this.#collectJson(answer.body.text);
  }

  mask(text: string): string {
    // A server that fails may print the URL of its database.
    return this.#maskValues(text.replaceAll(/(\w+:\/\/[^\s:/@]+):[^\s@/]+@/g, `$1:${MASK}@`));
  }

  #maskValues(text: string): string {
    if (this.#values.size === 0) return text;
    this.#pattern ??= new RegExp(
      [...this.#values]
        .toSorted((a, b) => b.length - a.length)
        .map((value) => value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('|'),
      'g',
    );
    return text.replaceAll(this.#pattern, MASK);
  }

  #collectJson(text: string | undefined): void {
    for (const [path, value] of leavesOf(text)) {
      const name = /(?:\.(\w+)|\["(.*)"\])(?:\[\d+\])*$/.exec(path);
      if (
        name &&
        this.#isSecret(name[1] ?? name[2] ?? '') &&
        !/^(?:true|false|null|\d{1,5})$/.test(value)
      )
        this.addValue(value);
    }
  }

  #isSecret(name: string): boolean {
    return SECRET_NAME.test(name) || this.#names.has(name.toLowerCase());
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
