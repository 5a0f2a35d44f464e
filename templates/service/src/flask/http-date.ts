/** Moments as HTTP writes them. Source: werkzeug/http.py (http_date, parse_date), 2.2. */
import { DateTime, TimeDelta, TimeZone } from '../python/datetime.js';
import { Float, type Value } from '../python/value.js';
import { dumps, type ToPythonJson } from './json.js';

/** Of a date, a datetime (in UTC where it has no zone) or a number of seconds since 1970; None is now. */
export function httpDate(moment: Value): string {
  if (moment === null) return new Date().toUTCString();
  const { toPythonJson } = moment as Partial<ToPythonJson>;
  if (toPythonJson && !(moment instanceof Float))
    return JSON.parse(toPythonJson.call(moment, dumps)) as string;
  const seconds = moment instanceof Float ? moment.value : Number(moment);
  return new Date(seconds * 1000).toUTCString();
}

const MOMENT =
  /^(?:[a-z]+,? +)?\d{1,2}[ -][a-z]{3}[ -]\d{2,4} +\d\d?:\d\d(?::\d\d)?(?<zone> .+)?$/i;

/** In milliseconds since 1970; undefined for what is no moment. What has no zone is in UTC. */
export function parseHttpTime(text: string | null | undefined): number | undefined {
  const found = MOMENT.exec(text?.trim() ?? '');
  if (!found) return undefined;
  const time = Date.parse(`${found[0]}${found.groups!.zone === undefined ? ' GMT' : ''}`);
  return Number.isNaN(time) ? undefined : time;
}

/** A datetime with a zone, or None. */
export function parseHttpDate(text: string | null): DateTime | null {
  const time = parseHttpTime(text);
  if (time === undefined) return null;
  const epoch = new DateTime(1970, 1, 1, 0, 0, 0, 0, TimeZone.utc);
  return epoch.pyAdd(new TimeDelta(0, Math.floor(time / 1000))) as DateTime;
}
