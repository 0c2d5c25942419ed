import type { Lines } from '../../src/core/syntax/lines';
import { SuspensionIndex } from '../../src/core/suspension/suspensions';
import type { Suspensions } from '../../src/core/suspension/types';
import type { Range } from '../../src/core/position';
import { reader } from '../support/syntax';

/** A function as a reference parser sees it: offsets are UTF-16, `parent` is an index in the list. */
export type ReferenceFunction = readonly [
  name: string,
  async: boolean,
  generator: boolean,
  start: number,
  end: number,
  parent: number | null,
];

export type ReferencePoint = readonly [
  keyword: string,
  start: number,
  end: number,
  function_: number | null,
];

/** What a language's own parser says of a text. */
export interface Reference {
  readonly functions: readonly ReferenceFunction[];
  readonly points: readonly ReferencePoint[];
}

/** A file with what its language's parser says of it; undefined where that rejects the file. */
export interface JudgedFile {
  readonly path: string;
  readonly text: string;
  readonly reference: Reference | undefined;
}

/** Something that only one side sees: `-` the reference alone, `+` we alone. */
export interface Difference {
  readonly side: '-' | '+';
  readonly line: number;
  readonly what: string;
}

/** How we and the reference parser disagree about a text; empty where we agree, position by position. */
export async function differences(
  languageId: string,
  text: string,
  reference: Reference,
): Promise<Difference[]> {
  const document = await reader.open(languageId, text);
  try {
    const { lines } = document;
    const ours = describe(fromSuspensions(new SuspensionIndex(document).current, lines));
    const theirs = describe(reference);
    const at = (key: string) => lines.lineAt(Number(/@(\d+)/.exec(key)?.[1])) + 1;
    return [
      ...without(theirs, ours).map((what) => ({ side: '-' as const, line: at(what), what })),
      ...without(ours, theirs).map((what) => ({ side: '+' as const, line: at(what), what })),
    ].sort((a, b) => a.line - b.line);
  } finally {
    document.dispose();
  }
}

function fromSuspensions({ functions, points }: Suspensions, lines: Lines): Reference {
  const offsets = ({ start, end }: Range) => [lines.offsetAt(start), lines.offsetAt(end)] as const;
  return {
    functions: functions.map(({ name, async, generator, range, parent }) => [
      name,
      async,
      generator,
      ...offsets(range),
      parent,
    ]),
    points: points.map((point) => [point.keyword, ...offsets(point.range), point.function]),
  };
}

/** One text per function and point; a function is told by where it starts, so that the order is free. */
function describe({ functions, points }: Reference): string[] {
  const owner = (index: number | null) =>
    index === null ? 'module' : `function@${functions[index]?.[3]}`;
  return [
    ...functions.map(
      ([name, async, generator, start, end, parent]) =>
        `${async ? 'async ' : ''}${generator ? 'generator ' : ''}function ${name} @${start}-${end} in ${owner(parent)}`,
    ),
    ...points.map(
      ([keyword, start, end, function_]) => `${keyword} @${start}-${end} in ${owner(function_)}`,
    ),
  ];
}

function without(all: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return all.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}
