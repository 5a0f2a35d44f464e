/**
 * Which Flask and Werkzeug the service answers as, where their versions differ in what a client sees. The plugin `flask`
 * is told once; without, it is Flask 2.2.2 with Werkzeug 2.2.2.
 * Source: the CHANGES of both; each line is held by answers recorded from versions on both sides of it.
 */
export interface Versions {
  readonly flask: string;
  readonly werkzeug: string;
}

export interface Behaviour {
  /** A rule that ends in a path variable and a slash redirects to the slash, as other rules do. */
  readonly redirectsPaths: boolean;
  /** URLs are quoted as the URL standard says, and invalid bytes of arguments stay as their escapes. */
  readonly quotesByStandard: boolean;
  /** Anchors of `url_for`, too. */
  readonly quotesAnchorsByStandard: boolean;
  /** A form that is no UTF-8 is too large (413); before it is read anyhow, and later it is empty. */
  readonly refusesFormsOfOtherCharsets: boolean;
  /** Cookies carry what RFC 6265 lets them carry without quotes. */
  readonly quotesCookiesByStandard: boolean;
  /** A Location of ASCII is quoted, too. */
  readonly quotesEveryLocation: boolean;
  /** Any number of slashes are merged into one; before, two of three were left. */
  readonly mergesAllSlashes: boolean;
  /** Templates whose name ends in `.svg` are escaped, too. */
  readonly escapesSvg: boolean;
  /** Any use of the session makes the answer depend on it. */
  readonly countsEveryUseOfSession: boolean;
}

export function behaviourOf({ flask, werkzeug }: Versions): Behaviour {
  return {
    redirectsPaths: isAtLeast(werkzeug, '2.2.3'),
    quotesByStandard: isAtLeast(werkzeug, '2.3.0'),
    quotesAnchorsByStandard: isAtLeast(flask, '2.2.4'),
    refusesFormsOfOtherCharsets: isAtLeast(werkzeug, '2.3.0') && !isAtLeast(werkzeug, '3.0.4'),
    quotesCookiesByStandard: isAtLeast(werkzeug, '2.3.1'),
    quotesEveryLocation: isAtLeast(werkzeug, '3.0.3'),
    mergesAllSlashes: isAtLeast(werkzeug, '3.1.7'),
    escapesSvg: isAtLeast(flask, '2.3.0'),
    countsEveryUseOfSession: isAtLeast(flask, '3.1.3'),
  };
}

let current = behaviourOf({ flask: '2.2.2', werkzeug: '2.2.2' });

/** For the whole process: a service answers as one app. */
export function answerAs(versions: Versions): void {
  current = behaviourOf(versions);
}

export function behaviour(): Behaviour {
  return current;
}

function isAtLeast(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split('.').map((part) => parseInt(part, 10)));
  for (let index = 0; index < b!.length; index += 1) {
    const difference = (a![index] ?? 0) - b![index]!;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
