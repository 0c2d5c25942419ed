import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as v from 'valibot';
import {
  assumptionSchema,
  choiceSchema,
  eventSchemas,
  headSchema,
  taskSchema,
} from '../../../src/core/trace/schema';

const page = readFileSync(path.resolve(__dirname, '../../../docs/TRACE.md'), 'utf8');

/** The text below a heading, up to the next heading. */
function section(heading: string): string {
  const start = page.indexOf(`\n${heading}\n`);
  assert(start >= 0, `docs/TRACE.md has no section ${heading}`);
  const rest = page.slice(start + heading.length + 2);
  return rest.slice(0, rest.search(/\n#+ /));
}

interface Row {
  readonly names: readonly string[];
  readonly meaning: string;
}

/** The rows of the section's table: the names in the first cell, and what the second says. */
function tableOf(heading: string): Row[] {
  return [...section(heading).matchAll(/^\| (`.*?`) +\| (.*?) *\|$/gm)].map(
    ([, names = '', meaning = '']) => ({
      names: names.split(', ').map((name) => name.replaceAll('`', '')),
      meaning,
    }),
  );
}

function namesOf(heading: string): string[] {
  return tableOf(heading).flatMap((row) => row.names);
}

/** The alternatives of a schema that is a choice of words; null for any other. */
function wordsOf(schema: v.GenericSchema): readonly string[] | null {
  if ('options' in schema && schema.type === 'picklist') return schema.options as string[];
  return null;
}

const baseFields = ['t', 'task', 'thread', 'line', 'column', 'endLine', 'endColumn'];

describe('docs/TRACE.md', () => {
  it('lists the fields of a trace, of tasks, assumptions and choices', () => {
    const fields = [...Object.keys(headSchema.entries), 'events'].sort();
    assert.deepEqual(namesOf('## The trace').sort(), fields);
    assert.deepEqual(namesOf('### Tasks').sort(), Object.keys(taskSchema.entries).sort());
    assert.deepEqual(
      namesOf('### Assumptions').sort(),
      Object.keys(assumptionSchema.entries).sort(),
    );
    assert.deepEqual(namesOf('### Choices').sort(), Object.keys(choiceSchema.entries).sort());
    assert.deepEqual(namesOf('## Events'), baseFields);
  });

  it('has one section for each kind of event, and no other', () => {
    const kinds = [...page.matchAll(/^#### `(\w+)`$/gm)].map(([, kind]) => kind);
    assert.deepEqual(kinds.sort(), Object.keys(eventSchemas).sort());
  });

  for (const [kind, schema] of Object.entries(eventSchemas))
    it(`lists the fields of ${kind}`, () => {
      const own = Object.entries<v.GenericSchema>(schema.entries).filter(
        ([name]) => name !== 'kind' && !baseFields.includes(name),
      );
      const rows = tableOf(`#### \`${kind}\``);
      assert.deepEqual(
        rows.flatMap((row) => row.names),
        own.map(([name]) => name),
      );
      for (const [name, field] of own) {
        const meaning = rows.find((row) => row.names.includes(name))?.meaning ?? '';
        assert.equal(meaning.startsWith('optional'), field.type === 'exact_optional', name);
        const said = meaning.startsWith('as in ') ? page : meaning;
        for (const word of wordsOf(field) ?? []) assert(said.includes(`\`${word}\``), word);
      }
    });

  it('names every kind of waker and of assumption', () => {
    const enqueue = section('#### `enqueue`');
    for (const word of eventSchemas.enqueue.entries.waker.entries.kind.options)
      assert(enqueue.includes(`\`${word}\``), word);
    const assumptions = section('### Assumptions');
    for (const word of assumptionSchema.entries.kind.options)
      assert(assumptions.includes(`\`${word}\``), word);
  });
});
