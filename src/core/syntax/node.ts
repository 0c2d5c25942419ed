import type { Node, Point, Tree } from 'web-tree-sitter';

/**
 * The syntax tree of one version of a text. Each step through the parser's own tree crosses into WebAssembly and makes a
 * new object there, and going up begins at the root: so each node is made once, and each question about it is answered once.
 */
export class SyntaxTree {
  private readonly nodes = new Map<number, SyntaxNode>();
  /** By where they start, the nodes that were found to have exactly the stretch asked for, mostly names. */
  private readonly exact = new Map<number, SyntaxNode>();
  private readonly fields = new Map<string, number | null>();
  readonly root: SyntaxNode;

  constructor(
    private readonly tree: Tree,
    /** The document's own text, not the masked one that the parser read. */
    readonly text: string,
  ) {
    this.root = this.own(tree.rootNode, null);
  }

  /**
   * The node that has exactly this stretch of text, or the smallest one around it; offsets are UTF-16 code units. `from` is a node
   * around it, if one is known: the search begins there.
   */
  nodeAt(start: number, end: number, from: SyntaxNode | null = null): SyntaxNode {
    const known = this.exact.get(start);
    if (known?.endIndex === end) return known;
    const top = from ?? this.root;
    const found = this.known(top.raw.descendantForIndex(start, end)) ?? top;
    if (found.startIndex === start && found.endIndex === end) this.exact.set(start, found);
    return found;
  }

  /** The number of a field in the grammar, which has no other way to it than to go through all names; null if it has none. */
  fieldId(name: string): number | null {
    let id = this.fields.get(name);
    if (id === undefined) {
      id = this.tree.language.fieldIdForName(name);
      this.fields.set(name, id);
    }
    return id;
  }

  /** The one node for a node of the parser's; `parent` where the caller knows it. */
  own(raw: Node, parent?: SyntaxNode | null): SyntaxNode {
    let node = this.nodes.get(raw.id);
    if (!node) {
      node = new SyntaxNode(this, raw, parent);
      this.nodes.set(raw.id, node);
    } else if (parent) {
      node.foundIn(parent);
    }
    return node;
  }

  /** The same for one that may not be there. */
  known(raw: Node | null, parent?: SyntaxNode | null): SyntaxNode | null {
    return raw && this.own(raw, parent);
  }
}

/** A node of a syntax tree: what tree-sitter's `Node` tells under the same names, as far as it is used. */
export class SyntaxNode {
  /** Unique in its tree. */
  readonly id: number;
  /** In UTF-16 code units, as `endIndex`. */
  readonly startIndex: number;
  private ownType: string | undefined;
  private ownEnd = -1;
  private ownChildren: readonly SyntaxNode[] | undefined;
  private ownNamedChildren: readonly SyntaxNode[] | undefined;
  /** The names of the fields that were asked for, each followed by its child: few enough to be looked through. */
  private fields: (string | SyntaxNode | null)[] | undefined;

  /** Made by its tree. */
  constructor(
    readonly tree: SyntaxTree,
    readonly raw: Node,
    private ownParent: SyntaxNode | null | undefined,
  ) {
    this.id = raw.id;
    this.startIndex = raw.startIndex;
    this.ownType = undefined;
    this.ownChildren = undefined;
    this.ownNamedChildren = undefined;
    this.fields = undefined;
  }

  get type(): string {
    return (this.ownType ??= this.raw.type);
  }

  get endIndex(): number {
    if (this.ownEnd < 0) this.ownEnd = this.raw.endIndex;
    return this.ownEnd;
  }

  get startPosition(): Point {
    return this.raw.startPosition;
  }

  get endPosition(): Point {
    return this.raw.endPosition;
  }

  get text(): string {
    return this.tree.text.slice(this.startIndex, this.endIndex);
  }

  /** Whether the grammar names it, as it does `identifier` but not `(`. */
  get isNamed(): boolean {
    return this.raw.isNamed;
  }

  get isError(): boolean {
    return this.raw.isError;
  }

  /** Whether anything in it is a syntax error. */
  get hasError(): boolean {
    return this.raw.hasError;
  }

  get parent(): SyntaxNode | null {
    if (this.ownParent === undefined) this.ownParent = this.tree.known(this.raw.parent);
    return this.ownParent;
  }

  /** Its parent has come by on the way down: nobody need go up for it. */
  foundIn(parent: SyntaxNode): void {
    this.ownParent ??= parent;
  }

  get children(): readonly SyntaxNode[] {
    return (this.ownChildren ??= this.raw.children.map((child) => this.tree.own(child, this)));
  }

  get namedChildren(): readonly SyntaxNode[] {
    return (this.ownNamedChildren ??= this.raw.namedChildren.map((child) =>
      this.tree.own(child, this),
    ));
  }

  namedChild(index: number): SyntaxNode | null {
    return this.namedChildren[index] ?? null;
  }

  childForFieldName(name: string): SyntaxNode | null {
    this.fields ??= [];
    const at = this.fields.indexOf(name);
    if (at >= 0) return this.fields[at + 1] as SyntaxNode | null;
    const field = this.tree.fieldId(name);
    const child = field === null ? null : this.tree.known(this.raw.childForFieldId(field), this);
    this.fields.push(name, child);
    return child;
  }

  childrenForFieldName(name: string): SyntaxNode[] {
    return this.raw.childrenForFieldName(name).map((child) => this.tree.own(child, this));
  }

  get firstChild(): SyntaxNode | null {
    return this.tree.known(this.raw.firstChild, this);
  }

  get lastChild(): SyntaxNode | null {
    return this.tree.known(this.raw.lastChild, this);
  }

  get firstNamedChild(): SyntaxNode | null {
    return this.namedChild(0);
  }

  get lastNamedChild(): SyntaxNode | null {
    return this.namedChildren.at(-1) ?? null;
  }

  get nextSibling(): SyntaxNode | null {
    return this.tree.known(this.raw.nextSibling, this.ownParent);
  }

  get previousSibling(): SyntaxNode | null {
    return this.tree.known(this.raw.previousSibling, this.ownParent);
  }

  get previousNamedSibling(): SyntaxNode | null {
    return this.tree.known(this.raw.previousNamedSibling, this.ownParent);
  }

  /** The tree below it as an S-expression. */
  toString(): string {
    return this.raw.toString();
  }
}
