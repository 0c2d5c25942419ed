import { PyDict, PyList, PyTuple } from '../objects/containers';
import type { HashKey } from '../objects/containers';
import { exceptionClass, raise } from '../objects/exceptions';
import { PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { hashKey } from '../operations/hash';
import { items } from '../operations/iterate';
import { define, makeModule, nativeClass } from '../operations/native';
import { repr } from '../operations/repr';

/* Lib/graphlib.py: the same order of nodes that are ready at once. */

interface Node {
  readonly value: Value;
  predecessors: number;
  readonly successors: Node[];
  state: 'waiting' | 'ready' | 'out' | 'done';
}

const cycleErrorClass = new PyClass('CycleError', [exceptionClass('ValueError')]);
cycleErrorClass.module = 'graphlib';

const sorterClass = nativeClass('TopologicalSorter', 'graphlib', () => new Sorter());

class Sorter extends PyObject {
  private readonly nodes = new Map<HashKey, Node>();
  private ready: Node[] = [];
  private prepared = false;
  private open = 0;

  constructor() {
    super(sorterClass);
  }

  private node(value: Value): Node {
    const key = hashKey(value);
    let node = this.nodes.get(key);
    if (!node) {
      node = { value, predecessors: 0, successors: [], state: 'waiting' };
      this.nodes.set(key, node);
    }
    return node;
  }

  add(value: Value, predecessors: readonly Value[]): void {
    if (this.prepared) raise('ValueError', 'Nodes cannot be added after a call to prepare()');
    const node = this.node(value);
    node.predecessors += predecessors.length;
    for (const predecessor of predecessors) this.node(predecessor).successors.push(node);
  }

  prepare(): void {
    if (this.prepared) raise('ValueError', 'cannot prepare() more than once');
    this.prepared = true;
    for (const node of this.nodes.values()) if (node.predecessors === 0) this.makeReady(node);
    const cycle = this.findCycle();
    if (cycle) raise(cycleErrorClass, 'nodes are in a cycle', new PyList(cycle));
  }

  /** A cycle, from a node back to itself; null where there is none. */
  private findCycle(): Value[] | null {
    const finished = new Set<Node>();
    for (const start of this.nodes.values()) {
      const path: Node[] = [];
      const pending: { node: Node; next: number }[] = [{ node: start, next: 0 }];
      while (pending.length > 0) {
        const top = pending.at(-1);
        if (!top) break;
        if (top.next === 0) path.push(top.node);
        const successor = top.node.successors[top.next++];
        if (!successor || finished.has(top.node)) {
          finished.add(top.node);
          pending.pop();
          path.pop();
        } else if (path.includes(successor)) {
          const cycle = [...path.slice(path.indexOf(successor)), successor];
          return cycle.map(({ value }) => value);
        } else if (!finished.has(successor)) {
          pending.push({ node: successor, next: 0 });
        }
      }
    }
    return null;
  }

  private makeReady(node: Node): void {
    node.state = 'ready';
    this.open++;
    this.ready.push(node);
  }

  private checkPrepared(): void {
    if (!this.prepared) raise('ValueError', 'prepare() must be called first');
  }

  takeReady(): PyTuple {
    this.checkPrepared();
    const { ready } = this;
    this.ready = [];
    for (const node of ready) node.state = 'out';
    return new PyTuple(ready.map(({ value }) => value));
  }

  get isActive(): boolean {
    this.checkPrepared();
    return this.open > 0;
  }

  done(values: readonly Value[]): void {
    this.checkPrepared();
    for (const value of values) {
      const node = this.nodes.get(hashKey(value));
      if (!node) raise('ValueError', `node ${repr(value)} was not added using add()`);
      if (node.state === 'done') raise('ValueError', `node ${repr(value)} was already marked done`);
      if (node.state !== 'out') {
        const why = `was not passed out (still not ready)`;
        raise('ValueError', `node ${repr(value)} ${why}`);
      }
      node.state = 'done';
      this.open--;
      for (const successor of node.successors) {
        if (--successor.predecessors === 0) this.makeReady(successor);
      }
    }
  }

  staticOrder(): Value[] {
    this.prepare();
    const order: Value[] = [];
    while (this.isActive) {
      const { items: ready } = this.takeReady();
      order.push(...ready);
      this.done(ready);
    }
    return order;
  }
}

define(sorterClass, {
  '__init__(self, graph=None)': (self: Sorter, graph: Value) => {
    if (!(graph instanceof PyDict)) return;
    for (const { key, value } of graph.entries.values()) self.add(key, items(value));
  },
  'add(self, node, *predecessors)': (self: Sorter, node: Value, predecessors: PyTuple) => {
    self.add(node, predecessors.items);
  },
  'prepare(self)': (self: Sorter) => {
    self.prepare();
  },
  'get_ready(self)': (self: Sorter) => self.takeReady(),
  'is_active(self)': (self: Sorter) => self.isActive,
  '__bool__(self)': (self: Sorter) => self.isActive,
  'done(self, *nodes)': (self: Sorter, nodes: PyTuple) => {
    self.done(nodes.items);
  },
  'static_order(self)': (self: Sorter) => new PyList(self.staticOrder()),
  '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls,
});

export const graphlibModule = makeModule(
  'graphlib',
  {},
  { TopologicalSorter: sorterClass, CycleError: cycleErrorClass },
);
