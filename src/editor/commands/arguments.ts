import * as v from 'valibot';

const placeSchema = v.object({
  uri: v.string(),
  line: v.pipe(v.number(), v.integer(), v.minValue(0)),
  character: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** A place in a document, as lenses and links hand it to our internal commands. Zero-based UTF-16. */
export type PlaceArguments = Readonly<v.InferOutput<typeof placeSchema>>;

/** Anybody can run a command with anything: what is not a place gives undefined. */
export function placeArguments(input: unknown): PlaceArguments | undefined {
  const result = v.safeParse(placeSchema, input);
  return result.success ? result.output : undefined;
}

/** The link that runs one of our commands with a place. */
export function commandLink(command: string, place: PlaceArguments): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([place]))}`;
}
