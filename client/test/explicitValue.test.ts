import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explicitValue } from '../src/explicitValue.ts';
import type { Inspection } from '../src/explicitValue.ts';

const checkValue = (inspection: Inspection & { defaultValue?: unknown }, expected: unknown): void =>
  assert.deepEqual(explicitValue(inspection), expected);

test('defaults are not sent', () => {
  checkValue({ defaultValue: 'auto' }, undefined);
  assert.equal(explicitValue(undefined), undefined);
});

test('the narrowest place wins, false and empty lists included', () => {
  checkValue({ defaultValue: 'auto', globalValue: 'on', workspaceValue: 'off' }, 'off');
  checkValue({ globalValue: 'on' }, 'on');
  checkValue({ globalValue: ['a'], workspaceFolderValue: [] }, []);
  checkValue({ globalValue: true, workspaceValue: false }, false);
});

test('objects are merged', () => {
  checkValue({ globalValue: { a: 1, b: 1 }, workspaceValue: { b: 2 } }, { a: 1, b: 2 });
});
