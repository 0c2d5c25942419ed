/** What a mechanism's sentences speak about. */
export interface Scene {
  /** The awaited expression, shortened. */
  readonly call: string;
  /** What is waited for, as a noun phrase. */
  readonly thing: string;
}

/** The general sentences about one mechanism; an entry of the catalog replaces single ones. */
export interface Sentences {
  readonly registers: (scene: Scene) => string;
  readonly watches: (scene: Scene) => string;
  readonly wokenBy: (scene: Scene) => string;
  /** Why it always or sometimes suspends; absent where every await of the language does. */
  readonly because?: (scene: Scene) => string;
  /** What cancelling the waiting task does, where the language has that. */
  readonly cancelled?: (scene: Scene) => string;
}
