/** Looks names of the catalog up in the type declarations of npm packages. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Claims } from '../support/catalog';

/** Modules whose declarations are elsewhere. */
const modules: Readonly<Record<string, string>> = {
  'ioredis/built/errors': 'ioredis/built/errors/index.js',
  'next/headers': 'next/headers.js',
  'next/server': 'next/server.js',
  playwright: 'playwright/test',
  puppeteer: 'puppeteer-core',
};

/**
 * Types that the catalog calls by a name of its own, as the package does not export them or has one for each of its kinds,
 * and where the declarations have them; `()` stands for what a call gives.
 */
const types: Readonly<Record<string, string | readonly string[]>> = {
  'drizzle-orm.Database': 'drizzle-orm/pg-core.PgDatabase',
  'drizzle-orm.Query': [
    'drizzle-orm/pg-core.PgSelectBase',
    'drizzle-orm/pg-core.PgInsertBase',
    'drizzle-orm/pg-core.PgUpdateBase',
    'drizzle-orm/pg-core.PgInsertBuilder',
    'drizzle-orm/pg-core.PgUpdateBuilder',
    'drizzle-orm/pg-core.PgSelectBuilder',
    'drizzle-orm/mysql-core.MySqlInsertBase',
    'drizzle-orm/sqlite-core.SQLiteSelectBase',
  ],
  'drizzle-orm.RelationalQueryBuilder':
    'drizzle-orm/pg-core/query-builders/query.RelationalQueryBuilder',
  'express.next': 'express.NextFunction',
  'fastify.FastifyInstance': 'fastify.()',
  'got.CancelableRequest': 'got.RequestPromise',
  MaxRetriesPerRequestError: 'ioredis/built/errors.MaxRetriesPerRequestError',
  'koa.use': 'koa.prototype.use',
  'playwright.PollMatchers': 'playwright.expect.poll.()',
  'redis.RedisClientMultiCommandType': 'redis.RedisClientType.multi.()',
  'tap.Test': 'tap.t',
  'undici.BodyReadable': 'undici.Dispatcher.ResponseData.body',
  'undici.ResponseData': 'undici.Dispatcher.ResponseData',
};

/** What is often awaited although it gives no promise, as its entry says. */
const promiseless = new Set(['express.next']);

/** What promises of the Web are rejected with by name only: a DOMException is of no class of its own. */
const namedByWeb = new Set(['AbortError', 'TimeoutError']);

/**
 * The names and errors that the declarations do not have, and the calls that they give no promise. An error without a dot
 * is one of the language, or one that a package or module of the library exports.
 */
export function declaredProblems(folder: string, { names: entries, errors }: Claims): string[] {
  const ownErrors = errors.filter((name) => !(name in globalThis) && !namedByWeb.has(name));
  const dotted = [...entries.map(([name]) => name), ...ownErrors]
    .flatMap(realNames)
    .filter((name) => name.includes('.'));
  const specifiers = [...new Set([...dotted.map(moduleOf), ...packagesIn(folder)])];
  const file = join(folder, 'names.mts');
  const text = specifiers
    .map((specifier, at) => `import * as m${at} from '${modules[specifier] ?? specifier}';`)
    .join('\n');
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'],
    strict: true,
    skipLibCheck: true,
    typeRoots: [join(__dirname, '..', '..', 'node_modules', '@types')],
    types: ['node'],
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  writeFileSync(file, text);
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (!source) throw new Error(`no ${file}`);
  const spaces = new Map(
    specifiers.map((specifier, at) => {
      const declaration = source.statements[at];
      const name = ts.isImportDeclaration(declaration as ts.Node)
        ? (declaration as ts.ImportDeclaration).moduleSpecifier
        : undefined;
      return [specifier, name && checker.getSymbolAtLocation(name)];
    }),
  );
  const look = new Looker(checker, source);
  const find = (name: string) => {
    const specifier = moduleOf(name);
    const space = spaces.get(specifier);
    return space ? look.find(space, name.slice(specifier.length + 1)) : null;
  };
  const noErrors = ownErrors.flatMap((name) => {
    const found = realNames(name).some((real) =>
      real.includes('.')
        ? find(real)
        : specifiers.some((specifier) => find(`${specifier}.${real}`)),
    );
    return found ? [] : [`${name}: no such error declared`];
  });
  const noNames = entries.flatMap(([name, parts]) => {
    // Only a program's own type argument says which members these have.
    if (name.startsWith('playwright.Assertions.')) return [];
    // The types of a fixture have it as a parameter's only: `use: (value: T) => Promise<void>`.
    if (name === 'playwright.use') return [];
    const found = realNames(name).flatMap((real) => find(real) ?? []);
    if (found.length === 0) return [`${name}: not declared`];
    return parts
      .filter((part) => !found.some((type) => look.has(type, part)) && !promiseless.has(name))
      .map((part) => `${name}: nothing for ${part}`);
  });
  return [...noNames, ...noErrors];
}

/** `mysql2/promise.Pool.query` is of module `mysql2/promise`. */
function moduleOf(name: string): string {
  const dot = name.indexOf('.', name.lastIndexOf('/'));
  return dot < 0 ? name : name.slice(0, dot);
}

/** Where the declarations may have a name of the catalog. */
function realNames(name: string): readonly string[] {
  for (const [own, real] of Object.entries(types)) {
    if (name === own || name.startsWith(`${own}.`))
      return [real].flat().map((one) => one + name.slice(own.length));
  }
  return [name];
}

/** The packages that were installed, without those that only declare the types of others. */
function packagesIn(folder: string): readonly string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies).filter((name) => !name.startsWith('@types/'));
}

class Looker {
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly at: ts.Node,
  ) {}

  /** The type of what a path of names leads to: of a class or interface, that of its objects. */
  find(space: ts.Symbol, path: string): ts.Type | null {
    const names = path === '' ? [] : path.split('.');
    const exported = this.checker.getExportsOfModule(space);
    const [first] = names;
    const own = exported.find(({ name }) => name === first);
    if (own) return this.follow(own, names.slice(1));
    const fallback = exported.find(({ name }) => name === 'default' || name === 'export=');
    const whole = fallback ? this.follow(fallback, []) : this.checker.getTypeOfSymbol(space);
    return this.members(whole, names);
  }

  private follow(symbol: ts.Symbol, names: readonly string[]): ts.Type | null {
    const real =
      symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    const [first] = names;
    const inner =
      first !== undefined && real.flags & ts.SymbolFlags.Module
        ? this.checker.getExportsOfModule(real).find(({ name }) => name === first)
        : undefined;
    if (inner) return this.follow(inner, names.slice(1));
    const isType =
      real.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias);
    if (isType) {
      const found = this.members(this.checker.getDeclaredTypeOfSymbol(real), names);
      if (found) return found;
    }
    return real.flags & ts.SymbolFlags.Value
      ? this.members(this.checker.getTypeOfSymbol(real), names)
      : null;
  }

  private members(type: ts.Type | null, names: readonly string[]): ts.Type | null {
    let found = type;
    for (const name of names) {
      if (name === '()') {
        found = found && (this.calls(found)[0]?.getReturnType() ?? null);
        continue;
      }
      const symbol =
        found && this.checker.getPropertyOfType(this.checker.getApparentType(found), name);
      found = symbol ? this.checker.getTypeOfSymbolAtLocation(symbol, this.at) : null;
    }
    return found;
  }

  /** Whether what a path led to, or what a call of it gives, can be awaited or iterated over. */
  has(type: ts.Type, part: string): boolean {
    const given = [type, ...this.calls(type).map((call) => call.getReturnType())];
    return given.some((one) => this.isUsable(one, part));
  }

  private calls(type: ts.Type): readonly ts.Signature[] {
    return this.checker.getSignaturesOfType(type, ts.SignatureKind.Call);
  }

  private isUsable(type: ts.Type, part: string): boolean {
    // Which type it is, only a program's own type arguments say.
    const open = ts.TypeFlags.Any | ts.TypeFlags.Conditional | ts.TypeFlags.IndexedAccess;
    if (type.flags & open) return true;
    if (type.isUnion()) return type.types.some((one) => this.isUsable(one, part));
    const names = this.checker
      .getPropertiesOfType(this.checker.getApparentType(type))
      .map(({ name }) => name);
    return part === 'await'
      ? names.includes('then')
      : part === 'next'
        ? names.some((name) => name.startsWith('__@asyncIterator'))
        : names.some((name) => name.startsWith('__@asyncDispose'));
  }
}
