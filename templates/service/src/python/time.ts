/** Python's `time`. `sleep` is the one function that waits, and so is asynchronous. */
import { setTimeout as wait } from 'node:timers/promises';
import { toOrdinal } from './calendar.js';
import { epochMicroseconds, localOffset, secondsOfLocal } from './clock.js';
import { DateTime } from './datetime.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { iterate } from './iterate.js';
import { toNumber } from './numbers.js';
import { localZone, strftime as formatTime } from './strftime.js';
import { parseTime } from './strptime.js';
import { structTime, StructTime } from './struct-time.js';
import { typeName } from './type-name.js';
import { toFloat, type PyFloat, type Value } from './value.js';

export { StructTime };

type Argument = Value | undefined;

/** Seconds since 1970. */
export function time(): PyFloat {
  return toFloat(epochMicroseconds() / 1e6);
}

export function timeNs(): bigint {
  return BigInt(epochMicroseconds()) * 1000n;
}

/** Seconds since some moment. */
export function monotonic(): PyFloat {
  return toFloat(Number(process.hrtime.bigint()) / 1e9);
}

export function processTime(): PyFloat {
  const { user, system } = process.cpuUsage();
  return toFloat((user + system) / 1e6);
}

export async function sleep(seconds: Value): Promise<null> {
  const number = seconds === null ? undefined : toNumber(seconds);
  if (number === undefined)
    throw new PyTypeError(`'${typeName(seconds)}' object cannot be interpreted as an integer`);
  if (number < 0) throw new ValueError('sleep length must be non-negative');
  await wait(number * 1000);
  return null;
}

export function strftime(format: Value, moment?: Argument): string {
  const [year, month, day, hour, minute, second] = [...iterate(moment ?? localtime())] as number[];
  const zone = localZone(secondsOfLocal(year!, month!, day!, hour!, minute!, second!));
  const fields = { year: year!, month: month!, day: day!, hour: hour!, minute: minute! };
  return formatTime({ ...fields, second: second!, ...zone }, format);
}

export function strptime(text: Value, format: Argument = '%a %b %d %H:%M:%S %Y'): StructTime {
  const { year, month, day, hour, minute, second } = parseTime(text, format);
  return new DateTime(year, month, day, hour, minute, Math.min(second, 59)).timetuple();
}

export function localtime(seconds?: Argument): StructTime {
  const moment = DateTime.fromtimestamp(secondsOf(seconds));
  const fields = [...moment.timetuple()] as number[];
  return structTime(...fields.slice(0, 8), isSummer(Number(moment.timestamp())) ? 1 : 0);
}

export function gmtime(seconds?: Argument): StructTime {
  const fields = [...DateTime.utcfromtimestamp(secondsOf(seconds)).timetuple()] as number[];
  return structTime(...fields.slice(0, 8), 0);
}

export function mktime(moment: Value): PyFloat {
  const [year, month, day, hour, minute, second] = [...iterate(moment)] as number[];
  return toFloat(secondsOfLocal(year!, month!, day!, hour!, minute!, second!));
}

/** `calendar.timegm`. */
export function timegm(moment: Value): number {
  const [year, month, day, hour, minute, second] = [...iterate(moment)] as number[];
  const days = toOrdinal({ year: year!, month: month!, day: day! }) - 719_163;
  return ((days * 24 + hour!) * 60 + minute!) * 60 + second!;
}

export function ctime(seconds?: Argument): string {
  return asctime(localtime(seconds));
}

export function asctime(moment?: Argument): string {
  return strftime('%a %b %e %H:%M:%S %Y', moment);
}

function secondsOf(seconds: Argument): Value {
  return seconds ?? epochMicroseconds() / 1e6;
}

/** Whether the process's time zone is ahead of its winter then. */
function isSummer(seconds: number): boolean {
  const { offset } = localZone(seconds);
  const year = new Date(seconds * 1000).getFullYear();
  const winter = Math.min(localOffset(Date.UTC(year, 0, 1)), localOffset(Date.UTC(year, 6, 1)));
  const now = localOffset(seconds * 1000);
  return offset !== '' && now > winter;
}
