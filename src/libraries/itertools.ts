import type { Library } from './library.js';

export const library: Library = {
  module: 'itertools',
  distributions: [],
  replacement: 'src/python/itertools.ts in the service',
  from: 'python/itertools.js',
  names: {
    chain: 'chain(*iterables)',
    'chain.from_iterable': 'chainFrom(iterable)',
    islice: 'islice(iterable, *bounds)',
    count: 'count(start, step)',
    cycle: 'cycle(iterable)',
    repeat: 'repeat(object, times)',
    accumulate: 'accumulate(iterable, func, initial)',
    takewhile: 'takewhile(predicate, iterable)',
    dropwhile: 'dropwhile(predicate, iterable)',
    filterfalse: 'filterfalse(predicate, iterable)',
    compress: 'compress(data, selectors)',
    starmap: 'starmap(function, iterable)',
    groupby: 'groupby(iterable, key)',
    zip_longest: 'zipLongest(*iterables, fillvalue)',
    pairwise: 'pairwise(iterable)',
    product: 'product(*iterables, repeat)',
    permutations: 'permutations(iterable, r)',
    combinations: 'combinations(iterable, r)',
    combinations_with_replacement: 'combinationsWithReplacement(iterable, r)',
  },
};
