import { epochMs } from '../limits';
import type { Realm } from '../realm';
import { toText } from '../values/convert';
import { invalidArgument } from '../values/invalid_argument';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { nodeError, Thrown, typeError } from '../values/throw';
import { domException } from './abort';
import { clone } from './clone';
import { illegalConstructor, shownAs } from './web_streams/objects';

type EntryType = 'mark' | 'measure';

/** Where Node keeps what an entry holds: the program can list them, so an entry is not empty where it is printed short. */
const slots = [
  Symbol('PerformanceEntry.Name'),
  Symbol('PerformanceEntry.EntryType'),
  Symbol('PerformanceEntry.StartTime'),
  Symbol('PerformanceEntry.Duration'),
  Symbol('kDetail'),
];

/** A PerformanceMark or a PerformanceMeasure; times are in ms since the start. */
class EntryObject extends JSObject {
  constructor(
    proto: JSObject,
    readonly name: string,
    readonly entryType: EntryType,
    readonly startTime: number,
    readonly duration: number,
    readonly detail: Value,
  ) {
    super(proto);
    const values = [name, entryType, startTime, duration, detail];
    for (const [n, slot] of slots.entries()) this.put(slot, values[n]);
  }
}

/** What the program has marked and measured. */
class Timeline {
  private entries: EntryObject[] = [];

  constructor(private readonly realm: Realm) {}

  add(entry: EntryObject): EntryObject {
    this.entries.push(entry);
    return entry;
  }

  /** By the time they start at, marks before measures. */
  list(holds: (entry: EntryObject) => boolean = () => true): JSObject {
    const found = this.entries.filter(holds);
    const rank = ({ entryType }: EntryObject): number => (entryType === 'mark' ? 0 : 1);
    return this.realm.array(found.sort((a, b) => a.startTime - b.startTime || rank(a) - rank(b)));
  }

  clear(type: EntryType, name: Value): void {
    const cleared = name === undefined ? null : toText(name);
    this.entries = this.entries.filter(
      (entry) => entry.entryType !== type || (cleared !== null && entry.name !== cleared),
    );
  }

  /** A time, or that of the last mark of this name. */
  timeOf(given: Value): number {
    if (typeof given === 'number') return timestamp(given);
    const name = toText(given);
    const mark = this.entries.findLast(
      (entry) => entry.entryType === 'mark' && entry.name === name,
    );
    if (mark) return mark.startTime;
    const text = `The "${name}" performance mark has not been set`;
    throw new Thrown(domException(this.realm, text, 'SyntaxError'));
  }
}

function timestamp(time: number): number {
  if (time >= 0) return time;
  const text = `${time} is not a valid timestamp`;
  throw nodeError('TypeError', 'ERR_PERFORMANCE_INVALID_TIMESTAMP', text);
}

/** `performance` with the user timing of the web (Node: lib/internal/perf/usertiming.js), on the walkthrough's own clock. */
export function installPerformance(realm: Realm): void {
  const timeline = new Timeline(realm);
  installEntries(realm);
  const performance = realm.methods(realm.object(), {
    now: () => realm.clock.read(),
    mark: (_self, [name, options]) =>
      timeline.add(mark(realm, realm.prototype('PerformanceMark'), name, options)),
    measure: (_self, [name, start, end]) =>
      timeline.add(measure(realm, timeline, toText(name), start, end)),
    getEntries: () => timeline.list(),
    getEntriesByType: (_self, [type]) => timeline.list((entry) => entry.entryType === type),
    getEntriesByName: (_self, [name, type]) =>
      timeline.list(
        (entry) => entry.name === toText(name) && (type === undefined || entry.entryType === type),
      ),
    clearMarks: (_self, [name]) => {
      timeline.clear('mark', name);
      return undefined;
    },
    clearMeasures: (_self, [name]) => {
      timeline.clear('measure', name);
      return undefined;
    },
    toJSON: () => realm.object(),
  });
  performance.put('timeOrigin', epochMs);
  realm.global.hide('performance', performance);
  const module = realm.object().put('performance', performance);
  for (const name of ['PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure'])
    module.put(name, realm.global.get(name));
  realm.modules.set('perf_hooks', module);
}

function mark(realm: Realm, proto: JSObject, name: Value, options: Value): EntryObject {
  const text = toText(name);
  const given = options instanceof JSObject ? options.get('startTime') : undefined;
  const start = given ?? realm.clock.read();
  if (typeof start !== 'number') throw invalidArgument('startTime', 'of type number', start);
  return new EntryObject(proto, text, 'mark', timestamp(start), 0, detailOf(realm, options));
}

/** From a mark or a time to another; or with options, of which two of start, end and duration say the third. */
function measure(
  realm: Realm,
  timeline: Timeline,
  name: string,
  from: Value,
  to: Value,
): EntryObject {
  const options = from instanceof JSObject ? from : null;
  const startMark = options ? options.get('start') : from;
  const endMark = to ?? options?.get('end');
  const length = options?.get('duration');
  const known = (value: Value): value is Exclude<Value, undefined> => value !== undefined;
  let end: number;
  if (known(endMark)) end = timeline.timeOf(endMark);
  else if (known(startMark) && typeof length === 'number')
    end = timeline.timeOf(startMark) + timestamp(length);
  else end = realm.clock.read();
  let start = 0;
  if (known(startMark)) start = timeline.timeOf(startMark);
  else if (known(endMark) && typeof length === 'number') start = end - timestamp(length);
  const proto = realm.prototype('PerformanceMeasure');
  return new EntryObject(proto, name, 'measure', start, end - start, detailOf(realm, options));
}

function detailOf(realm: Realm, options: Value): Value {
  const detail = options instanceof JSObject ? options.get('detail') : undefined;
  return detail === undefined || detail === null ? null : clone(realm, detail);
}

/** PerformanceEntry and what extends it. */
function installEntries(realm: Realm): void {
  const entryOf = (self: Value): EntryObject => {
    if (self instanceof EntryObject) return self;
    throw typeError('Illegal invocation');
  };
  const fields = {
    name: (self: Value) => entryOf(self).name,
    entryType: (self: Value) => entryOf(self).entryType,
    startTime: (self: Value) => entryOf(self).startTime,
    duration: (self: Value) => entryOf(self).duration,
  };
  const withDetail = { ...fields, detail: (self: Value) => entryOf(self).detail };
  const parent = realm.class('PerformanceEntry', {
    construct: illegalConstructor,
    prototype: {
      ...Object.fromEntries(Object.entries(fields).map(([name, get]) => [`get ${name}`, get])),
      toJSON: (self) => {
        const object = realm.object();
        for (const [name, get] of Object.entries(withDetail)) object.put(name, get(self));
        return object;
      },
    },
  });
  const detail = { 'get detail': withDetail.detail };
  realm.class('PerformanceMark', {
    arity: 1,
    parent,
    construct: ([name, options], newTarget) =>
      mark(realm, realm.prototypeFor(newTarget, 'PerformanceMark'), name, options),
    prototype: detail,
  });
  realm.class('PerformanceMeasure', { parent, construct: illegalConstructor, prototype: detail });
  realm.prototype('PerformanceEntry').hide(Symbol.toStringTag, 'PerformanceEntry');
  for (const name of ['PerformanceMark', 'PerformanceMeasure']) shownAs(realm, name, withDetail);
}
