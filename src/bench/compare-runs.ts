/**
 * Today's run against an earlier one: for each route and target that both have, the requests a second now
 * over then. The two runs did not take turns, so anything that changed on the machine in between is in the
 * ratio too; what is known to have changed is listed, and a ratio counts as a difference only when the
 * rounds of the two runs do not overlap at all.
 */
import type {
  BenchResult,
  ComparedCell,
  RunComparison,
  TargetResult,
} from '../model/bench-result.js';

export function compareRuns(earlier: BenchResult, now: BenchResult): RunComparison {
  const cellsThen = cellsOf(earlier);
  const cellsNow = cellsOf(now);
  return {
    earlierDate: earlier.environment.date,
    cells: Array.from(cellsNow).flatMap(([key, cell]): readonly ComparedCell[] => {
      const then = cellsThen.get(key);
      return then === undefined ? [] : [compareCell(then, cell)];
    }),
    environmentDifferences: environmentDifferences(earlier, now),
    onlyEarlier: labelsMissingIn(cellsNow, cellsThen),
    onlyNow: labelsMissingIn(cellsThen, cellsNow),
  };
}

interface Cell {
  readonly route: string;
  readonly target: string;
  readonly result: TargetResult;
}

type Cells = ReadonlyMap<string, Cell>;

function cellsOf({ routes }: BenchResult): Cells {
  return new Map(
    routes.flatMap(({ route, results }) =>
      Object.entries(results).map(([target, result]) => [
        JSON.stringify([route, target]),
        { route, target, result },
      ]),
    ),
  );
}

function labelsMissingIn(other: Cells, cells: Cells): string[] {
  return Array.from(cells).flatMap(([key, { route, target }]) =>
    other.has(key) ? [] : [`${route} on ${target}`],
  );
}

function compareCell({ result: then }: Cell, { route, target, result }: Cell): ComparedCell {
  return {
    route,
    target,
    earlierRps: then.rps,
    rps: result.rps,
    ratio: then.rps > 0 ? result.rps / then.rps : undefined,
    isDifferenceShown: result.lowRps > then.highRps || result.highRps < then.lowRps,
  };
}

function environmentDifferences(earlier: BenchResult, now: BenchResult): string[] {
  const then = described(earlier);
  const today = described(now);
  return [...new Set([...then.keys(), ...today.keys()])].flatMap((name) => {
    const before = then.get(name) ?? 'unknown';
    const after = today.get(name) ?? 'unknown';
    return before === after ? [] : [`${name}: ${before} then, ${after} now`];
  });
}

/** What two runs should have in common, in words. */
function described({ environment, settings }: BenchResult): ReadonlyMap<string, string> {
  return new Map([
    ['CPU', environment.cpu],
    ['cores', String(environment.cores)],
    ['memory', `${(environment.memoryBytes / 2 ** 30).toFixed(1)} GiB`],
    ['OS', environment.os],
    ['Node', environment.node],
    ...Object.entries(environment.software),
    ['driver', settings.driver],
    ['connections', String(settings.connections)],
    ['seconds a round', String(settings.durationSeconds)],
  ]);
}
