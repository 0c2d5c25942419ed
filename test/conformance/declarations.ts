/** Looks names of the catalog up in the type declarations of npm packages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Claims } from '../support/catalog';

/** Modules whose declarations are elsewhere. */
const modules: Readonly<Record<string, string>> = {
  'next/headers': 'next/headers.js',
  'next/server': 'next/server.js',
  playwright: 'playwright/test',
  puppeteer: 'puppeteer-core',
};

/**
 * Types that the catalog calls by a name of its own, as the package does not export them, and where
 * the declarations have them; `()` stands for what a call gives.
 */
const types: Readonly<Record<string, string>> = {
  'express.next': 'express.NextFunction',
  'fastify.FastifyInstance': 'fastify.()',
  'got.CancelableRequest': 'got.RequestPromise',
  'koa.use': 'koa.prototype.use',
  'redis.RedisClientMultiCommandType': 'redis.RedisClientType.multi.()',
  'undici.BodyReadable': 'undici.Dispatcher.ResponseData.body',
  'undici.ResponseData': 'undici.Dispatcher.ResponseData',
};

/** What is often awaited although it gives no promise, as its entry says. */
const promiseless = new Set(['express.next']);

/** The names and errors that the declarations do not have, and the calls that they give no promise. */
export function declaredProblems(folder: string, { names: entries, errors }: Claims): string[] {
  // Those without a dot are of the language, or imported by name: the unit tests have a list of them.
  const ownErrors = errors.filter((name) => name.includes('.'));
  const specifiers = [
    ...new Set([...entries.map(([name]) => name), ...ownErrors].map((name) => moduleOf(name))),
  ];
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
  const noErrors = ownErrors.flatMap((name) => {
    const specifier = moduleOf(name);
    const space = spaces.get(specifier);
    const found = space && look.find(space, name.slice(specifier.length + 1));
    return found ? [] : [`${name}: no such error declared`];
  });
  const noNames = entries.flatMap(([name, parts]) => {
    // Only a program's own type argument says which members these have.
    if (name.startsWith('playwright.Assertions.')) return [];
    const specifier = moduleOf(name);
    const space = spaces.get(specifier);
    if (!space) return [`${name}: no declarations of ${specifier}`];
    const type = look.find(space, typeName(name).slice(specifier.length + 1));
    if (!type) return [`${name}: not declared`];
    return parts
      .filter((part) => !look.has(type, part) && !promiseless.has(name))
      .map((part) => `${name}: nothing for ${part}`);
  });
  return [...noNames, ...noErrors];
}

/** `mysql2/promise.Pool.query` is of module `mysql2/promise`. */
function moduleOf(name: string): string {
  const dot = name.indexOf('.', name.lastIndexOf('/'));
  return dot < 0 ? name : name.slice(0, dot);
}

function typeName(name: string): string {
  for (const [own, real] of Object.entries(types)) {
    if (name === own || name.startsWith(`${own}.`)) return real + name.slice(own.length);
  }
  return name;
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
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Conditional)) return true;
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
