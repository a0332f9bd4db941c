import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FoundProblem } from '../src/views/problemGroups.ts';
import { byRule } from '../src/views/problemGroups.ts';

const problem = (uri: string, code: string, severity: number, line: number): FoundProblem => ({
  uri,
  code,
  severity,
  message: '',
  line,
  character: 0,
});

describe('byRule', () => {
  it('groups by code, the gravest first, then the commonest', () => {
    const groups = byRule([
      problem('a', 'hint-code', 3, 1),
      problem('b', 'rare', 0, 9),
      problem('b', 'common', 0, 5),
      problem('b', 'common', 0, 2),
      problem('a', 'common', 1, 7),
    ]);
    assert.deepEqual(
      groups.map(({ code, count, severity }) => [code, count, severity]),
      [
        ['common', 3, 0],
        ['rare', 1, 0],
        ['hint-code', 1, 3],
      ],
    );
    assert.deepEqual(
      groups[0]?.pages.map(({ uri, problems }) => [uri, problems.map(({ line }) => line)]),
      [
        ['a', [7]],
        ['b', [2, 5]],
      ],
    );
  });

  it('of nothing is nothing', () => assert.deepEqual(byRule([]), []));
});
