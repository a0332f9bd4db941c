import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atlasExtract } from '../../src/atlas/extract.ts';
import { defaultCatalogue } from '../../src/atlas/defaultCatalogue.ts';
import { matrix } from '../../src/features/views/matrix.ts';
import { createTally, tallyOf } from '../../src/features/views/tally.ts';
import { createSession } from '../../src/session.ts';
import { dialect, parse } from '../parse.ts';

/** A session of these pages, and a tally that follows it. */
const followed = (files: Readonly<Record<string, string>>) => {
  const session = createSession({
    dialect,
    extract: atlasExtract,
    catalogue: defaultCatalogue,
    linkStyle: 'full-path',
  });
  session.disk(Object.entries(files).map(([id, text]) => ({ kind: 'page', page: parse(id, text) })));
  const tally = createTally();
  let seen = 0;
  /** Takes in what changed; gives how many pages were read for it. */
  const work = (): number => {
    let reads = 1;
    tally.changed(session.changedSince(seen));
    seen = session.revision();
    tally.work(session.book(), () => ++reads < 0);
    return reads;
  };
  work();
  return { session, tally, work, shown: () => matrix(session.book(), tally) };
};

const study = (line: string): string => `# AML.CS0001: A\n\n## Procedure\n\n### Step 1: X\n\n${line}\n`;

const PAGES = {
  'techniques/erode.md': '# AML.T0031: Erode\n',
  'studies/a.md': study('**Technique:** [[techniques/erode|AML.T0031]]'),
  'studies/b.md': study('Nothing yet.').replace('0001', '0002'),
};

describe('tally', () => {
  it('counts the case studies that use a technique, and the pages that link one', () => {
    const { tally } = followed(PAGES);
    assert.equal(tally.caseStudies(), 2);
    assert.equal(tally.uses('techniques/erode.md'), 1);
    assert.equal(tally.links('techniques/erode.md'), 1);
    assert.equal(tally.links('studies/a.md'), 0);
  });

  it('reads only the page that is edited, and keeps the matrix while nothing in it changes', () => {
    const { session, tally, work, shown } = followed(PAGES);
    const before = shown();
    session.edit('studies/b.md', study('Still nothing.').replace('0001', '0002'));
    assert.equal(work(), 1);
    assert.equal(shown(), before);
    session.edit('studies/b.md', study('**Technique:** [[erode|AML.T0031]]').replace('0001', '0002'));
    work();
    assert.equal(tally.uses('techniques/erode.md'), 2);
    assert.notEqual(shown(), before);
  });

  it('counts the cells of a matrix anew as if it were made anew', () => {
    const { session, tally, work, shown } = followed(PAGES);
    const isRight = (): void => {
      work();
      assert.deepEqual(shown(), matrix(session.book(), tallyOf(session.book())));
    };
    const before = shown();
    const shape = tally.shape();
    session.edit('studies/b.md', study('**Technique:** [[erode|AML.T0031]]').replace('0001', '0002'));
    isRight();
    assert.notDeepEqual(shown(), before);
    session.disk([{ kind: 'removePage', id: 'studies/a.md' }]);
    isRight();
    assert.equal(tally.shape(), shape);
    session.edit('techniques/erode.md', '# AML.T0031: Erode Much\n');
    isRight();
    session.edit('studies/b.md', '# AML.T0065: No study any more\n');
    isRight();
    assert.notEqual(tally.shape(), shape);
  });

  it('follows a page that comes and goes to those that link it', () => {
    const { session, tally, work } = followed(PAGES);
    session.disk([{ kind: 'removePage', id: 'techniques/erode.md' }]);
    work();
    assert.equal(tally.uses('techniques/erode.md'), 0);
    assert.deepEqual(
      tally.shares.get('studies/a.md')?.wanted.map(({ target, id }) => [target, id]),
      [['techniques/erode', 'AML.T0031']],
    );
    session.disk([{ kind: 'page', page: parse('techniques/erode.md', '# AML.T0031: Erode\n') }]);
    work();
    assert.equal(tally.uses('techniques/erode.md'), 1);
  });

  it('moves the techniques of a folder when the page that it is named after becomes a tactic', () => {
    const { session, work, shown } = followed({ 'own/x.md': '# X.T0001: X\n', 'own.md': '# Own\n' });
    const columnOf = (): string | undefined =>
      shown().tactics.find(({ techniques }) => techniques.some(({ id }) => id === 'X.T0001'))?.name;
    assert.equal(columnOf(), 'No tactic');
    session.edit('own.md', '# X.TA0001: Own\n');
    work();
    assert.equal(columnOf(), 'Own');
    session.edit('own.md', '# X.TA0001: Ours\n');
    work();
    assert.equal(columnOf(), 'Ours');
    session.edit('own.md', '# Own\n');
    work();
    assert.equal(columnOf(), 'No tactic');
  });

  it('stops where its time is over, and goes on from there', () => {
    const { session, tally } = followed(PAGES);
    tally.changed(Object.keys(PAGES));
    assert.equal(
      tally.work(session.book(), () => true),
      false,
    );
    assert.equal(
      tally.work(session.book(), () => false),
      true,
    );
  });
});
