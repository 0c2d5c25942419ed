import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Arguments, Expression, Keyword } from './ast';
import { siteOf } from './nodes';

/** What lowering arguments needs of the lowering of expressions. */
interface Lower {
  expression(node: SyntaxNode): Expression;
  first(node: SyntaxNode): Expression;
  field(node: SyntaxNode, name: string): Expression;
  text(node: SyntaxNode): string;
}

/** The parameters of a function or lambda. */
export function lowerParameters(lowering: Lower, node: SyntaxNode | null): Arguments {
  const parameters: Arguments['parameters'][number][] = [];
  let afterStar = false;
  for (const child of node ? partsOf(node) : []) {
    if (child.type === 'positional_separator') {
      for (const [index, parameter] of parameters.entries()) {
        parameters[index] = { ...parameter, kind: 'positional' };
      }
      continue;
    }
    if (child.type === 'keyword_separator') {
      afterStar = true;
      continue;
    }
    const typed = child.childForFieldName('type');
    const value = child.childForFieldName('value');
    const named = child.childForFieldName('name') ?? (typed ? partsOf(child)[0] : null) ?? child;
    const isStar = named.type === 'list_splat_pattern';
    const isDoubleStar = named.type === 'dictionary_splat_pattern';
    const name = lowering.text(named).replace(/^\*+\s*/, '');
    const kind = isStar ? 'star' : isDoubleStar ? 'doubleStar' : afterStar ? 'keyword' : 'ordinary';
    if (isStar) afterStar = true;
    parameters.push({
      name,
      kind,
      default: value && lowering.expression(value),
      annotation: typed && lowerAnnotation(lowering, typed),
    });
  }
  return { parameters };
}

/** Annotations are kept as source text: nothing of a walkthrough depends on their value. */
export function lowerAnnotation(lowering: Lower, node: SyntaxNode): Expression {
  return {
    type: 'Constant',
    site: siteOf(node),
    value: { kind: 'str', value: lowering.text(node) },
  };
}

/** The arguments of a call, or the bases and keywords of a class. */
export function lowerArguments(
  lowering: Lower,
  list: SyntaxNode | null,
): { args: Expression[]; keywords: Keyword[] } {
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  for (const child of list ? partsOf(list) : []) {
    if (child.type === 'keyword_argument') {
      const name = child.childForFieldName('name');
      keywords.push({
        arg: name ? lowering.text(name) : '',
        value: lowering.field(child, 'value'),
      });
    } else if (child.type === 'dictionary_splat') {
      keywords.push({ arg: null, value: lowering.first(child) });
    } else {
      args.push(lowering.expression(child));
    }
  }
  return { args, keywords };
}
