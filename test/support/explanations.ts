import { Analysis } from '../../src/core/analysis';
import type { Explanation } from '../../src/core/explain/types';
import { Workspace } from '../../src/core/explain/workspace';
import { languageIdOfFile } from '../../src/core/language';
import { reader } from './syntax';

/** Every explanation of a text, in source order. */
export async function explain(languageId: string, text: string): Promise<Explanation[]> {
  return allOf(await Analysis.open(reader, languageId, text));
}

/** The explanation of the last suspension point of a text. */
export async function explainLast(languageId: string, text: string): Promise<Explanation> {
  const last = (await explain(languageId, text)).at(-1);
  if (!last) throw new Error('The text has no suspension point');
  return last;
}

/** Texts by their paths, as a workspace has them. The paths begin with `/`. */
export type Tree = Record<string, string>;

/** A workspace of texts in memory, with the folder `/` to look for absolute imports in. */
export function workspaceOf(tree: Tree): Workspace {
  return new Workspace(reader, {
    roots: [''],
    read: (path) => Promise.resolve(tree[path] ?? null),
    list: (folder, deep) =>
      Promise.resolve(
        Object.keys(tree).filter(
          (path) =>
            languageIdOfFile(path) !== undefined &&
            path.startsWith(`${folder}/`) &&
            (deep || !path.slice(folder.length + 1).includes('/')),
        ),
      ),
  });
}

/** Every explanation of one of several files, in source order, with its imports followed. */
export async function explainFile(tree: Tree, path: string): Promise<Explanation[]> {
  const workspace = workspaceOf(tree);
  const languageId = languageIdOfFile(path) ?? '';
  const analysis = await Analysis.open(reader, languageId, tree[path] ?? '', { path, workspace });
  await analysis.settle();
  const explanations = allOf(analysis);
  workspace.dispose();
  return explanations;
}

function allOf(analysis: Analysis): Explanation[] {
  try {
    return analysis.suspensions.points.map((_, index) => analysis.explain(index));
  } finally {
    analysis.dispose();
  }
}
