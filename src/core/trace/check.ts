import type * as v from 'valibot';

type Check = (value: unknown) => boolean;

/** The parts of valibot's schemas and actions that the trace's schema is made of. */
interface Node {
  readonly type: string;
  readonly pipe?: readonly Node[];
  readonly entries?: Readonly<Record<string, Node>>;
  readonly wrapped?: Node;
  readonly item?: Node;
  readonly literal?: unknown;
  readonly options?: readonly unknown[];
  readonly requirement?: number;
}

/**
 * Whether values fit a schema, without making a copy of each or a list of what is wrong: for the many that fit. It knows
 * the kinds of schema that the trace format uses; a test compares its verdicts with valibot's.
 *
 * @throws for a schema of another kind
 */
export function checkOf(schema: v.GenericSchema): Check {
  return compile(schema);
}

function compile(node: Node): Check {
  if (node.pipe) return every(node.pipe.map((part) => compilePart(part)));
  return compilePart(node);
}

function compilePart(node: Node): Check {
  const { entries, literal, options, requirement = 0 } = node;
  switch (node.type) {
    case 'object':
      return objectCheck(entries ?? {});
    case 'array': {
      const item = inner(node.item);
      return (value) => Array.isArray(value) && value.every(item);
    }
    case 'nullable': {
      const wrapped = inner(node.wrapped);
      return (value) => value === null || wrapped(value);
    }
    case 'exact_optional':
      return inner(node.wrapped);
    case 'literal':
      return (value) => value === literal;
    case 'picklist': {
      const known = new Set(options);
      return (value) => known.has(value);
    }
    case 'null':
      return (value) => value === null;
    case 'string':
      return (value) => typeof value === 'string';
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'number':
      return (value) => typeof value === 'number' && !Number.isNaN(value);
    case 'finite':
      return Number.isFinite;
    case 'safe_integer':
      return Number.isSafeInteger;
    case 'min_value':
      return (value) => (value as number) >= requirement;
    case 'max_length':
      return (value) => (value as string | readonly unknown[]).length <= requirement;
    default:
      throw new Error(`There is no check for a schema of the type ${node.type}`);
  }
}

function objectCheck(entries: Readonly<Record<string, Node>>): Check {
  const fields = Object.entries(entries).map(([name, node]) => ({
    name,
    check: compile(node),
    optional: node.type === 'exact_optional',
  }));
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const given = value as Readonly<Record<string, unknown>>;
    for (const { name, check, optional } of fields) {
      const field = given[name];
      if (field === undefined && optional && !(name in given)) continue;
      if (!check(field)) return false;
    }
    return true;
  };
}

function every(checks: readonly Check[]): Check {
  const [first, ...rest] = checks;
  if (!first) return () => true;
  const [second, third] = rest;
  if (rest.length === 1 && second) return (value) => first(value) && second(value);
  if (rest.length === 2 && second && third)
    return (value) => first(value) && second(value) && third(value);
  return (value) => checks.every((check) => check(value));
}

function inner(node: Node | undefined): Check {
  if (!node) throw new Error('A schema that wraps another has it');
  return compile(node);
}
