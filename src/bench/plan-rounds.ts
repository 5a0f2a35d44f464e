/**
 * The order in which a run measures. The targets take turns within every round, so that a machine that
 * grows warm or busy does so for all of them, and the order changes from round to round, so that none
 * always follows the same other: A B C, C B A, B C A, A C B, C A B, B A C. Routes come one after another,
 * each with a warm-up of every target that nobody counts.
 */
export interface PlanInput {
  readonly routes: readonly string[];
  readonly targets: readonly string[];
  readonly rounds: number;
  readonly durationSeconds: number;
  /** 0 for none. */
  readonly warmupSeconds: number;
}

export interface BenchStep {
  readonly kind: 'warm-up' | 'measurement';
  readonly route: string;
  readonly target: string;
  /** Counted from 1; 0 is the warm-up. */
  readonly round: number;
  readonly seconds: number;
}

export function planRounds(input: PlanInput): readonly BenchStep[] {
  const { routes, targets, rounds, durationSeconds, warmupSeconds } = input;
  const numbers = Array.from({ length: rounds }, (_, index) => index + 1);
  return routes.flatMap((route) => [
    ...(warmupSeconds > 0
      ? targets.map((target): BenchStep => ({
          kind: 'warm-up',
          route,
          target,
          round: 0,
          seconds: warmupSeconds,
        }))
      : []),
    ...numbers.flatMap((round) =>
      orderOfRound(targets, round).map((target): BenchStep => ({
        kind: 'measurement',
        route,
        target,
        round,
        seconds: durationSeconds,
      })),
    ),
  ]);
}

/** Rounds come in pairs: a rotation of the targets, and the same backwards. `round` counts from 1. */
export function orderOfRound(targets: readonly string[], round: number): readonly string[] {
  const shift = targets.length === 0 ? 0 : Math.floor((round - 1) / 2) % targets.length;
  const rotated = [...targets.slice(shift), ...targets.slice(0, shift)];
  return round % 2 === 0 ? rotated.toReversed() : rotated;
}

/** How long the steps take, the gaps between them aside. */
export function planSeconds(steps: readonly BenchStep[]): number {
  return steps.reduce((sum, step) => sum + step.seconds, 0);
}
