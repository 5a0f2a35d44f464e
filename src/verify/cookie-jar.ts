/**
 * What a client keeps of `Set-Cookie` and sends again to the same server: sessions are the reason why a request means
 * something else after a login. There is one server, so that domains do not matter, and none of it is kept on a disk.
 * Source: RFC 6265, 5.2 to 5.4.
 */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export class CookieJar {
  #cookies: readonly Cookie[] = [];

  /** @param requested The path that was asked for, with its query. */
  take(lines: readonly string[], requested: string): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const mark = pair.indexOf('=');
      if (mark < 1) continue;
      const said = new Map(attributes.map(attributeOf));
      const given = said.get('path');
      const cookie: Cookie = {
        name: pair.slice(0, mark),
        value: pair.slice(mark + 1),
        path: given?.startsWith('/') ? given : folderOf(requested),
      };
      this.#cookies = this.#cookies.filter(
        ({ name, path }) => name !== cookie.name || path !== cookie.path,
      );
      if (!isOver(said)) this.#cookies = [...this.#cookies, cookie];
    }
  }

  value(name: string): string | undefined {
    return this.#cookies.find((cookie) => cookie.name === name)?.value;
  }

  /**
   * The `Cookie` header of a request; undefined where there is nothing to send. `given` is what the request has of its
   * own, of which the jar replaces what it knows.
   */
  header(requested: string, given: string | undefined): string | undefined {
    const path = withoutQuery(requested);
    const mine = this.#cookies
      .filter((cookie) => isWithin(path, cookie.path))
      .toSorted((a, b) => b.path.length - a.path.length);
    const names = new Set(mine.map(({ name }) => name));
    const own = (given ?? '')
      .split(/;\s*/)
      .filter((pair) => pair !== '' && !names.has(pair.split('=')[0]!));
    const pairs = [...own, ...mine.map(({ name, value }) => `${name}=${value}`)];
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }
}

function attributeOf(text: string): [string, string] {
  const mark = text.indexOf('=');
  const name = mark < 0 ? text : text.slice(0, mark);
  return [name.trim().toLowerCase(), mark < 0 ? '' : text.slice(mark + 1).trim()];
}

/** A server takes a cookie back by letting it end in the past. */
function isOver(attributes: ReadonlyMap<string, string>): boolean {
  const age = attributes.get('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0;
  const end = Date.parse(attributes.get('expires') ?? '');
  return end <= Date.now();
}

function folderOf(requested: string): string {
  const path = withoutQuery(requested);
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function withoutQuery(path: string): string {
  return path.replace(/\?.*$/s, '');
}
