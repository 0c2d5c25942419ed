import { PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Float } from '../objects/object';
import type { PyClass, PyObject, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { notImplemented, numberOf } from '../operations/compare';
import { define, defineGetters, makeModule } from '../operations/native';
import type { Natives } from '../operations/native';
import { repr, str } from '../operations/repr';
import { strptime } from './_strptime';
import { makeNamedTuple } from './collections';
import {
  Delta,
  Moment,
  TimeOfDay,
  Timezone,
  dateClass,
  datetimeClass,
  day,
  deltaClass,
  format,
  second,
  timeClass,
  timezoneClass,
  tzinfoClass,
} from './datetime_values';
import { structTime, wallClock } from './time';

/* datetime: what programs print of dates and durations. The local time zone is taken to be UTC. */

function number(value: Value): number {
  return Number(numberOf(value) ?? 0);
}

/** To the nearest whole microsecond, a tie to the even one. */
function nearest(us: number): number {
  const floor = Math.floor(us);
  return us - floor === 0.5 ? 2 * Math.round(us / 2) : Math.round(us);
}

function zoneOf(value: Value | undefined): Timezone | null {
  return value instanceof Timezone ? value : null;
}

const limits = [
  ['hour', 23],
  ['minute', 59],
  ['second', 59],
  ['microsecond', 999_999],
] as const;

function at(parts: readonly Value[], cls: PyClass, zone: Value = null): Moment {
  const [year = 1970, month = 1, date = 1, ...clock] = parts.map(number);
  if (year < 1 || year > 9999) raise('ValueError', `year ${year} is out of range`);
  if (month < 1 || month > 12) raise('ValueError', 'month must be in 1..12');
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, date);
  if (date < 1 || midnight.getUTCMonth() !== month - 1) {
    raise('ValueError', 'day is out of range for month');
  }
  return new Moment(midnight.getTime() * 1000 + sinceMidnight(clock), cls, zoneOf(zone));
}

function sinceMidnight(clock: readonly number[]): number {
  for (const [index, [name, most]] of limits.entries()) {
    const value = clock[index] ?? 0;
    if (value < 0 || value > most) raise('ValueError', `${name} must be in 0..${most}`);
  }
  const [hour = 0, minute = 0, sec = 0, us = 0] = clock;
  return (hour * 3600 + minute * 60 + sec) * second + us;
}

/** The six comparisons and the hash of values that are ordered by one number. */
function ordered<T extends PyObject>(
  isOne: (value: Value) => value is T,
  key: (value: T, other: T) => readonly [number, number],
  hash: (value: T) => Value,
): Natives {
  const compared =
    (holds: (a: number, b: number) => boolean) =>
    (self: T, other: Value): Value =>
      isOne(other) ? holds(...key(self, other)) : notImplemented;
  return {
    '__eq__(self, other)': compared((a, b) => a === b),
    '__lt__(self, other)': compared((a, b) => a < b),
    '__le__(self, other)': compared((a, b) => a <= b),
    '__gt__(self, other)': compared((a, b) => a > b),
    '__ge__(self, other)': compared((a, b) => a >= b),
    '__hash__(self)': hash,
  };
}

function isDelta(value: Value): value is Delta {
  return value instanceof Delta;
}

function times(self: Delta, other: Value): Value {
  const factor = numberOf(other);
  return factor === undefined ? notImplemented : new Delta(nearest(self.us * Number(factor)));
}

function nonZero(value: number): number {
  return value === 0 ? raise('ZeroDivisionError', 'integer division or modulo by zero') : value;
}

function remainder(self: Delta, other: Delta): Delta {
  return new Delta(self.us - Math.floor(self.us / nonZero(other.us)) * other.us);
}

define(deltaClass, {
  '__new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)': (
    _: Value,
    ...units: Value[]
  ) => {
    if (units.some((unit) => unit instanceof Unknown)) return new Unknown('timedelta()');
    const sizes = [day, second, 1, 1000, 60 * second, 3600 * second, 7 * day];
    return new Delta(
      nearest(units.reduce<number>((sum, unit, i) => sum + number(unit) * (sizes[i] ?? 0), 0)),
    );
  },
  '__init__(self, *args, **kwargs)': () => null,
  'total_seconds(self)': (self: Delta) => new Float(self.us / second),
  '__add__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta ? new Delta(self.us + other.us) : notImplemented,
  '__radd__(self, other)': () => notImplemented,
  '__sub__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta ? new Delta(self.us - other.us) : notImplemented,
  '__mul__(self, other)': times,
  '__rmul__(self, other)': times,
  '__truediv__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta
      ? new Float(self.us / nonZero(other.us))
      : new Delta(nearest(self.us / nonZero(number(other)))),
  '__floordiv__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta
      ? Math.floor(self.us / nonZero(other.us))
      : new Delta(Math.floor(self.us / nonZero(number(other)))),
  '__mod__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta ? remainder(self, other) : notImplemented,
  '__divmod__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta
      ? new PyTuple([Math.floor(self.us / nonZero(other.us)), remainder(self, other)])
      : notImplemented,
  '__neg__(self)': (self: Delta) => new Delta(-self.us),
  '__pos__(self)': (self: Delta) => self,
  '__abs__(self)': (self: Delta) => new Delta(Math.abs(self.us)),
  '__bool__(self)': (self: Delta) => self.us !== 0,
  ...ordered<Delta>(
    isDelta,
    (a, b) => [a.us, b.us],
    (value) => value.us,
  ),
  '__str__(self)': (self: Delta) => self.text(),
  '__repr__(self)': (self: Delta) => {
    const parts = [
      self.days ? `days=${self.days}` : '',
      self.seconds ? `seconds=${self.seconds}` : '',
      self.microseconds ? `microseconds=${self.microseconds}` : '',
    ].filter(Boolean);
    return `datetime.timedelta(${parts.join(', ') || '0'})`;
  },
});
defineGetters(deltaClass, {
  days: (self: Delta) => self.days,
  seconds: (self: Delta) => self.seconds,
  microseconds: (self: Delta) => self.microseconds,
});

function now(cls: PyClass, zone: Value): Moment {
  const us = Math.round(wallClock() * 1000);
  if (!cls.isSubclassOf(datetimeClass)) return new Moment(Math.floor(us / day) * day, cls);
  return inZone(us, cls, zone);
}

/** A moment of the world as a clock in the zone shows it. */
function inZone(absolute: number, cls: PyClass, zone: Value): Moment {
  const own = zoneOf(zone);
  return new Moment(absolute + (own?.offset ?? 0), cls, own);
}

const isoPattern =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:.(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,6})\d*)?)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

function fromIso(text: string, cls: PyClass): Moment {
  const match = isoPattern.exec(text);
  if (!match) raise('ValueError', `Invalid isoformat string: ${repr(text)}`);
  const [, year, month, date, hour, minute, sec, fraction = '', zone] = match;
  const clock = [hour, minute, sec].map((part) => Number(part ?? 0));
  const parts = [year, month, date].map(Number);
  if (!cls.isSubclassOf(datetimeClass)) return at(parts, cls);
  const us = Number(fraction.padEnd(6, '0'));
  return at([...parts, ...clock, us], cls, zone === undefined ? null : zoneFromText(zone));
}

function zoneFromText(text: string): Timezone {
  const offset = strptime(text, '%z').offset ?? 0;
  return offset === 0 ? utc : new Timezone(offset);
}

/** Whether both know their zone, or neither does: only those can be compared. */
function comparable(self: Moment, other: Moment, what: string): void {
  if (!self.zone === !other.zone) return;
  raise('TypeError', `can't ${what} offset-naive and offset-aware datetimes`);
}

function isMoment(value: Value): value is Moment {
  return value instanceof Moment;
}

function shifted(self: Moment, us: number): Moment {
  const whole = self.isDate ? Math.floor(us / day) * day : us;
  const moved = new Moment(self.us + whole, self.cls, self.zone);
  const year = moved.js.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moved : raise('OverflowError', 'date value out of range');
}

const isoCalendarClass = makeNamedTuple(
  'IsoCalendarDate',
  ['year', 'week', 'weekday'],
  [],
  'datetime',
);

define(isoCalendarClass, {
  '__repr__(self)': ({ items: [year, week, weekday] }: PyTuple) =>
    `datetime.IsoCalendarDate(year=${str(year ?? null)}, week=${str(week ?? null)}, weekday=${str(weekday ?? null)})`,
});

define(dateClass, {
  '__new__(cls, year, month, day)': (cls: PyClass, ...parts: Value[]) => at(parts, cls),
  '__init__(self, *args, **kwargs)': () => null,
  '@classmethod today(cls)': (cls: PyClass) => now(cls, null),
  '@classmethod fromisoformat(cls, text)': (cls: PyClass, text: string) => fromIso(text, cls),
  '@classmethod fromordinal(cls, ordinal)': (cls: PyClass, ordinal: number) =>
    new Moment((ordinal - 719_163) * day, cls),
  '@classmethod fromtimestamp(cls, timestamp)': (cls: PyClass, stamp: Value) =>
    new Moment(Math.floor(number(stamp) / 86_400) * day, cls),
  "isoformat(self, sep='T', timespec='auto')": (self: Moment, separator: Value, spec: string) =>
    self.text(str(separator), spec),
  'isocalendar(self)': (self: Moment) => new PyTuple([...self.isoCalendar], isoCalendarClass),
  'strftime(self, format)': (self: Moment, template: string) => format(self, template),
  'ctime(self)': (self: Moment) => format(self, '%c'),
  '__format__(self, spec)': (self: Moment, spec: string) =>
    spec === '' ? self.text(' ') : format(self, spec),
  'weekday(self)': (self: Moment) => self.weekday,
  'isoweekday(self)': (self: Moment) => self.weekday + 1,
  'toordinal(self)': (self: Moment) => Math.floor(self.us / day) + 719_163,
  'timetuple(self)': (self: Moment) => structTime(self, -1),
  'replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=...)':
    (self: Moment, ...given: (Value | undefined)[]) => {
      const parts = self.fields.map((value, index) => given[index] ?? value);
      return at(parts, self.cls, given[7] === undefined ? self.zone : given[7]);
    },
  '__add__(self, other)': (self: Moment, other: Value) =>
    other instanceof Delta ? shifted(self, other.us) : notImplemented,
  '__radd__(self, other)': (self: Moment, other: Value) =>
    other instanceof Delta ? shifted(self, other.us) : notImplemented,
  '__sub__(self, other)': (self: Moment, other: Value) => {
    if (other instanceof Delta) return shifted(self, -other.us);
    if (!isMoment(other) || self.isDate !== other.isDate) return notImplemented;
    comparable(self, other, 'subtract');
    return new Delta(self.absolute - other.absolute);
  },
  ...ordered<Moment>(
    isMoment,
    (a, b) => {
      comparable(a, b, 'compare');
      return [a.absolute, b.absolute];
    },
    (value) => value.absolute,
  ),
  // Dates and times are never equal, nor are moments with and without a zone.
  '__eq__(self, other)': (self: Moment, other: Value) =>
    isMoment(other) &&
    self.isDate === other.isDate &&
    !self.zone === !other.zone &&
    self.absolute === other.absolute,
  '__str__(self)': (self: Moment) => self.text(' '),
  '__repr__(self)': (self: Moment) => {
    const { fields } = self;
    if (self.isDate) return `datetime.date(${fields.slice(0, 3).join(', ')})`;
    const count = fields[6] ? 7 : fields[5] ? 6 : 5;
    const zone = self.zone ? `, tzinfo=${repr(self.zone)}` : '';
    return `datetime.datetime(${fields.slice(0, count).join(', ')}${zone})`;
  },
});
defineGetters(dateClass, {
  year: (self: Moment) => self.fields[0] ?? 0,
  month: (self: Moment) => self.fields[1] ?? 0,
  day: (self: Moment) => self.fields[2] ?? 0,
});

define(datetimeClass, {
  '__new__(cls, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)': (
    cls: PyClass,
    ...parts: Value[]
  ) => at(parts.slice(0, 7), cls, parts[7] ?? null),
  '@classmethod now(cls, tz=None)': now,
  '@classmethod utcnow(cls)': (cls: PyClass) => now(cls, null),
  '@classmethod fromtimestamp(cls, timestamp, tz=None)': (
    cls: PyClass,
    stamp: Value,
    zone: Value,
  ) => inZone(nearest(number(stamp) * second), cls, zone),
  '@classmethod strptime(cls, date_string, format)': (
    cls: PyClass,
    text: string,
    template: string,
  ) => {
    const { fields, offset } = strptime(text, template);
    return at(fields, cls, offset === null ? null : offset === 0 ? utc : new Timezone(offset));
  },
  '@classmethod combine(cls, date, time, tzinfo=...)': (
    cls: PyClass,
    date: Moment,
    time: TimeOfDay,
    zone: Value | undefined,
  ) =>
    new Moment(
      Math.floor(date.us / day) * day + time.us,
      cls,
      zone === undefined ? time.zone : zoneOf(zone),
    ),
  'timestamp(self)': (self: Moment) => new Float(self.absolute / second),
  'date(self)': (self: Moment) => new Moment(Math.floor(self.us / day) * day, dateClass),
  'time(self)': (self: Moment) => new TimeOfDay(self.us - Math.floor(self.us / day) * day),
  'timetz(self)': (self: Moment) =>
    new TimeOfDay(self.us - Math.floor(self.us / day) * day, self.zone),
  'astimezone(self, tz=None)': (self: Moment, zone: Value) =>
    inZone(self.absolute, self.cls, zone ?? utc),
  'utcoffset(self)': (self: Moment) => self.zone && new Delta(self.zone.offset),
  'tzname(self)': (self: Moment) => self.zone?.name ?? null,
  'dst(self)': () => null,
});
const clockGetters = {
  hour: (self: Moment) => self.fields[3] ?? 0,
  minute: (self: Moment) => self.fields[4] ?? 0,
  second: (self: Moment) => self.fields[5] ?? 0,
  microsecond: (self: Moment) => self.microsecond,
  tzinfo: (self: Moment) => self.zone,
};
defineGetters(datetimeClass, { ...clockGetters, fold: () => 0 });

function isTime(value: Value): value is TimeOfDay {
  return value instanceof TimeOfDay;
}

define(timeClass, {
  '__new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)': (
    _: PyClass,
    ...parts: Value[]
  ) => new TimeOfDay(sinceMidnight(parts.slice(0, 4).map(number)), zoneOf(parts[4])),
  '__init__(self, *args, **kwargs)': () => null,
  '@classmethod fromisoformat(cls, text)': (_: PyClass, text: string) => {
    const moment = fromIso(`1900-01-01T${text.replace(/^T/, '')}`, datetimeClass);
    return new TimeOfDay(moment.us - Math.floor(moment.us / day) * day, moment.zone);
  },
  'replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=...)': (
    self: TimeOfDay,
    ...given: (Value | undefined)[]
  ) => {
    const parts = self.moment.fields.slice(3).map((value, index) => number(given[index] ?? value));
    return new TimeOfDay(
      sinceMidnight(parts),
      given[4] === undefined ? self.zone : zoneOf(given[4]),
    );
  },
  "isoformat(self, timespec='auto')": (self: TimeOfDay, spec: string) => self.text(spec),
  'strftime(self, format)': (self: TimeOfDay, template: string) => format(self.moment, template),
  '__format__(self, spec)': (self: TimeOfDay, spec: string) =>
    spec === '' ? self.text() : format(self.moment, spec),
  ...ordered<TimeOfDay>(
    isTime,
    (a, b) => [a.moment.absolute, b.moment.absolute],
    (value) => value.moment.absolute,
  ),
  '__str__(self)': (self: TimeOfDay) => self.text(),
  '__repr__(self)': (self: TimeOfDay) => {
    const fields = self.moment.fields.slice(3);
    const count = fields[3] ? 4 : fields[2] ? 3 : 2;
    return `datetime.time(${fields.slice(0, count).join(', ')})`;
  },
});
defineGetters(
  timeClass,
  Object.fromEntries(
    Object.entries(clockGetters).map(([name, get]) => [
      name,
      (self: TimeOfDay) => get(self.moment),
    ]),
  ),
);

const utc = new Timezone(0);
define(timezoneClass, {
  '__new__(cls, offset, name=None)': (_: Value, offset: Delta, name: Value) =>
    offset.us === 0 && name === null
      ? utc
      : new Timezone(offset.us, name === null ? null : str(name)),
  '__init__(self, *args)': () => null,
  'utcoffset(self, dt)': (self: Timezone) => new Delta(self.offset),
  'tzname(self, dt)': (self: Timezone) => self.name,
  '__eq__(self, other)': (self: Timezone, other: Value) =>
    other instanceof Timezone && self.offset === other.offset,
  '__hash__(self)': (self: Timezone) => self.offset,
  '__str__(self)': (self: Timezone) => self.name,
  '__repr__(self)': (self: Timezone) => {
    if (self === utc) return 'datetime.timezone.utc';
    const name = self.given === null ? '' : `, ${repr(self.given)}`;
    return `datetime.timezone(${repr(new Delta(self.offset))}${name})`;
  },
});
timezoneClass.set('utc', utc);
dateClass.set('min', at([1, 1, 1], dateClass));
dateClass.set('max', at([9999, 12, 31], dateClass));
datetimeClass.set('min', at([1, 1, 1], datetimeClass));
datetimeClass.set('max', at([9999, 12, 31, 23, 59, 59, 999_999], datetimeClass));
timeClass.set('min', new TimeOfDay(0));
timeClass.set('max', new TimeOfDay(day - 1));

export const datetimeModule = makeModule(
  'datetime',
  {},
  {
    datetime: datetimeClass,
    date: dateClass,
    time: timeClass,
    timedelta: deltaClass,
    timezone: timezoneClass,
    tzinfo: tzinfoClass,
    UTC: utc,
    MINYEAR: 1,
    MAXYEAR: 9999,
  },
);
