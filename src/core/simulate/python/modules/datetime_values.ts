import { PyObject } from '../objects/object';
import type { PyClass } from '../objects/object';
import { nativeClass } from '../operations/native';

/* The values of `datetime` and how they are written. Microseconds are the unit throughout. */

export const deltaClass = nativeClass('timedelta', 'datetime');
export const dateClass = nativeClass('date', 'datetime');
export const datetimeClass = nativeClass('datetime', 'datetime', null, [dateClass]);
export const tzinfoClass = nativeClass('tzinfo', 'datetime');
export const timezoneClass = nativeClass('timezone', 'datetime', null, [tzinfoClass]);
export const timeClass = nativeClass('time', 'datetime');

export const second = 1e6;
export const day = 86_400 * second;

export class Delta extends PyObject {
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

export function two(value: number): string {
  return String(value).padStart(2, '0');
}

export function fraction(us: number): string {
  return us === 0 ? '' : `.${String(us).padStart(6, '0')}`;
}

export class Timezone extends PyObject {
  /** `offset` is in microseconds to the east of Greenwich. */
  constructor(
    readonly offset: number,
    readonly given: string | null = null,
  ) {
    super(timezoneClass);
  }

  suffix(): string {
    const minutes = Math.abs(this.offset) / (60 * second);
    return `${this.offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }

  get name(): string {
    return this.given ?? (this.offset === 0 ? 'UTC' : `UTC${this.suffix()}`);
  }
}

/** The time of day as `isoformat` writes it; `spec` is its `timespec`. */
function clockText(clock: string, us: number, spec: string): string {
  switch (spec) {
    case 'hours':
      return clock.slice(0, 2);
    case 'minutes':
      return clock.slice(0, 5);
    case 'seconds':
      return clock;
    case 'milliseconds':
      return `${clock}.${String(Math.floor(us / 1000)).padStart(3, '0')}`;
    case 'microseconds':
      return `${clock}.${String(us).padStart(6, '0')}`;
    default:
      return clock + fraction(us);
  }
}

/** A time of day; `us` counts from midnight. */
export class TimeOfDay extends PyObject {
  constructor(
    readonly us: number,
    readonly zone: Timezone | null = null,
  ) {
    super(timeClass);
  }

  /** The same time on a day of no importance, for what dates and times share. */
  get moment(): Moment {
    return new Moment(Date.UTC(1900, 0, 1) * 1000 + this.us, datetimeClass, this.zone);
  }

  text(spec = 'auto'): string {
    return this.moment.text('T', spec).slice('1900-01-01T'.length);
  }
}

/** A date, or a date with a time; `us` counts from 1970 in the zone's own time. */
export class Moment extends PyObject {
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

  get isDate(): boolean {
    return !this.cls.isSubclassOf(datetimeClass);
  }

  /** Microseconds since 1970 in UTC; a moment without a zone is taken as it stands. */
  get absolute(): number {
    return this.us - (this.zone?.offset ?? 0);
  }

  /** Year to microsecond. */
  get fields(): readonly number[] {
    const { js } = this;
    return [
      js.getUTCFullYear(),
      js.getUTCMonth() + 1,
      js.getUTCDate(),
      js.getUTCHours(),
      js.getUTCMinutes(),
      js.getUTCSeconds(),
      this.microsecond,
    ];
  }

  /** `isoformat`; `spec` says how exact the time is. */
  text(separator: string, spec = 'auto'): string {
    if (this.isDate) return this.date;
    return `${this.date}${separator}${clockText(this.clock, this.microsecond, spec)}${this.zone?.suffix() ?? ''}`;
  }

  get dayOfYear(): number {
    return Math.floor((this.us - Date.UTC(this.js.getUTCFullYear(), 0, 1) * 1000) / day) + 1;
  }

  /** The year, the week and the day of ISO 8601: a week belongs to the year of its Thursday. */
  get isoCalendar(): readonly [number, number, number] {
    const thursday = new Date(Math.floor(this.us / day) * 86_400_000);
    thursday.setUTCDate(thursday.getUTCDate() + 3 - this.weekday);
    const year = thursday.getUTCFullYear();
    const days = (thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000;
    return [year, Math.floor(days / 7) + 1, this.weekday + 1];
  }

  /** Monday is 0. */
  get weekday(): number {
    return (this.js.getUTCDay() + 6) % 7;
  }
}

export const dayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
export const monthNames =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

export function format(moment: Moment, template: string): string {
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
    j: String(moment.dayOfYear).padStart(3, '0'),
    w: String(js.getUTCDay()),
    z: moment.zone?.suffix().replace(':', '') ?? '',
    Z: moment.zone?.name ?? '',
    u: String(moment.weekday + 1),
    V: two(moment.isoCalendar[1]),
    G: String(moment.isoCalendar[0]),
    U: two(Math.floor((moment.dayOfYear + 6 - js.getUTCDay()) / 7)),
    W: two(Math.floor((moment.dayOfYear + 6 - moment.weekday) / 7)),
    e: String(js.getUTCDate()).padStart(2),
    D: `${two(js.getUTCMonth() + 1)}/${two(js.getUTCDate())}/${two(js.getUTCFullYear() % 100)}`,
    x: `${two(js.getUTCMonth() + 1)}/${two(js.getUTCDate())}/${two(js.getUTCFullYear() % 100)}`,
    R: moment.clock.slice(0, 5),
    X: moment.clock,
    c: `${dayName.slice(0, 3)} ${monthName.slice(0, 3)} ${String(js.getUTCDate()).padStart(2)} ${moment.clock} ${js.getUTCFullYear()}`,
    s: String(Math.floor(moment.absolute / second)),
    F: moment.date,
    T: moment.clock,
    '%': '%',
  };
  return template.replace(/%([A-Za-z%])/g, (whole, code: string) => codes[code] ?? whole);
}
