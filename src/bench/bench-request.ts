/** What is sent to every target, and where the targets are. */
export interface BenchRequest {
  /** What a person calls it, unique in a run: `GET /films/995/`. */
  readonly route: string;
  readonly method: string;
  /** Path and query, from the first slash on. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as UTF-8; undefined sends none. */
  readonly body: string | undefined;
}

export interface Target {
  /** Unique in a run: `flask`, `quart`, `service`. */
  readonly name: string;
  /** Where it listens: `http://127.0.0.1:5000`, perhaps with a path that comes before every route. */
  readonly url: string;
  readonly description: string | undefined;
}

/** The absolute URL of a path on a target: put together as text, so that no path can name another host. */
export function requestUrl(target: Pick<Target, 'url'>, path: string): string {
  return `${target.url.replace(/\/+$/, '')}/${path.replace(/^\//, '')}`;
}
