import type { Library } from './library.js';

/** Without the geometric and the harmonic mean, and what is about two lists: exp and log differ in their last digits. */
export const library: Library = {
  module: 'statistics',
  distributions: [],
  replacement: 'src/python/statistics.ts in the service',
  from: 'python/statistics.js',
  names: {
    mean: 'mean(data)',
    fmean: 'fmean(data, weights) -> float',
    median: 'median(data)',
    median_low: 'medianLow(data)',
    median_high: 'medianHigh(data)',
    mode: 'mode(data)',
    multimode: 'multimode(data) -> list',
    quantiles: 'quantiles(data, n, method) -> list',
    variance: 'variance(data, xbar)',
    pvariance: 'pvariance(data, mu)',
    stdev: 'stdev(data, xbar)',
    pstdev: 'pstdev(data, mu)',
    StatisticsError: 'class StatisticsError(*args)',
  },
};
