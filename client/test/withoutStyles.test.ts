import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutStyles } from '../webview/src/withoutStyles.ts';

describe('withoutStyles', () => {
  const cases: readonly (readonly [before: string, after: string])[] = [
    ['<div style="color: red">a</div>', '<div>a</div>'],
    [`<p class="x"\n STYLE = 'a: "b"' id=y>`, '<p class="x"\n id=y>'],
    ['<p data-style="a" title="no style">', '<p data-style="a" title="no style">'],
    ['in style="a" &lt;b style="c"&gt;', 'in style="a" &lt;b style="c"&gt;'],
    ['<i style="a"></i><b style="c"></b>', '<i></i><b></b>'],
    ['<div style="never closed', '<div style="never closed'],
  ];
  for (const [before, after] of cases)
    it(`makes ${after} of ${before}`, () => assert.equal(withoutStyles(before), after));

  it('ends soon whatever the text', () => {
    for (const piece of ['<a ', '<a style="', "<a style='", '<a  style', ' style="']) {
      const source = piece.repeat(50_000);
      assert.equal(withoutStyles(source).length <= source.length, true);
    }
  });
});
