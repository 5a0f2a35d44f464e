/**
 * Figures as people read them: three digits that matter, thousands set apart. The same on every machine:
 * no locale is asked.
 */

/** `30,200`: a whole number, rounded. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** Requests a second: `30,200`, and `7.5` where a whole number would say too little. */
export function formatRate(rps: number): string {
  return rps > 0 && rps < 9.95 ? rps.toFixed(1) : formatCount(rps);
}

/** Milliseconds: `1,204`, `92.1`, `9.81`, `0.63`. */
export function formatMilliseconds(milliseconds: number): string {
  return milliseconds > 0 && milliseconds < 0.005 ? '<0.01' : threeDigits(milliseconds);
}

/** How many times, without a sign: `140`, `17.5`, `4.94`. */
export function formatTimes(ratio: number): string {
  return ratio > 0 && ratio < 0.005 ? '<0.01' : threeDigits(ratio);
}

/** `2 s`, `1 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
}

/** `7.8 GiB`. */
export function formatGibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/** `2026-11-22 10:00 UTC` for an ISO 8601 date in UTC; anything else as it is. */
export function formatDate(date: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})[\d:.]*Z$/.exec(date);
  return match === null ? date : `${match[1]} ${match[2]} UTC`;
}

function threeDigits(value: number): string {
  for (const decimals of [2, 1]) {
    const text = value.toFixed(decimals);
    if (text.length <= 4) return text;
  }
  return formatCount(value);
}
