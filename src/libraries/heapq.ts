import type { Library } from './library.js';

export const library: Library = {
  module: 'heapq',
  distributions: [],
  replacement: 'src/python/heapq.ts in the service',
  from: 'python/heapq.js',
  names: {
    heappush: 'heappush(heap, item) -> None',
    heappop: 'heappop(heap)',
    heapreplace: 'heapreplace(heap, item)',
    heappushpop: 'heappushpop(heap, item)',
    heapify: 'heapify(heap) -> None',
    nlargest: 'nlargest(n, iterable, key) -> list',
    nsmallest: 'nsmallest(n, iterable, key) -> list',
  },
};
