/**
 * What every picture of a run needs to know about it: which target it is about, what stands in a cell, and
 * what belongs in the headline. The subject is the target called `service`, or else the last one; the
 * others are what it is measured against. All text in here is already fit to be shown.
 */
import type {
  BenchResult,
  RateResult,
  Ratio,
  RouteLimits,
  RouteResult,
  TargetResult,
} from '../model/bench-result.js';
import { formatTimes } from './format-figures.js';
import { visibleText } from './visible-text.js';

export interface BenchView {
  readonly targets: readonly string[];
  /** Undefined when there is no target at all. */
  readonly subject: string | undefined;
  /** The other targets, in their order. */
  readonly baselines: readonly string[];
  readonly routes: readonly RouteView[];
}

export interface RouteView {
  readonly name: string;
  /** One for each target, in the order of the targets. */
  readonly cells: readonly CellView[];
  /** One for each baseline, in their order. */
  readonly ratios: readonly (Ratio | undefined)[];
  readonly limits: RouteLimits | undefined;
  readonly atRate: readonly RateView[];
}

/** The subject and a baseline at the same rate. */
export interface RateView {
  readonly rate: number;
  readonly baseline: string;
  readonly ofBaseline: RateResult;
  readonly ofSubject: RateResult;
}

export interface CellView {
  readonly target: string;
  readonly isSubject: boolean;
  readonly result: TargetResult | undefined;
  /** What stands where there is no result: `failed`, or `–` when it was not measured. */
  readonly absence: string;
  /** Of the combined limit. */
  readonly share: Ratio | undefined;
}

export function viewBench(result: BenchResult): BenchView {
  const subject = result.targets.find(({ name }) => name === 'service') ?? result.targets.at(-1);
  const baselines = result.targets.filter((target) => target !== subject);
  return {
    targets: result.targets.map(({ name }) => visibleText(name)),
    subject: subject && visibleText(subject.name),
    baselines: baselines.map(({ name }) => visibleText(name)),
    routes: result.routes.map((route) => ({
      name: visibleText(route.route),
      cells: result.targets.map((target) => ({
        target: visibleText(target.name),
        isSubject: target === subject,
        result: resultOf(route, target.name),
        absence: target.failure === undefined ? '–' : 'failed',
        share: ratioOf(route, target.name, 'limit'),
      })),
      limits: route.limits,
      atRate: viewRates(route),
      ratios: baselines.map(({ name }) => ratioOf(route, subject?.name ?? '', name)),
    })),
  };
}

function viewRates({ atRate = [] }: RouteResult): readonly RateView[] {
  return atRate.flatMap(({ rate, baseline, subject, results }) => {
    const of = (name: string) => (Object.hasOwn(results, name) ? results[name] : undefined);
    const [ofBaseline, ofSubject] = [of(baseline), of(subject)];
    if (ofBaseline === undefined || ofSubject === undefined) return [];
    return [{ rate, baseline: visibleText(baseline), ofBaseline, ofSubject }];
  });
}

/** Names come from outside, so that what every object inherits is not taken for a result. */
function resultOf({ results }: RouteResult, target: string): TargetResult | undefined {
  return Object.hasOwn(results, target) ? results[target] : undefined;
}

function ratioOf({ ratios }: RouteResult, a: string, b: string): Ratio | undefined {
  const key = `${a}/${b}`;
  return Object.hasOwn(ratios, key) ? ratios[key] : undefined;
}

export interface Headline {
  readonly baseline: string;
  /** `140×`, or `17.5–140×` over several routes. */
  readonly times: string;
  /** Whether the subject is ahead on each of these routes. */
  readonly isAhead: boolean;
  /** How many of the routes have this ratio, and how many of those show a difference. */
  readonly routes: number;
  readonly shown: number;
}

/** The subject against each baseline, over all routes; none for a baseline without a ratio. */
export function headlines(view: BenchView): readonly Headline[] {
  return view.baselines.flatMap((baseline, index) => {
    const ratios = view.routes.flatMap((route) => route.ratios[index] ?? []);
    if (ratios.length === 0) return [];
    const medians = ratios.map(({ median }) => median);
    return [
      {
        baseline,
        times: `${formatRange(Math.min(...medians), Math.max(...medians))}×`,
        isAhead: medians.every((median) => median > 1),
        routes: ratios.length,
        shown: ratios.filter(({ isDifferenceShown }) => isDifferenceShown).length,
      },
    ];
  });
}

/** `14.2–15.9`, or one figure when both read the same. */
export function formatRange(low: number, high: number, dash = '–'): string {
  const [from, to] = [formatTimes(low), formatTimes(high)];
  return from === to ? from : `${from}${dash}${to}`;
}
