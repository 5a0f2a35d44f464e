/**
 * What the article "3x faster Flask apps" published in 2017 for its films and reviews app, in requests a
 * second on a c4.large, with wrk and 20 connections. Shown under a run of the same routes, as history and not
 * as a baseline.
 */
export interface PublishedFigures {
  readonly route: string;
  readonly flask: number;
  readonly quart: number;
}

export const PUBLISHED_SOURCE = 'published in 2017, on a c4.large';

const PUBLISHED: readonly PublishedFigures[] = [
  { route: 'GET /films/995/', flask: 330, quart: 1160 },
  { route: 'GET /films/', flask: 99, quart: 195 },
  { route: 'POST /reviews/', flask: 325, quart: 1114 },
];

/** Those of the routes given, in the article's order. */
export function publishedFigures(routes: readonly string[]): readonly PublishedFigures[] {
  return PUBLISHED.filter(({ route }) => routes.includes(route));
}
