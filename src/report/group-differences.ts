/** Differences of the same kind at the same place, of which one is shown and the others are counted. */
import type { VerifyDifference } from '../model/verify-result.js';

export interface DifferenceGroup {
  /** The one with the shortest request, which says most. */
  readonly first: VerifyDifference;
  readonly count: number;
}

export function groupDifferences(differences: readonly VerifyDifference[]): DifferenceGroup[] {
  const groups = new Map<string, DifferenceGroup>();
  for (const difference of differences) {
    const { route, layer, place = '', reference, candidate } = difference;
    // Of a status the two values are the kind; of a value, where it stands.
    const values = layer === 'status' ? `${reference}/${candidate}` : '';
    const key = [route, layer, place.replaceAll(/\[\d+\]/g, '[*]'), values].join('\n');
    const group = groups.get(key);
    if (!group) groups.set(key, { first: difference, count: 1 });
    else groups.set(key, { first: better(group.first, difference), count: group.count + 1 });
  }
  return [...groups.values()];
}

function better(one: VerifyDifference, other: VerifyDifference): VerifyDifference {
  if ((one.smallest === undefined) !== (other.smallest === undefined))
    return one.smallest ? one : other;
  return other.curl.length < one.curl.length ? other : one;
}
