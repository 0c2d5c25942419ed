import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { Catalog } from '../../../src/core/explain/catalog/catalog';
import { dom } from '../../../src/core/explain/catalog/javascript/dom';
import { javascriptLibraries, pythonLibraries } from '../../../src/core/explain/catalog/libraries';
import type { CallWords, Wait } from '../../../src/core/explain/catalog/schema';
import { claimsOf, entriesOf, errorsOf, parts } from '../../support/catalog';
import { findPythons } from '../../support/pythons';

const catalogFolder = join(__dirname, '../../../src/core/explain/catalog');
const require = createRequire(__filename);

function get(value: unknown, name: string | symbol): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? Reflect.get(value, name)
    : undefined;
}

/** A member of a prototype; of an attribute, what gets it, as there is no object to get it of. */
function ofPrototype(prototype: unknown, name: string | symbol): unknown {
  const owner = typeof prototype === 'object' && prototype !== null ? prototype : {};
  const attribute = Object.getOwnPropertyDescriptor(owner, name);
  return attribute?.get ? attribute : get(prototype, name);
}

/** A name of the catalog in this Node: a global, or a member of one of its modules; undefined if it is none of Node's. */
function inNode(name: string): { readonly found: unknown } | undefined {
  const promisified = /^promisify\((?:(\w+)\.)?(\w+)\)$/.exec(name);
  const [root = '', ...members] = promisified
    ? [promisified[1] ?? 'timers', promisified[2] ?? '']
    : name.split('.');
  const isModule =
    promisified !== null ||
    /^(?:fs|timers|events|stream|readline|dns|worker_threads|test)(?:\/|$)/.test(root);
  if (!isModule && !(root in globalThis)) return undefined;
  let found: unknown = isModule ? require(`node:${root}`) : get(globalThis, root);
  for (const member of members) {
    const symbol: unknown = member.startsWith('@@') ? get(Symbol, member.slice(2)) : undefined;
    const key = typeof symbol === 'symbol' ? symbol : member;
    found = get(found, key) ?? ofPrototype(get(found, 'prototype'), key);
  }
  return { found };
}

/** Whether the catalog says what a use of a name waits for, or of what class the object is that does. */
function isKnown(catalog: Catalog, name: string, part: (typeof parts)[number]): boolean {
  const entry = catalog.find(catalog.canonical(name))?.entry;
  if (entry?.[part]) return true;
  return [entry?.returns ?? []].flat().some((type) => catalog.find(type)?.entry[part]);
}

/** A call that gives nothing away: what the texts of an entry are tried with. */
const anyCall: CallWords = {
  receiver: 'it',
  maker: null,
  argument: () => null,
  number: () => null,
  together: 'them',
  awaited: 'them',
  runs: null,
  count: null,
  areCoroutines: false,
};

/** Sentences end with a full stop, and an exception is named as Python and JavaScript name classes. */
function checkTexts(
  name: string,
  { raises = [], mistakes = [], notes = [], cancelled }: Wait,
): void {
  for (const { error, when } of raises) {
    assert.notEqual(error, 'Exception', `${name}: a class that says nothing is null`);
    if (error !== null) assert.match(error, /^\w+(?:\.\w+)*$/, name);
    assert.match(when(anyCall) ?? 'Not here.', /^[\p{Lu}\p{Lt}].*\.$/u, name);
  }
  for (const text of [...mistakes, ...notes, ...(cancelled ? [cancelled] : [])]) {
    assert.match(text(anyCall) ?? 'Not here.', /\.$/u, name);
  }
}

describe('the catalog', () => {
  for (const library of [...pythonLibraries, ...javascriptLibraries]) {
    it(`has for each entry a page with https, a use, and classes that it knows: ${library.title}`, () => {
      const classes = new Set(
        [...pythonLibraries, ...javascriptLibraries].flatMap((one) => [
          ...one.classes,
          ...Object.keys(one.bases ?? {}),
        ]),
      );
      for (const [name, entry] of Object.entries(library.entries)) {
        assert.match(entry.page, /^https:\/\/[\w.-]+\//, name);
        // Python's and Node's pages are files, and each entry has its own place in one.
        if (/\/\/(?:docs\.python|nodejs)\.org\//.test(entry.page)) {
          assert.match(entry.page, /\/\w+(?:-\w+)*\.html(?:#[\w.-]+)?$/, name);
        }
        assert.ok(
          entry.returns !== undefined ||
            entry.runs !== undefined ||
            parts.some((part) => entry[part]),
          name,
        );
        for (const wait of parts.flatMap((part) => entry[part] ?? [])) checkTexts(name, wait);
        const gives = parts.flatMap((part) => entry[part]?.gives ?? []);
        for (const type of [
          ...gives,
          ...(entry.returns === undefined ? [] : [entry.returns].flat()),
        ]) {
          const plainType = type.replace(/^list of /, '');
          if (plainType.includes('.')) assert.ok(classes.has(plainType), `${name} gives ${type}`);
        }
      }
      for (const type of Object.values(library.attributes ?? {}))
        assert.ok(classes.has(type), type);
      for (const base of Object.values(library.bases ?? {})) assert.ok(classes.has(base), base);
    });
  }

  it('names errors of JavaScript that this Node has, or that a library has as its own', () => {
    // Names of DOMExceptions (Web IDL, section 2.8.1).
    const names = `AbortError DataError EncodingError InvalidAccessError InvalidStateError NetworkError NotAllowedError NotFoundError
      NotReadableError NotSupportedError OperationError QuotaExceededError SecurityError TimeoutError`;
    // Classes that are imported by name, or not exported at all.
    const classes = `CancelledError DrizzleQueryError MaxRetriesPerRequestError TransactionRollbackError`;
    const own = new Set([names, classes].flatMap((text) => text.split(/\s+/)));
    for (const library of javascriptLibraries) {
      for (const error of errorsOf(library)) {
        if (error.includes('.') || own.has(error)) continue;
        const constructor: unknown = Reflect.get(globalThis, error);
        const isError = typeof constructor === 'function' && constructor.prototype instanceof Error;
        assert.ok(isError || constructor === Error, `${library.title}: ${error}`);
      }
    }
  });

  it('says what can go wrong on the way to another program, but where closing keeps errors to itself', () => {
    const quiet =
      /(?::exit$|@@asyncDispose$|[cC]lose\w*$|[dD]isconnect$|\.(?:end|endSession|destroy|stop|aclose|serve_forever|read_message|cancelQueries|prefetch\w+|iter_\w+)$)/;
    const silent = entriesOf([...pythonLibraries, ...javascriptLibraries]).flatMap(
      ([name, entry]) =>
        parts.flatMap((part) => {
          const wait = entry[part];
          const isSilent = wait?.waitsFor === 'network' && wait.raises.length === 0;
          return isSilent ? [part === 'exit' ? `${name}:exit` : name] : [];
        }),
    );
    assert.deepEqual(
      silent.filter((name) => !quiet.test(name)),
      [],
    );
  });

  it('gives one thing each, so that what is said of it is right in number', () => {
    const several = entriesOf([...pythonLibraries, ...javascriptLibraries]).flatMap(
      ([name, entry]) =>
        parts.flatMap((part) => {
          const value = entry[part]?.value?.(anyCall) ?? '';
          const [noun = ''] =
            /^(?:the|its) [\p{L}’ ]*?(?= of | that | in | with | to | for | and | from | as | among |,|$)/u.exec(
              value,
            ) ?? [];
          return /\b[a-z]+(?<![su])s$/.test(noun) ? [`${name}: ${value}`] : [];
        }),
    );
    assert.deepEqual(several, []);
  });

  it('lists every library that has a file, so that adding one is adding its file', () => {
    for (const language of ['python', 'javascript']) {
      const listed = readFileSync(join(catalogFolder, `${language}.ts`), 'utf8');
      for (const file of readdirSync(join(catalogFolder, language))) {
        const name = basename(file, '.ts');
        if (name === file) continue;
        const text = readFileSync(join(catalogFolder, language, file), 'utf8');
        const isLibrary = text.includes(`export const ${name}: Library`);
        assert.equal(
          listed.includes(`export { ${name} } from './${language}/${name}';`),
          isLibrary,
          `${language}/${file}: the build writes the list (node esbuild.js)`,
        );
        assert.equal(
          isLibrary,
          /: Library\b/.test(text),
          `${file} exports a library under another name`,
        );
      }
    }
  });

  describe('knows asyncio as CPython has it', () => {
    const own = pythonLibraries.filter(({ title }) => ['Python', 'asyncio'].includes(title));
    const claims = claimsOf(own);
    const catalog = new Catalog(pythonLibraries);
    const pythons = findPythons('3.8');
    const newest = pythons.at(-1);
    for (const { path, version } of pythons) {
      it(version, function () {
        this.timeout(60_000);
        const script = join(__dirname, 'catalog_asyncio.py');
        const input = JSON.stringify(claims);
        const output = execFileSync(path, [script], { input, encoding: 'utf8' });
        const found = JSON.parse(output) as {
          readonly wrong: readonly string[];
          readonly public: readonly (readonly [string, (typeof parts)[number]])[];
        };
        const unknown = found.public.filter(([name, part]) => !isKnown(catalog, name, part));
        assert.deepEqual(unknown, []);
        assert.ok(found.public.length > 100, version);
        // The catalog's names are those of the newest release.
        if (version === newest?.version) assert.deepEqual(found.wrong, []);
      });
    }
  });

  describe('names what the library has, and what can be awaited, of', () => {
    const others = pythonLibraries.filter(({ title }) => !['Python', 'asyncio'].includes(title));
    const verdicts = new Map<string, readonly string[]>();

    before(function () {
      this.timeout(120_000);
      const input = JSON.stringify(
        Object.fromEntries(others.map((library) => [library.title, claimsOf([library])])),
      );
      for (const { path } of findPythons()) {
        const script = join(__dirname, 'catalog_libraries.py');
        const output = execFileSync(path, ['-W', 'ignore', script], { input, encoding: 'utf8' });
        const found = JSON.parse(output) as Readonly<Record<string, readonly string[] | null>>;
        for (const [title, problems] of Object.entries(found)) {
          if (problems) verdicts.set(title, problems);
        }
      }
    });

    for (const { title } of others) {
      it(title, function () {
        const problems = verdicts.get(title);
        // No Python here has the library, so its names are not checked here.
        if (!problems) this.skip();
        assert.deepEqual(problems, []);
      });
    }
  });

  it('names in Node what this Node has', () => {
    const attributes = Object.assign(
      {},
      ...javascriptLibraries.map((one) => one.attributes ?? {}),
    ) as object;
    const missing: string[] = [];
    for (const [name, entry] of entriesOf(javascriptLibraries)) {
      const here = inNode(name);
      // readline's and fs/promises' classes are not exported; see the next test for their objects.
      if (!here || /\.(?:FileHandle|Interface|DisposableTempDir|waitAsync)\b/.test(name)) continue;
      const callable =
        typeof here.found === 'function' || name in attributes || entry.next !== undefined;
      if (!callable || here.found === undefined) missing.push(name);
    }
    // Newer than the oldest Node that is supported.
    const newer =
      /^(?:(?:Response|Request|Blob)\.bytes|Array\.fromAsync|Promise\.try)$|^scheduler\.|Disposable|@@|\.glob$/;
    assert.deepEqual(
      missing.filter((name) => !newer.test(name)),
      [],
    );
  });

  it('calls awaitable in Node what gives a promise, and a step what gives an async iterator', async () => {
    const fs = await import('node:fs/promises');
    const { Readable } = await import('node:stream');
    const timers = await import('node:timers/promises');
    const handle = await fs.open(__filename);
    const isPromise = (value: unknown) => typeof get(value, 'then') === 'function';
    try {
      for (const [name, entry] of entriesOf(javascriptLibraries)) {
        const method = /^fs\/promises\.FileHandle\.(\w+)$/.exec(name)?.[1];
        if (method !== undefined) assert.equal(typeof get(handle, method), 'function', name);
        const own = /^fs\/promises\.(\w+)$/.exec(name)?.[1];
        // Newer than the oldest Node that is supported.
        if (own === undefined || !entry.await || get(fs, own) === undefined) continue;
        const result: unknown = Reflect.apply(get(fs, own) as () => unknown, fs, []);
        assert.ok(isPromise(result), name);
        await Promise.resolve(result).catch(() => undefined);
      }
      for (const name of ['text', 'json', 'blob', 'arrayBuffer', 'formData']) {
        const response = new Response('{}');
        const result: unknown = Reflect.apply(get(response, name) as () => unknown, response, []);
        assert.ok(isPromise(result), name);
        await Promise.resolve(result).catch(() => undefined);
      }
      assert.ok(isPromise(timers.setTimeout(0)));
      assert.ok(isPromise(timers.setImmediate()));
      assert.equal(typeof Reflect.get(timers.setInterval(1), Symbol.asyncIterator), 'function');
      assert.equal(typeof Reflect.get(Readable.from([]), Symbol.asyncIterator), 'function');
    } finally {
      await handle.close();
    }
  });

  it('knows browsers as TypeScript’s library has them', function () {
    this.timeout(30_000);
    const claims = entriesOf([dom]).filter(([, entry]) => entry.await ?? entry.next);
    const classes = new Set([...dom.classes, ...Object.keys(dom.bases ?? {})]);
    const text = claims.map(([name], at) => {
      const [, owner = '', member = ''] = /^(.*)\.(\w+)$/.exec(name) ?? [];
      const value = classes.has(owner) ? `(null! as ${owner}).${member}` : name;
      return `const value${String(at)} = ${value};`;
    });
    const lib = ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'];
    const options = { target: ts.ScriptTarget.ESNext, lib, types: [] };
    const host = ts.createCompilerHost(options);
    const ofLibrary = host.getSourceFile.bind(host);
    const source = ts.createSourceFile('names.ts', text.join('\n'), ts.ScriptTarget.ESNext, true);
    host.getSourceFile = (file, ...rest) =>
      file === source.fileName ? source : ofLibrary(file, ...rest);
    const checker = ts.createProgram([source.fileName], options, host).getTypeChecker();
    const wrong = source.statements.flatMap((statement, at) => {
      const declared = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations[0]
        : undefined;
      const type = declared && checker.getTypeAtLocation(declared.name);
      const given = [type, ...(type?.getCallSignatures() ?? []).map((one) => one.getReturnType())];
      const isAwaitable = given.some((one) =>
        /^(?:Promise<|.*AsyncIterator<)/.test(one ? checker.typeToString(one) : ''),
      );
      return isAwaitable ? [] : (claims[at]?.[0] ?? []);
    });
    // What only some browsers have is not declared there.
    const notEverywhere = /^navigator\.(?:usb|hid|bluetooth|serial)\.|^show\w+Picker$/;
    assert.deepEqual(
      wrong.filter((name) => !notEverywhere.test(name)),
      [],
    );
  });
});
