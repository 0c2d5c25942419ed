import { PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Float, PyObject, typeOf } from '../objects/object';
import type { PyClass, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { notImplemented, numberOf } from '../operations/compare';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';
import { wallClock } from './time';

/* datetime: what programs print of dates and durations. Microseconds are the unit throughout. */

const deltaClass = nativeClass('timedelta', 'datetime');
const dateClass = nativeClass('date', 'datetime');
const datetimeClass = nativeClass('datetime', 'datetime', null, [dateClass]);
const timezoneClass = nativeClass('timezone', 'datetime');

const second = 1e6;
const day = 86_400 * second;

class Delta extends PyObject {
  constructor(readonly us: number) {
    super(deltaClass);
  }

  get days(): number {
    return Math.floor(this.us / day);
  }

  get seconds(): number {
    return Math.floor((this.us - this.days * day) / second);
  }

  get microseconds(): number {
    return this.us - this.days * day - this.seconds * second;
  }

  text(): string {
    const { days, seconds, microseconds } = this;
    const head = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
    const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return head + clock + fraction(microseconds);
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function fraction(us: number): string {
  return us === 0 ? '' : `.${String(us).padStart(6, '0')}`;
}

class Timezone extends PyObject {
  constructor(readonly offset: number) {
    super(timezoneClass);
  }

  suffix(): string {
    const minutes = Math.abs(this.offset) / (60 * second);
    return `${this.offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }
}

/** A date, or a date with a time; `us` counts from 1970 in the zone's own time. */
class Moment extends PyObject {
  constructor(
    readonly us: number,
    cls: PyClass,
    readonly zone: Timezone | null = null,
  ) {
    super(cls);
  }

  get js(): Date {
    return new Date(Math.floor(this.us / 1000));
  }

  get microsecond(): number {
    return this.us - Math.floor(this.us / second) * second;
  }

  get date(): string {
    const { js } = this;
    return `${String(js.getUTCFullYear()).padStart(4, '0')}-${two(js.getUTCMonth() + 1)}-${two(js.getUTCDate())}`;
  }

  get clock(): string {
    const { js } = this;
    return `${two(js.getUTCHours())}:${two(js.getUTCMinutes())}:${two(js.getUTCSeconds())}`;
  }

  text(separator: string): string {
    if (this.cls === dateClass) return this.date;
    return `${this.date}${separator}${this.clock}${fraction(this.microsecond)}${this.zone?.suffix() ?? ''}`;
  }

  /** Monday is 0. */
  get weekday(): number {
    return (this.js.getUTCDay() + 6) % 7;
  }
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const monthNames =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

function format(moment: Moment, template: string): string {
  const { js } = moment;
  const hour = js.getUTCHours();
  const dayName = dayNames[moment.weekday] ?? '';
  const monthName = monthNames[js.getUTCMonth()] ?? '';
  const codes: Readonly<Record<string, string>> = {
    Y: String(js.getUTCFullYear()),
    y: two(js.getUTCFullYear() % 100),
    m: two(js.getUTCMonth() + 1),
    d: two(js.getUTCDate()),
    H: two(hour),
    I: two(hour % 12 || 12),
    M: two(js.getUTCMinutes()),
    S: two(js.getUTCSeconds()),
    f: String(moment.microsecond).padStart(6, '0'),
    p: hour < 12 ? 'AM' : 'PM',
    A: dayName,
    a: dayName.slice(0, 3),
    B: monthName,
    b: monthName.slice(0, 3),
    j: String(
      Math.floor((moment.us - Date.UTC(js.getUTCFullYear(), 0, 1) * 1000) / day) + 1,
    ).padStart(3, '0'),
    w: String(js.getUTCDay()),
    z: moment.zone?.suffix().replace(':', '') ?? '',
    Z: moment.zone ? 'UTC' : '',
    F: moment.date,
    T: moment.clock,
    '%': '%',
  };
  return template.replace(/%([A-Za-z%])/g, (whole, code: string) => codes[code] ?? whole);
}

function number(value: Value): number {
  return Number(numberOf(value) ?? 0);
}

function at(parts: readonly Value[], cls: PyClass, zone: Value = null): Moment {
  const [year = 1970, month = 1, date = 1, hour = 0, minute = 0, sec = 0, us = 0] =
    parts.map(number);
  if (month < 1 || month > 12) raise('ValueError', 'month must be in 1..12');
  const ms = Date.UTC(year, month - 1, date, hour, minute, sec);
  if (new Date(ms).getUTCMonth() !== month - 1)
    raise('ValueError', 'day is out of range for month');
  return new Moment(ms * 1000 + us, cls, zone instanceof Timezone ? zone : null);
}

define(deltaClass, {
  '__new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)': (
    _: Value,
    ...units: Value[]
  ) => {
    if (units.some((unit) => unit instanceof Unknown)) return new Unknown('timedelta()');
    const sizes = [day, second, 1, 1000, 60 * second, 3600 * second, 7 * day];
    return new Delta(
      Math.round(units.reduce<number>((sum, unit, i) => sum + number(unit) * (sizes[i] ?? 0), 0)),
    );
  },
  '__init__(self, *args, **kwargs)': () => null,
  'total_seconds(self)': (self: Delta) => new Float(self.us / second),
  '__add__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta ? new Delta(self.us + other.us) : notImplemented,
  '__sub__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta ? new Delta(self.us - other.us) : notImplemented,
  '__mul__(self, other)': (self: Delta, other: Value) =>
    new Delta(Math.round(self.us * number(other))),
  '__rmul__(self, other)': (self: Delta, other: Value) =>
    new Delta(Math.round(self.us * number(other))),
  '__truediv__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta
      ? new Float(self.us / other.us)
      : new Delta(Math.round(self.us / number(other))),
  '__floordiv__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta
      ? Math.floor(self.us / other.us)
      : new Delta(Math.floor(self.us / number(other))),
  '__neg__(self)': (self: Delta) => new Delta(-self.us),
  '__abs__(self)': (self: Delta) => new Delta(Math.abs(self.us)),
  '__bool__(self)': (self: Delta) => self.us !== 0,
  '__eq__(self, other)': (self: Delta, other: Value) =>
    other instanceof Delta && self.us === other.us,
  '__lt__(self, other)': (self: Delta, other: Delta) => self.us < other.us,
  '__le__(self, other)': (self: Delta, other: Delta) => self.us <= other.us,
  '__gt__(self, other)': (self: Delta, other: Delta) => self.us > other.us,
  '__ge__(self, other)': (self: Delta, other: Delta) => self.us >= other.us,
  '__hash__(self)': (self: Delta) => self.us,
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
  const exact = cls.isSubclassOf(datetimeClass) ? us : Math.floor(us / day) * day;
  return new Moment(exact, cls, zone instanceof Timezone ? zone : null);
}

define(dateClass, {
  '__new__(cls, year, month, day)': (cls: PyClass, ...parts: Value[]) => at(parts, cls),
  '__init__(self, *args, **kwargs)': () => null,
  '@classmethod today(cls)': (cls: PyClass) => now(cls, null),
  '@classmethod fromisoformat(cls, text)': (cls: PyClass, text: string) => {
    const parts = text.match(/\d+/g) ?? [];
    return at(parts.map(Number), cls);
  },
  'isoformat(self, sep=..., timespec=...)': (self: Moment, separator: Value = 'T') =>
    self.text(str(separator)),
  'strftime(self, format)': (self: Moment, template: string) => format(self, template),
  '__format__(self, spec)': (self: Moment, spec: string) =>
    spec === '' ? self.text(' ') : format(self, spec),
  'weekday(self)': (self: Moment) => self.weekday,
  'isoweekday(self)': (self: Moment) => self.weekday + 1,
  'toordinal(self)': (self: Moment) => Math.floor(self.us / day) + 719_163,
  'replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None)':
    (self: Moment, ...parts: Value[]) => {
      const { js } = self;
      const own = [
        js.getUTCFullYear(),
        js.getUTCMonth() + 1,
        js.getUTCDate(),
        js.getUTCHours(),
        js.getUTCMinutes(),
        js.getUTCSeconds(),
        self.microsecond,
      ];
      return at(
        own.map((value, index) => parts[index] ?? value),
        self.cls,
        self.zone,
      );
    },
  '__add__(self, other)': (self: Moment, other: Value) =>
    other instanceof Delta ? new Moment(self.us + other.us, self.cls, self.zone) : notImplemented,
  '__radd__(self, other)': (self: Moment, other: Value) =>
    other instanceof Delta ? new Moment(self.us + other.us, self.cls, self.zone) : notImplemented,
  '__sub__(self, other)': (self: Moment, other: Value) => {
    if (other instanceof Delta) return new Moment(self.us - other.us, self.cls, self.zone);
    return other instanceof Moment ? new Delta(self.us - other.us) : notImplemented;
  },
  '__eq__(self, other)': (self: Moment, other: Value) =>
    other instanceof Moment && self.us === other.us,
  '__lt__(self, other)': (self: Moment, other: Moment) => self.us < other.us,
  '__le__(self, other)': (self: Moment, other: Moment) => self.us <= other.us,
  '__gt__(self, other)': (self: Moment, other: Moment) => self.us > other.us,
  '__ge__(self, other)': (self: Moment, other: Moment) => self.us >= other.us,
  '__hash__(self)': (self: Moment) => self.us,
  '__str__(self)': (self: Moment) => self.text(' '),
  '__repr__(self)': (self: Moment) => {
    const { js } = self;
    const parts = [js.getUTCFullYear(), js.getUTCMonth() + 1, js.getUTCDate()];
    if (self.cls === dateClass) return `datetime.date(${parts.join(', ')})`;
    parts.push(js.getUTCHours(), js.getUTCMinutes());
    if (js.getUTCSeconds() || self.microsecond) parts.push(js.getUTCSeconds());
    if (self.microsecond) parts.push(self.microsecond);
    const zone = self.zone ? `, tzinfo=${repr(self.zone)}` : '';
    return `datetime.datetime(${parts.join(', ')}${zone})`;
  },
});
defineGetters(dateClass, {
  year: (self: Moment) => self.js.getUTCFullYear(),
  month: (self: Moment) => self.js.getUTCMonth() + 1,
  day: (self: Moment) => self.js.getUTCDate(),
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
  ) => new Moment(Math.round(number(stamp) * second), cls, zone instanceof Timezone ? zone : null),
  'timestamp(self)': (self: Moment) => new Float(self.us / second),
  'date(self)': (self: Moment) => new Moment(Math.floor(self.us / day) * day, dateClass),
  'timetuple(self)': (self: Moment) => new PyTuple([self.js.getUTCFullYear()]),
  'astimezone(self, tz=None)': (self: Moment) => self,
});
defineGetters(datetimeClass, {
  hour: (self: Moment) => self.js.getUTCHours(),
  minute: (self: Moment) => self.js.getUTCMinutes(),
  second: (self: Moment) => self.js.getUTCSeconds(),
  microsecond: (self: Moment) => self.microsecond,
  tzinfo: (self: Moment) => self.zone,
});

const utc = new Timezone(0);
define(timezoneClass, {
  '__new__(cls, offset, name=None)': (_: Value, offset: Delta) => new Timezone(offset.us),
  '__init__(self, *args)': () => null,
  '__str__(self)': (self: Timezone) => (self.offset === 0 ? 'UTC' : `UTC${self.suffix()}`),
  '__repr__(self)': (self: Timezone) =>
    self === utc ? 'datetime.timezone.utc' : `datetime.timezone(${typeOf(self).name})`,
});
timezoneClass.set('utc', utc);

export const datetimeModule = makeModule(
  'datetime',
  {},
  {
    datetime: datetimeClass,
    date: dateClass,
    timedelta: deltaClass,
    timezone: timezoneClass,
    time: new Unknown('datetime.time'),
    UTC: utc,
  },
);
