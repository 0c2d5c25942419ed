import { format } from '../inspect/format';
import { inspect } from '../inspect/inspect';
import { formatTable } from '../inspect/table';
import type { Realm } from '../realm';
import { toText } from '../values/convert';
import { toList } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';

/** Writes text to one of the process's streams. */
export function writeOutput(realm: Realm, stream: 'stdout' | 'stderr', text: string): void {
  realm.observable();
  const { context, writer } = realm;
  writer.emit({
    kind: 'output',
    task: context.task,
    stream,
    text,
    ...(context.place ? { line: context.place.line, column: context.place.column } : {}),
  });
}

/** console (Node: lib/internal/console/constructor.js). */
export function installConsole(realm: Realm): void {
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let indentation = '';
  const print = (stream: 'stdout' | 'stderr', text: string): undefined => {
    const lines =
      indentation === '' ? text : indentation + text.replaceAll('\n', `\n${indentation}`);
    writeOutput(realm, stream, `${lines}\n`);
    return undefined;
  };
  const log = (_self: Value, args: Value[]): undefined => print('stdout', format(realm, args));
  const error = (_self: Value, args: Value[]): undefined => print('stderr', format(realm, args));
  const label = (value: Value): string => (value === undefined ? 'default' : toText(value));
  const elapsed = (name: string): string => {
    const ms = realm.clock.read() - (timers.get(name) ?? 0);
    return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${ms}ms`;
  };
  const group = (_self: Value, args: Value[]): undefined => {
    if (args.length > 0) print('stdout', format(realm, args));
    indentation += '  ';
    return undefined;
  };
  const console = realm.methods(realm.object(), {
    log,
    info: log,
    debug: log,
    error,
    warn: error,
    trace: (_self, args) => {
      const head = args.length > 0 ? `Trace: ${format(realm, args)}` : 'Trace';
      print('stderr', [head, ...realm.frames()].join('\n'));
    },
    dir: (_self, [value, options]) => {
      const depth = options instanceof JSObject ? options.get('depth') : undefined;
      const limited = depth === null ? { depth: null } : typeof depth === 'number' ? { depth } : {};
      print('stdout', inspect(realm, value, limited));
    },
    dirxml: log,
    table: (_self, [data, columns]) => {
      const only = columns === undefined ? null : toList(realm, columns).map(toText);
      print('stdout', formatTable(realm, data, only));
    },
    group,
    groupCollapsed: group,
    groupEnd: () => {
      indentation = indentation.slice(2);
      return undefined;
    },
    assert: (_self, [condition, ...args]) => {
      if (realm.truth(condition)) return undefined;
      const [first, ...rest] = args;
      if (args.length === 0) {
        print('stderr', 'Assertion failed');
        return;
      }
      if (typeof first === 'string') {
        print('stderr', format(realm, [`Assertion failed: ${first}`, ...rest]));
        return;
      }
      print('stderr', format(realm, ['Assertion failed:', ...args]));
    },
    count: (_self, [name]) => {
      const key = label(name);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      print('stdout', `${key}: ${count}`);
    },
    countReset: (_self, [name]) => {
      counts.set(label(name), 0);
      return undefined;
    },
    time: (_self, [name]) => {
      timers.set(label(name), realm.clock.read());
      return undefined;
    },
    timeLog: (_self, [name, ...args]) => {
      const key = label(name);
      print(
        'stdout',
        [`${key}: ${elapsed(key)}`, ...(args.length > 0 ? [format(realm, args)] : [])].join(' '),
      );
    },
    timeEnd: (_self, [name]) => {
      const key = label(name);
      const text = `${key}: ${elapsed(key)}`;
      timers.delete(key);
      print('stdout', text);
    },
  });
  realm.global.hide('console', console);
}
