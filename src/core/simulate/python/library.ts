import * as l10n from '@vscode/l10n';
import { asyncioModule } from '../asyncio/module';
import { Namespace, PyModule } from './objects/functions';
import { exceptionClasses } from './objects/exceptions';
import {
  bytearrayClass,
  bytesClass,
  dictClass,
  frozensetClass,
  listClass,
  rangeClass,
  setClass,
  sliceClass,
  tupleClass,
} from './objects/containers';
import { classmethodClass, propertyClass, staticmethodClass } from './objects/functions';
import {
  boolClass,
  floatClass,
  intClass,
  objectClass,
  strClass,
  typeClass,
} from './objects/object';
import type { Value } from './objects/object';
import { Unknown } from './objects/unknown';
import { machine } from './machine';
import { superClass } from './operations/attributes';
import { notImplemented } from './operations/compare';
import { native } from './operations/native';
import { ellipsis } from './operations/repr';
import './builtins/aliases';
import './builtins/type_parameters';
import './builtins/bytes';
import './builtins/classes';
import './builtins/containers';
import './builtins/exceptions';
import './builtins/numbers';
import './builtins/special_methods';
import './builtins/str';
import { complexClass } from './builtins/complex';
import { memoryviewClass } from './builtins/memoryview';
import { builtinFunctions } from './builtins/functions';
import { abcModule } from './modules/abc';
import { aiohttpModule, httpxModule } from './modules/aiohttp';
import { cmathModule } from './modules/cmath';
import { collectionsModule } from './modules/collections';
import { collectionsAbcModule } from './modules/collections_abc';
import { concurrentFuturesModule, concurrentModule } from './modules/concurrent_futures';
import { contextlibModule } from './modules/contextlib';
import { contextvarsModule } from './modules/contextvars';
import { copyModule } from './modules/copy';
import { csvModule } from './modules/csv';
import { decimalModule } from './modules/decimal';
import { fractionsModule } from './modules/fractions';
import { htmlModule } from './modules/html';
import { httpModule } from './modules/http';
import { pathlibModule } from './modules/pathlib';
import { posixpathModule } from './modules/posixpath';
import { secretsModule } from './modules/secrets';
import { structModule } from './modules/struct';
import { urllibModule, urllibParseModule } from './modules/urllib_parse';
import { uuidModule } from './modules/uuid';
import { dataclassesModule } from './modules/dataclasses';
import { datetimeModule } from './modules/datetime';
import { enumModule } from './modules/enum';
import { fnmatchModule } from './modules/fnmatch';
import { functoolsModule } from './modules/functools';
import { gcModule } from './modules/gc';
import { graphlibModule } from './modules/graphlib';
import { heapqModule } from './modules/heapq';
import { inspectModule } from './modules/inspect';
import { itertoolsModule } from './modules/itertools';
import { jsonModule } from './modules/json';
import { loggingModule } from './modules/logging';
import { base64Module, binasciiModule } from './modules/base64';
import { bisectModule } from './modules/bisect';
import { hashlibModule, hmacModule } from './modules/hashlib';
import { ioModule } from './modules/io';
import { osModule } from './modules/os';
import { pprintModule } from './modules/pprint';
import { shlexModule } from './modules/shlex';
import { signalModule } from './modules/signal';
import { socketModule } from './modules/socket';
import { statisticsModule } from './modules/statistics';
import { stringModule } from './modules/string';
import { textwrapModule } from './modules/textwrap';
import { tracebackModule } from './modules/traceback';
import { typesModule } from './modules/types';
import { warningsModule } from './modules/warnings';
import { weakrefModule } from './modules/weakref';
import { atexitModule } from './modules/atexit';
import { zlibModule } from './modules/zlib';
import { mathModule } from './modules/math';
import { operatorModule } from './modules/operator';
import { randomModule } from './modules/random';
import { reModule } from './modules/re';
import { sysModule } from './modules/sys';
import { queueModule, threadingModule } from './modules/threading';
import { timeModule } from './modules/time';
import { typingModule } from './modules/typing';

/** Built-in names without a model: what they give is unknown. */
const unmodelled = ['compile', 'eval', 'exec'];

/** The names that every module sees. */
export const builtins: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...Object.entries(builtinFunctions).map(([signature, run]): [string, Value] => {
    const made = native(signature, run);
    return [made.name, made];
  }),
  ...[...exceptionClasses].map(([name, cls]): [string, Value] => [name, cls]),
  ['EnvironmentError', exceptionClasses.get('OSError') ?? null],
  ['IOError', exceptionClasses.get('OSError') ?? null],
  ...[
    objectClass,
    typeClass,
    intClass,
    boolClass,
    floatClass,
    strClass,
    bytesClass,
    bytearrayClass,
    listClass,
    tupleClass,
    dictClass,
    setClass,
    frozensetClass,
    rangeClass,
    sliceClass,
    propertyClass,
    staticmethodClass,
    classmethodClass,
    superClass,
    complexClass,
    memoryviewClass,
  ].map((cls): [string, Value] => [cls.name, cls]),
  ...unmodelled.map((name): [string, Value] => [name, new Unknown(name)]),
  ['NotImplemented', notImplemented],
  ['Ellipsis', ellipsis],
  ['__debug__', true],
]);

/** The modules that are modelled, by name: to add one, write it in `modules/` and list it here. */
const modules = new Map<string, PyModule>(
  [
    abcModule,
    aiohttpModule,
    asyncioModule,
    atexitModule,
    cmathModule,
    collectionsAbcModule,
    collectionsModule,
    concurrentFuturesModule,
    concurrentModule,
    contextlibModule,
    contextvarsModule,
    copyModule,
    csvModule,
    dataclassesModule,
    datetimeModule,
    decimalModule,
    enumModule,
    fnmatchModule,
    fractionsModule,
    functoolsModule,
    gcModule,
    graphlibModule,
    heapqModule,
    htmlModule,
    httpModule,
    httpxModule,
    inspectModule,
    itertoolsModule,
    jsonModule,
    loggingModule,
    mathModule,
    operatorModule,
    pathlibModule,
    posixpathModule,
    queueModule,
    randomModule,
    reModule,
    sysModule,
    threadingModule,
    timeModule,
    typingModule,
    base64Module,
    binasciiModule,
    bisectModule,
    hashlibModule,
    hmacModule,
    ioModule,
    osModule,
    pprintModule,
    secretsModule,
    shlexModule,
    signalModule,
    socketModule,
    statisticsModule,
    structModule,
    stringModule,
    textwrapModule,
    tracebackModule,
    typesModule,
    urllibModule,
    urllibParseModule,
    uuidModule,
    warningsModule,
    weakrefModule,
    zlibModule,
  ].map((module) => [module.name, module]),
);

/** Modules that are known by another name than their own. */
const aliases: ReadonlyMap<string, string> = new Map([['os.path', 'posixpath']]);

function loaded(name: string): PyModule | undefined {
  const known = machine.modules.get(name);
  const original = modules.get(aliases.get(name) ?? name);
  if (known || !original) return known;
  const copy = new PyModule(name, new Namespace(original.names));
  machine.modules.set(name, copy);
  return copy;
}

/** The module of that name. One that is not modelled is unknown, and so is all it gives. */
export function importModule(name: string): Value {
  const module = loaded(name) ?? loaded(name.split('.')[0] ?? name);
  if (module) return module;
  machine.assume(
    'unsupported',
    l10n.t('The module {0} is not modelled: what it gives is unknown.', name),
  );
  return new Unknown(name);
}
