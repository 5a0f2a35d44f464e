/** What a run shows, in one sentence, and no more than it shows. */
import { headlines, type BenchView } from './bench-view.js';
import { formatRate } from './format-figures.js';

export function headlineSentence(view: BenchView): string {
  const { subject } = view;
  if (subject === undefined || view.routes.length === 0) return 'Nothing was measured';
  const [first] = headlines(view);
  if (first !== undefined) {
    if (first.shown === 0) return `No difference shown between ${subject} and ${first.baseline}`;
    const all = view.routes.length;
    const where = first.routes < all ? ` on ${first.routes} of ${all} routes` : '';
    return `${subject} answers ${first.times} as many requests a second as ${first.baseline}${where}`;
  }
  const rates = view.routes
    .flatMap(({ cells }) => cells.filter(({ isSubject }) => isSubject))
    .flatMap(({ result }) => (result === undefined || result.rps === 0 ? [] : [result.rps]));
  if (rates.length === 0) return `${subject} answered nothing`;
  const [low, high] = [formatRate(Math.min(...rates)), formatRate(Math.max(...rates))];
  return `${subject} answers ${low === high ? low : `${low} to ${high}`} requests a second`;
}
