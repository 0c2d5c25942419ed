import ts from 'typescript';
import type { Reference, ReferenceFunction, ReferencePoint } from './compare';

const options: ts.CompilerOptions = {
  allowJs: true,
  noLib: true,
  noResolve: true,
  types: [],
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  jsx: ts.JsxEmit.Preserve,
};

const host = ts.createCompilerHost(options, true);

/** What the TypeScript parser says of a file; undefined where it finds a syntax error. */
export function judgeTypeScript(path: string, text: string): Reference | undefined {
  const program = ts.createProgram([path], options, {
    ...host,
    readFile: (file) => (file === path ? text : host.readFile(file)),
    getSourceFile: (file, version) =>
      file === path ? ts.createSourceFile(file, text, version, true) : undefined,
  });
  const source = program.getSourceFile(path);
  if (!source || program.getSyntacticDiagnostics(source).length > 0) return undefined;
  return new Visitor(source).judge();
}

type FunctionWithBody = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

class Visitor {
  private readonly functions: ReferenceFunction[] = [];
  private readonly points: ReferencePoint[] = [];

  constructor(private readonly source: ts.SourceFile) {}

  judge(): Reference {
    this.visit(this.source, null, []);
    return { functions: this.functions, points: this.points };
  }

  private visit(node: ts.Node, owner: number | null, names: readonly string[]): void {
    this.notePoints(node, owner);
    if (hasBody(node)) {
      const name = [
        ...names,
        this.nameOf(node, 'body' in node && ts.isArrowFunction(node) ? '<arrow>' : '<function>'),
      ];
      const own = this.functions.length;
      this.functions.push([
        name.join('.'),
        has(node, ts.SyntaxKind.AsyncKeyword),
        node.asteriskToken !== undefined,
        this.startOf(node),
        node.end,
        owner,
      ]);
      node.forEachChild((child) => {
        const inside = child === node.body || ts.isParameter(child);
        this.visit(child, inside ? own : owner, inside ? name : names);
      });
    } else if (ts.isClassLike(node) || (ts.isModuleDeclaration(node) && node.body)) {
      const name = [...names, this.nameOf(node, '<class>')];
      node.forEachChild((child) => {
        const inside =
          ts.isClassElement(child) || ts.isModuleBlock(child) || ts.isModuleDeclaration(child);
        this.visit(child, owner, inside ? name : names);
      });
    } else {
      node.forEachChild((child) => {
        this.visit(child, owner, names);
      });
    }
  }

  private notePoints(node: ts.Node, owner: number | null): void {
    const note = (keyword: string) => {
      this.points.push([keyword, node.getStart(this.source), node.end, owner]);
    };
    if (ts.isAwaitExpression(node)) note('await');
    if (ts.isForOfStatement(node) && node.awaitModifier) note('for await');
    if (
      ts.isVariableDeclarationList(node) &&
      // The flag is both of these; no other declaration has both.
      (node.flags & ts.NodeFlags.Using) !== 0 &&
      (node.flags & ts.NodeFlags.Const) !== 0
    ) {
      note('await using');
    }
    if (ts.isYieldExpression(node) && owner !== null) {
      const [, async, generator] = this.functions[owner] ?? [];
      if (async && generator) note('yield');
    }
  }

  /** Decorators and what only exports or declares are no part of the function. */
  private startOf(node: FunctionWithBody): number {
    const outside = new Set([
      ts.SyntaxKind.Decorator,
      ts.SyntaxKind.ExportKeyword,
      ts.SyntaxKind.DefaultKeyword,
      ts.SyntaxKind.DeclareKeyword,
    ]);
    const modifiers =
      ts.canHaveModifiers(node) || ts.canHaveDecorators(node) ? (node.modifiers ?? []) : [];
    if (modifiers.length === 0) return node.getStart(this.source);
    const first = modifiers.find(({ kind }) => !outside.has(kind));
    if (first) return first.getStart(this.source);
    const rest = node
      .getChildren(this.source)
      .find(({ pos }) => pos >= (modifiers.at(-1)?.end ?? 0));
    return (rest ?? node).getStart(this.source);
  }

  private nameOf(
    node: FunctionWithBody | ts.ClassLikeDeclaration | ts.ModuleDeclaration,
    fallback: string,
  ): string {
    if (ts.isConstructorDeclaration(node)) return 'constructor';
    const name = node.name ?? namedBy(node);
    if (!name) return fallback;
    const text = name.getText(this.source);
    return ts.isStringLiteral(name) ? text.slice(1, -1) : text;
  }
}

function hasBody(node: ts.Node): node is FunctionWithBody {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function has(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers ?? []).some((one) => one.kind === kind);
}

/** ECMAScript's NamedEvaluation: the name that an anonymous function or class gets from its place. */
function namedBy(node: ts.Expression | ts.Declaration): ts.Node | undefined {
  let value: ts.Node = node;
  let site: ts.Node = node.parent;
  while (
    ts.isParenthesizedExpression(site) ||
    ts.isAsExpression(site) ||
    ts.isSatisfiesExpression(site) ||
    ts.isNonNullExpression(site) ||
    ts.isTypeAssertionExpression(site)
  ) {
    value = site;
    site = site.parent;
  }
  if (
    (ts.isVariableDeclaration(site) || ts.isBindingElement(site) || ts.isParameter(site)) &&
    site.initializer === value
  ) {
    return ts.isIdentifier(site.name) ? site.name : undefined;
  }
  if (
    (ts.isPropertyAssignment(site) || ts.isPropertyDeclaration(site)) &&
    site.initializer === value
  ) {
    return site.name;
  }
  if (ts.isShorthandPropertyAssignment(site) && site.objectAssignmentInitializer === value) {
    return site.name;
  }
  const assigns = new Set([
    ts.SyntaxKind.EqualsToken,
    ts.SyntaxKind.BarBarEqualsToken,
    ts.SyntaxKind.AmpersandAmpersandEqualsToken,
    ts.SyntaxKind.QuestionQuestionEqualsToken,
  ]);
  if (
    ts.isBinaryExpression(site) &&
    site.right === value &&
    assigns.has(site.operatorToken.kind) &&
    ts.isIdentifier(site.left)
  ) {
    return site.left;
  }
  return undefined;
}
