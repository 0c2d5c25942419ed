import type { Suspensions } from '../suspension/types';
import type { SyntaxDocument, SyntaxTree } from '../syntax/document';
import { Catalog } from './catalog/catalog';
import { javascriptLibraries } from './catalog/javascript';
import { pythonLibraries } from './catalog/python';
import type { Explainer } from './explainer';
import { JavaScriptExplainer } from './javascript/explainer';
import { PythonExplainer } from './python/explainer';
import { JavaScriptEvaluator } from './resolve/javascript/evaluator';
import { PythonEvaluator } from './resolve/python/evaluator';
import { Source } from './resolve/source';
import type { Explanation, Gist } from './types';

let pythonCatalog: Catalog | undefined;
let javascriptCatalog: Catalog | undefined;

/** What is known of a text's names and functions is worked out once for each of its versions. */
const explainers = new WeakMap<SyntaxTree, Explainer>();

/** What a lens says of one suspension point, as `explainPoint` does, for less than half of its time. */
export function gistOfPoint(
  document: SyntaxDocument,
  suspensions: Suspensions,
  point: number,
): Gist {
  return explainerFor(document, suspensions).gist(point);
}

/**
 * Explains one suspension point, given by its index in `suspensions.points`. Never throws on
 * source text: what cannot be told is explained as unknown, with the reason.
 */
export function explainPoint(
  document: SyntaxDocument,
  suspensions: Suspensions,
  point: number,
): Explanation {
  return explainerFor(document, suspensions).explain(point);
}

function explainerFor(document: SyntaxDocument, suspensions: Suspensions): Explainer {
  let explainer = explainers.get(document.tree);
  if (!explainer) {
    explainer = newExplainer(new Source(document, suspensions));
    explainers.set(document.tree, explainer);
  }
  return explainer;
}

function newExplainer(source: Source): Explainer {
  if (source.document.language === 'python') {
    pythonCatalog ??= new Catalog(pythonLibraries);
    return new PythonExplainer(source, new PythonEvaluator(source, pythonCatalog));
  }
  javascriptCatalog ??= new Catalog(javascriptLibraries);
  return new JavaScriptExplainer(source, new JavaScriptEvaluator(source, javascriptCatalog));
}
