import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { languageIds } from '../../../src/core/language';
import { families } from '../../../src/editor/annotations/texts';
import {
  color,
  command,
  contextKey,
  internalCommand,
  panelViewType,
  placements,
  scopes,
  setting,
  settingSection,
} from '../../../src/editor/names';
import { samples } from '../../../src/editor/samples/list';
import manifest from '../../../package.json';
import texts from '../../../package.nls.json';

const root = path.join(__dirname, '../../..');
const { contributes } = manifest;
const sorted = (values: Iterable<string>) => [...values].sort();
const source = readFileSync(path.join(root, 'package.json'), 'utf8');

describe('The manifest and the code', () => {
  it('have the same commands', () => {
    assert.deepEqual(
      sorted(contributes.commands.map((entry) => entry.command)),
      sorted(Object.values(command)),
    );
  });

  it('show no command that only our own lenses and links can run', () => {
    for (const id of Object.values(internalCommand)) assert.ok(!source.includes(id), id);
  });

  it('have the same settings, with the same values', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(
      sorted(Object.keys(properties)),
      sorted(Object.values(setting).map((name) => `${settingSection}.${name}`)),
    );
    assert.deepEqual(properties['awaitLens.annotations.placement'].enum, placements);
    assert.deepEqual(properties['awaitLens.annotations.scope'].enum, scopes);
    assert.equal(properties['awaitLens.annotations.placement'].default, placements[0]);
    assert.equal(properties['awaitLens.annotations.scope'].default, scopes[0]);
  });

  it('have the same colours, and each has a default in every kind of theme', () => {
    assert.deepEqual(sorted(contributes.colors.map(({ id }) => id)), sorted(Object.values(color)));
    for (const { defaults } of contributes.colors) {
      assert.deepEqual(sorted(Object.keys(defaults)), [
        'dark',
        'highContrast',
        'highContrastLight',
        'light',
      ]);
    }
  });

  it('ask only for context keys that the code sets', () => {
    const asked = new Set(source.match(/(?<="when": "[^"]*)awaitLens\.\w+/g));
    assert.deepEqual(sorted(asked), sorted(Object.values(contextKey)));
  });

  it('speak of the same panel', () => {
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${panelViewType}`));
  });

  it('have the same languages', () => {
    const activated = manifest.activationEvents.flatMap((event) =>
      event.startsWith('onLanguage:') ? [event.slice('onLanguage:'.length)] : [],
    );
    assert.deepEqual(sorted(activated), sorted(languageIds));
    const asked = [...source.matchAll(/LangId =~ \/\^\((.*?)\)\$\//g)].map(([, list]) => list);
    assert.ok(asked.length > 0);
    for (const list of asked) assert.deepEqual(sorted(list?.split('|') ?? []), sorted(languageIds));
  });

  it('bind keys and menus to commands that exist', () => {
    const known = new Set<string>(Object.values(command));
    const bound = [...contributes.keybindings, ...Object.values(contributes.menus).flat()];
    for (const { command: id } of bound) assert.ok(known.has(id), id);
  });

  it('name only commands that exist in the walkthrough of the welcome page', () => {
    const known = new Set<string>(Object.values(command));
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const named = [
      ...steps.flatMap((step) => step.completionEvents.map((event) => event.split(':')[1])),
      ...Object.values(texts).flatMap((text) =>
        [...text.matchAll(/\(command:(.+?)\)/g)].map(([, id]) => id),
      ),
    ];
    assert.ok(named.length >= 2 * steps.length);
    for (const id of named) assert.ok(known.has(id ?? ''), id);
  });

  it('have a text for every key, and use every text', () => {
    const used = new Set([...source.matchAll(/"%(.+?)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual(sorted(used), sorted(Object.keys(texts)));
  });

  it('have every file that they name', () => {
    const files = [
      manifest.icon,
      ...contributes.grammars.map((grammar) => grammar.path),
      ...families.flatMap((family) =>
        ['dark', 'light'].map((theme) => `media/gutter/${theme}/${family}.svg`),
      ),
      ...contributes.walkthroughs.flatMap(({ steps }) =>
        steps.map(({ media }) => media.svg ?? media.image),
      ),
      ...['dark', 'light'].map((theme) => `media/panel/${theme}/lifecycle.svg`),
    ];
    for (const file of files) assert.ok(existsSync(path.join(root, file)), file);
  });
});

describe('The samples', () => {
  it('are those of the folder', () => {
    const shipped = ['python', 'typescript'].flatMap((folder) =>
      readdirSync(path.join(root, 'samples', folder))
        .filter((name) => /\.(?:py|ts)$/.test(name))
        .map((name) => `${folder}/${name}`),
    );
    assert.deepEqual(sorted(samples().map((sample) => sample.path)), sorted(shipped));
  });
});
