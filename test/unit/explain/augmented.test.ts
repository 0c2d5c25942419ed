import { check, checkLast } from './explainedTrees';

const sleeps = '() { return new Promise((resolve) => setTimeout(resolve, 20)); }';
const timer = { lens: 'waits for a 20 ms timer' };

describe('an object that a function is handed to put members on', () => {
  checkLast('javascript', {
    'has what is assigned there': [
      `function augment(target) { target.load = function ${sleeps}; }
const api = {};
augment(api);
async function f() { await api.load(); }`,
      timer,
    ],
    'has what is copied there, as a class': [
      `const hooks = { load${sleeps} };
function applyTo(target) { Object.assign(target, hooks); }
class Model { static async sync() { await this.load(); } }
applyTo(Model);`,
      timer,
    ],
    'has what is mixed in there, on its prototype': [
      `const _ = require('lodash');
const hooks = { load${sleeps} };
function applyTo(target) { _.mixin(target, hooks); }
class Model { async save() { await this.load(); } }
applyTo(Model.prototype);`,
      timer,
    ],
    'may be a function, which gets them in a loop': [
      `function augment(target) { for (const name of ['load', 'save']) target[name] = function ${sleeps}; }
function api() {}
augment(api);
async function f() { await api.save(); }`,
      timer,
    ],
    'has nothing of what a function gives to another': [
      `function augment(target, other) { other.load = function ${sleeps}; }
const api = {};
augment(api, {});
async function f() { await api.load(); }`,
      { waitsFor: 'unknown' },
    ],
    'is not looked for in circles': [
      `function augment(target) { augment(target); }
const api = {};
augment(api);
async function f() { await api.load(); }`,
      { waitsFor: 'unknown' },
    ],
  });
  check({
    'gets them from a function of another file': [
      {
        '/app/model.js':
          "const hooks = require('./hooks');\nclass Model { static async sync() { await this.load(); } }\nhooks.applyTo(Model);\n",
        '/app/hooks.js': `const Hooks = { load${sleeps} };
exports.applyTo = (target) => { Object.assign(target, Hooks); };
`,
      },
      timer,
    ],
  });
});
