/**
 * Days of the proleptic Gregorian calendar as Python counts them: 1 January of the year 1 is day 1. Sources: the
 * algorithms of CPython's `Lib/datetime.py`, checked against it.
 */
import { ValueError } from './exceptions.js';
import { tuple, type Tuple } from './value.js';

export const MAX_ORDINAL = 3_652_059;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** @param month from 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : DAYS_IN_MONTH[month - 1]!;
}

export function toOrdinal({ year, month, day }: CalendarDay): number {
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day;
}

/** From 1 to 366. */
export function dayOfYear({ year, month, day }: CalendarDay): number {
  return daysBeforeMonth(year, month) + day;
}

export function fromOrdinal(ordinal: number): CalendarDay {
  // A guess that is at most one year too early or too late.
  let year = Math.floor((ordinal - 1) / 365.2425) + 1;
  while (daysBeforeYear(year) >= ordinal) year -= 1;
  while (daysBeforeYear(year + 1) < ordinal) year += 1;
  let day = ordinal - daysBeforeYear(year);
  let month = 1;
  while (day > daysInMonth(year, month)) {
    day -= daysInMonth(year, month);
    month += 1;
  }
  return { year, month, day };
}

/** Monday is 0. */
export function weekdayOf(ordinal: number): number {
  return (ordinal + 6) % 7;
}

/** The week that has the year's first Thursday is week 1; Monday is 1. */
export function isoCalendar(date: CalendarDay): readonly [year: number, week: number, day: number] {
  const ordinal = toOrdinal(date);
  let { year } = date;
  if (ordinal < firstIsoMonday(year)) year -= 1;
  else if (ordinal >= firstIsoMonday(year + 1)) year += 1;
  const week = Math.floor((ordinal - firstIsoMonday(year)) / 7) + 1;
  return [year, week, weekdayOf(ordinal) + 1];
}

/** The ordinal of the Monday that ISO's week 1 begins with. */
export function firstIsoMonday(year: number): number {
  const first = toOrdinal({ year, month: 1, day: 1 });
  const weekday = weekdayOf(first);
  return first - weekday + (weekday > 3 ? 7 : 0);
}

function daysBeforeYear(year: number): number {
  const before = year - 1;
  return (
    before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  );
}

function daysBeforeMonth(year: number, month: number): number {
  let days = 0;
  for (let earlier = 1; earlier < month; earlier += 1) days += daysInMonth(year, earlier);
  return days;
}

/** The weekday of the month's first day, Monday being 0, and how many days it has. */
export function monthrange(year: number, month: number): Tuple & [number, number] {
  if (month < 1 || month > 12) throw new ValueError(`bad month number ${month}; must be 1-12`);
  return tuple(weekdayOf(toOrdinal({ year, month, day: 1 })), daysInMonth(year, month));
}
