/** `find`, worked out once for each definition: the recorder defines few, and a million events refer to them. */
export function once<Definition extends object, Found>(
  find: (definition: Definition) => Found,
): (definition: Definition) => Found {
  const known = new WeakMap<Definition, { readonly found: Found }>();
  return (definition) => {
    let entry = known.get(definition);
    if (entry === undefined) known.set(definition, (entry = { found: find(definition) }));
    return entry.found;
  };
}
