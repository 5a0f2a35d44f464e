/** The time of day to the microsecond, as Python's clock has it; JavaScript's own has milliseconds. */

/** What is added to the process's own clock to get the time of day. */
let offset = wallClock() - processClock();

/** Microseconds since 1970 in UTC. A clock that was set meanwhile is followed. */
export function epochMicroseconds(): number {
  const wall = wallClock();
  const exact = processClock() + offset;
  if (exact >= wall - 1000 && exact < wall + 2000) return exact;
  offset += wall - exact;
  return wall;
}

function wallClock(): number {
  return Date.now() * 1000;
}

function processClock(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** Seconds by which the process's time zone is ahead of UTC at a moment in milliseconds since 1970. */
export function localOffset(milliseconds: number): number {
  const local = new Date(milliseconds);
  return (localFieldsAsUtc(local) - Math.floor(milliseconds / 1000) * 1000) / 1000;
}

function localFieldsAsUtc(local: Date): number {
  const utc = new Date(0);
  utc.setUTCFullYear(local.getFullYear(), local.getMonth(), local.getDate());
  utc.setUTCHours(local.getHours(), local.getMinutes(), local.getSeconds());
  return utc.getTime();
}

/** The moment that clocks in the process's time zone show these fields: in seconds since 1970, of two the first. */
export function secondsOfLocal(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  const local = new Date(2000, 0, 1);
  local.setFullYear(year, month - 1, day);
  local.setHours(hour, minute, second, 0);
  return local.getTime() / 1000;
}

/** The time zone's name then, as `UTC`. */
export function localZoneName(milliseconds: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(
    milliseconds,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
}
