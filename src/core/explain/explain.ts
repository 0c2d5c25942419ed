import type { Suspensions } from '../suspension/types';
import type { SyntaxDocument, SyntaxTree } from '../syntax/document';
import { Catalog } from './catalog/catalog';
import { javascriptLibraries, pythonLibraries } from './catalog/libraries';
import type { Explainer, Explainers } from './explainer';
import { Following } from './following';
import { JavaScriptExplainer } from './javascript/explainer';
import { PythonExplainer } from './python/explainer';
import type { Evaluator, Program } from './resolve/evaluator';
import { Budget } from './resolve/budget';
import { JavaScriptEvaluator } from './resolve/javascript/evaluator';
import { PythonEvaluator } from './resolve/python/evaluator';
import { Source } from './resolve/source';
import type { Home, Value } from './resolve/value';
import type { Explanation, Gist } from './types';
import { readJson } from './resolve/json';
import { stepsApart } from './resolve/paths';
import type { Place } from './workspace';

/** What only tests and examples pass says little of what a program does. */
const testFolders = /\/(?:tests?|__tests__|specs?|fixtures|examples?|bench(?:marks?)?)\//;
/** How many files are looked at for the uses of one thing. */
const mostUsers = 10;

let pythonCatalog: Catalog | undefined;
let javascriptCatalog: Catalog | undefined;

/** A text with what the suspension layer knows of it. */
interface Text {
  readonly document: SyntaxDocument;
  readonly suspensions: Suspensions;
}

/**
 * Explains the suspension points of one version of a text, together with the versions that its workspace
 * has read of the files it imports. Never throws on source text: what cannot be told is explained as
 * unknown, with the reason.
 */
export class Explanations implements Program, Explainers {
  readonly budget = new Budget();
  readonly following = new Following(this.budget);
  private readonly explainers = new Map<SyntaxTree, Explainer>();
  private readonly read = new Map<string, unknown>();
  private readonly main: Explainer;

  constructor(
    text: Text,
    private readonly place: Place | null,
  ) {
    this.main = this.add(text, place?.path ?? null);
  }

  /** What a lens says of one suspension point, as `explain` does, for less than half of its time. */
  gist(point: number): Gist {
    return this.main.gist(point);
  }

  /** The explanation of one suspension point, given by its index in `suspensions.points`. */
  explain(point: number): Explanation {
    return this.main.explain(point);
  }

  get roots(): readonly string[] {
    return this.place?.workspace.roots ?? [];
  }

  file(path: string): Evaluator | null | undefined {
    if (!this.place || path === this.place.path) return this.place && this.main.evaluator;
    const module = this.place.workspace.module(path);
    if (!module) return module;
    return (this.explainers.get(module.document.tree) ?? this.add(module, path)).evaluator;
  }

  beside(path: string): readonly string[] {
    return this.place?.workspace.beside(path) ?? [];
  }

  users(folder: string, deep: boolean, pattern: RegExp, except: string): readonly Evaluator[] {
    const found = this.place?.workspace.matching(folder, deep, pattern) ?? [];
    const isTest = (path: string) => testFolders.test(path.slice(folder.length));
    return found
      .filter((path) => path !== except && (isTest(except) || !isTest(path)))
      .sort((a, b) => stepsApart(a, except) - stepsApart(b, except))
      .slice(0, mostUsers)
      .flatMap((path) => this.file(path) ?? []);
  }

  json(path: string): unknown {
    if (!this.place) return null;
    if (!this.read.has(path)) {
      const text = this.place.workspace.text(path);
      if (text === undefined) return undefined;
      this.read.set(path, text === null ? null : readJson(text));
    }
    return this.read.get(path);
  }

  hover({ document, path }: Source, offset: number): string | null {
    const { place } = this;
    if (place?.path !== path) return null;
    const position = document.lines.positionAt(offset);
    // Where the definition leads may not be known before its file has been read.
    const location = place.workspace.questions.definition({ path, position });
    const isRead = location === null || (location && this.file(location.path) !== undefined);
    return (isRead ? place.workspace.questions.hover({ path, position }) : null) ?? null;
  }

  definition({ document, path }: Source, offset: number): Value | null {
    // Only for the text itself: what other files call is left as it is, so that one await asks for one thing.
    const { place } = this;
    if (place?.path !== path) return null;
    const position = document.lines.positionAt(offset);
    const location = place.workspace.questions.definition({ path, position });
    const home = location && this.file(location.path);
    return home ? home.definedAt(home.source.document.lines.offsetAt(location.position)) : null;
  }

  evaluatorOf(tree: SyntaxTree): Evaluator | undefined {
    return this.explainers.get(tree)?.evaluator;
  }

  of(home: Home): Explainer {
    return this.explainers.get(home.source.document.tree) ?? this.main;
  }

  private add({ document, suspensions }: Text, path: string | null): Explainer {
    const source = new Source(document, suspensions, path);
    const explainer = this.newExplainer(source);
    this.explainers.set(document.tree, explainer);
    return explainer;
  }

  private newExplainer(source: Source): Explainer {
    if (source.document.language === 'python') {
      pythonCatalog ??= new Catalog(pythonLibraries);
      const evaluator = new PythonEvaluator(source, pythonCatalog, this);
      return new PythonExplainer(source, evaluator, this);
    }
    javascriptCatalog ??= new Catalog(javascriptLibraries);
    const evaluator = new JavaScriptEvaluator(source, javascriptCatalog, this);
    return new JavaScriptExplainer(source, evaluator, this);
  }
}
