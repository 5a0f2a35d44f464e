/**
 * A bar that a run has to clear: `service/quart=5` asks that `service` answers at least five times as many
 * requests a second as `quart` on every route, `service/quart@/films/=3` that it does so on one. What is
 * held against the bar is the ratio of the medians; a ratio that was not measured does not clear it.
 */
import type { BenchResult } from '../model/bench-result.js';
import { closestWord } from '../util/closest-word.js';

export interface MinRatio {
  /** As written. */
  readonly text: string;
  readonly faster: string;
  readonly slower: string;
  /** Undefined for every route. */
  readonly route: string | undefined;
  readonly minimum: number;
}

export type ParsedMinRatio =
  | { readonly kind: 'min-ratio'; readonly minRatio: MinRatio }
  | { readonly kind: 'invalid'; readonly message: string; readonly help: string | undefined };

/** `targets` and `routes` are those of the run; a route may be named by its path alone. */
export function parseMinRatio(
  text: string,
  targets: readonly string[],
  routes: readonly string[],
): ParsedMinRatio {
  const equals = text.lastIndexOf('=');
  const number = text.slice(equals + 1).trim();
  const left = text.slice(0, Math.max(0, equals));
  const at = left.indexOf('@');
  const pair = at < 0 ? left : left.slice(0, at);
  const route = at < 0 ? undefined : left.slice(at + 1).trim();
  const names = pair.split('/').map((name) => name.trim());
  const [faster, slower] = names;
  if (equals < 0 || names.length !== 2 || !faster || !slower) {
    return invalid(
      `"${text}" is not a ratio of two targets`,
      'write <target>/<target>=<number>, such as service/quart=5 or service/quart@/films/=3',
    );
  }
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(number) || !(Number(number) > 0)) {
    return invalid(`"${number}" is not a number above zero, in "${text}"`, undefined);
  }
  for (const name of names) {
    if (!targets.includes(name)) {
      return invalid(`there is no target "${name}", in "${text}"`, suggestion(name, targets));
    }
  }
  if (faster === slower) return invalid(`"${text}" compares ${faster} with itself`, undefined);
  if (route !== undefined && !routes.some((label) => isRoute(label, route))) {
    return invalid(`there is no route "${route}", in "${text}"`, suggestion(route, routes));
  }
  return {
    kind: 'min-ratio',
    minRatio: { text, faster, slower, route, minimum: Number(number) },
  };
}

export interface MinRatioFailure {
  readonly minRatio: MinRatio;
  readonly route: string;
  /** Undefined when it was not measured. */
  readonly measured: number | undefined;
  readonly message: string;
}

/** One failure for every route that does not clear its bar; none when all do. */
export function checkMinRatios(
  result: BenchResult,
  minRatios: readonly MinRatio[],
): readonly MinRatioFailure[] {
  return minRatios.flatMap((minRatio) => {
    const { faster, slower, minimum } = minRatio;
    const key = `${faster}/${slower}`;
    return result.routes
      .filter(({ route }) => minRatio.route === undefined || isRoute(route, minRatio.route))
      .flatMap(({ route, ratios }): readonly MinRatioFailure[] => {
        const ratio = Object.hasOwn(ratios, key) ? ratios[key] : undefined;
        if (ratio === undefined) {
          const message = `${route}: ${key} was not measured, and ${minimum}x is asked for`;
          return [{ minRatio, route, measured: undefined, message }];
        }
        if (ratio.median >= minimum) return [];
        const spread = `${shown(ratio.low)} to ${shown(ratio.high)} by round`;
        const message = `${route}: ${key} is ${shown(ratio.median)} (${spread}), below the ${minimum}x asked for`;
        return [{ minRatio, route, measured: ratio.median, message }];
      });
  });
}

/** Whether `wanted` names the route `label`: in full, or by its path: `/films/` for `GET /films/`. */
function isRoute(label: string, wanted: string): boolean {
  return label === wanted || label.replace(/^\S+\s+/, '') === wanted;
}

/** Rounded down, so that no failure reads `5.00x, below the 5x asked for`. */
function shown(ratio: number): string {
  return `${(Math.floor(ratio * 100) / 100).toFixed(2)}x`;
}

function suggestion(word: string, candidates: readonly string[]): string {
  const closest = closestWord(word, candidates);
  return closest === undefined
    ? `this run has ${candidates.join(', ') || 'none'}`
    : `did you mean "${closest}"?`;
}

function invalid(message: string, help: string | undefined): ParsedMinRatio {
  return { kind: 'invalid', message, help };
}
