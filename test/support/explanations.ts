import { Analysis } from '../../src/core/analysis';
import type { Explanation } from '../../src/core/explain/types';
import { reader } from './syntax';

/** Every explanation of a text, in source order. */
export async function explain(languageId: string, text: string): Promise<Explanation[]> {
  const analysis = await Analysis.open(reader, languageId, text);
  try {
    return analysis.suspensions.points.map((_, index) => analysis.explain(index));
  } finally {
    analysis.dispose();
  }
}

/** The explanation of the last suspension point of a text. */
export async function explainLast(languageId: string, text: string): Promise<Explanation> {
  const last = (await explain(languageId, text)).at(-1);
  if (!last) throw new Error('The text has no suspension point');
  return last;
}
