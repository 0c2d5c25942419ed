import assert from 'node:assert/strict';
import { expand } from '../../../src/editor/record/variables';

const unix = {
  file: '/home/ann/shop/src/order.test.ts',
  folder: '/home/ann/shop',
  folderNamed: (name: string) => ({ stock: '/home/ann/stock' })[name],
  cursor: { line: 3, column: 7, selected: 'order(1)' },
  executable: '/opt/code/code',
  separator: '/',
  environment: (name: string) => ({ HOME: '/home/ann', SIZE: 'XL' })[name] ?? '',
  answers: new Map([
    ['command:shop.flavour', 'mint'],
    ['input:size', ''],
  ]),
  setting: (name: string) => (name === 'editor.tabSize' ? '4' : undefined),
};
const windows = { ...unix, file: 'C:\\shop\\order.py', folder: 'C:\\shop', separator: '\\' };

describe('Variables of launch.json', () => {
  const cases: readonly [text: string, value: string][] = [
    ['${file}', '/home/ann/shop/src/order.test.ts'],
    ['${fileBasename} ${fileBasenameNoExtension} ${fileExtname}', 'order.test.ts order.test .ts'],
    ['${fileDirname} ${fileDirnameBasename}', '/home/ann/shop/src src'],
    ['${workspaceFolder}/data ${workspaceFolderBasename}', '/home/ann/shop/data shop'],
    ['${relativeFile} ${relativeFileDirname}', 'src/order.test.ts src'],
    ['${userHome}${/}x${pathSeparator}y', '/home/ann/x/y'],
    ['${env:SIZE}-${env:NOTHING}', 'XL-'],
    ['${config:editor.tabSize}', '4'],
    ['${workspaceFolder:stock} ${workspaceFolderBasename:stock}', '/home/ann/stock stock'],
    ['${lineNumber}:${columnNumber} ${selectedText}', '3:7 order(1)'],
    ['${command:shop.flavour}-${input:size}-${input:shop.flavour}', 'mint--${input:shop.flavour}'],
    ['${execPath}', '/opt/code/code'],
    ['${workspaceFolder:none} ${command:none}', '${workspaceFolder:none} ${command:none}'],
    ['${constructor} ${constructor:x}', '${constructor} ${constructor:x}'],
    ['${config:none} ${unknown} $file {file}', '${config:none} ${unknown} $file {file}'],
  ];
  for (const [text, value] of cases)
    it(`are filled in: ${text}`, () => assert.equal(expand(text, unix), value));

  it('are written as Windows writes paths', () => {
    const text = '${workspaceFolder}${/}${fileBasenameNoExtension} ${relativeFileDirname}';
    assert.equal(expand(text, windows), 'C:\\shop\\order .');
  });

  it('stay as they are where no editor shows the document', () => {
    assert.equal(expand('${lineNumber}', { ...unix, cursor: null }), '${lineNumber}');
  });

  it('mean the folder of the file where no workspace is open', () => {
    assert.equal(expand('${workspaceFolder}', { ...unix, folder: null }), '/home/ann/shop/src');
  });
});
