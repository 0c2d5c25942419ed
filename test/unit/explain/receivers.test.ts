import { check, checkLast } from './explainedTrees';

const statics = `function Model() {}
Model.one = async function () {
  return fetch('/one');
};
Model.all = async function () {
  await this.one();
};
Object.assign(Model, {
  two: async function () {
    await this.all();
  },
});
`;

const loader = (use: string) =>
  `class Loader {\n  load() {\n    return fetch('/a');\n  }\n  run(items, each) {\n    ${use}\n  }\n}\n`;

describe('this in a function that is no member of a class', () => {
  check({
    'is what the function is put on': [
      { '/model.js': statics },
      { callee: 'this.one', waitsFor: 'network' },
      { callee: 'this.all', detail: 'this.all(): the HTTP response from /one at line 6' },
    ],
    'is that of the code that calls it so': [
      {
        '/model.js':
          "function Model() {}\nModel.bulk = async function () {\n  return bulk.call(this);\n};\nModel.one = async function () {\n  return fetch('/one');\n};\nasync function bulk(again) {\n  await this.one();\n  if (again) await bulk.call(this);\n}\n",
      },
      { callee: 'this.one', waitsFor: 'network' },
      {},
    ],
    'is open where two functions call each other so': [
      {
        '/circle.js':
          'function a() {\n  b.call(this);\n}\nasync function b() {\n  a.call(this);\n  await this.go();\n}\n',
      },
      { waitsFor: 'unknown' },
    ],
    'is the object that it stands in': [
      {
        '/api.js':
          "const api = {\n  get: async function () {\n    return fetch('/get');\n  },\n  both: async function () {\n    await this.get();\n  },\n};\n",
      },
      { callee: 'get', waitsFor: 'network' },
    ],
  });
  checkLast('javascript', {
    'is not that of the method around it': [
      loader('each(items, async function () { await this.load(); });'),
      { waitsFor: 'unknown' },
    ],
    'is that of the method around it where it is bound to it': [
      loader('each(items, async function () { await this.load(); }.bind(this));'),
      { waitsFor: 'network' },
    ],
    'is that of the method around it where that is given along': [
      loader('items.forEach(async function () { await this.load(); }, this);'),
      { waitsFor: 'network' },
    ],
    'is that of the method around it where it is called so': [
      loader('async function inner() { await this.load(); } return inner.call(this);'),
      { waitsFor: 'network' },
    ],
  });
});

describe('an async function that returns a promise of which only the type is known', () => {
  checkLast('typescript', {
    'waits for what gives that': [
      "interface Line { send(text: string): Promise<void> }\nclass Phone {\n  constructor(private line: Line) {}\n  async call() {\n    return this.line.send('hello');\n  }\n}\nasync function main(phone: Phone) {\n  await phone.call();\n}",
      { callee: 'Phone.call', lens: 'waits for the promise of this.line.send()' },
    ],
  });
});
