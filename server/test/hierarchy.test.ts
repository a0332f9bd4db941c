import assert from 'node:assert/strict';
import { test } from 'node:test';
import { incomingCalls, outgoingCalls } from '../src/features/callHierarchy.ts';
import type { Call } from '../src/features/callHierarchy.ts';
import type { HierarchyItem } from '../src/features/hierarchyItem.ts';
import { hierarchyItemsAt } from '../src/features/hierarchyItem.ts';
import { subTechniqueItems, superTechniqueItems } from '../src/features/typeHierarchy.ts';
import type { Fixture } from './fixture.ts';
import { fixture } from './fixture.ts';

interface Expected {
  /** The thing at the cursor: `name in path`. Undefined where no hierarchy starts there. */
  readonly item?: string;
  readonly incoming?: readonly string[];
  readonly outgoing?: readonly string[];
  readonly above?: readonly string[];
  readonly below?: readonly string[];
}

/** The hierarchies of what stands at `$0`. A call is shown as `name (detail) in path: texts of its ranges`. */
const checkHierarchy = (name: string, literal: string, expected: Expected): void => {
  test(name, () => {
    const { book, cursor, texts } = fixture(literal);
    assert.ok(cursor);
    const [item] = hierarchyItemsAt(book, cursor.page, cursor.offset);
    if (item === undefined) return assert.deepEqual(expected, {});
    const { page } = cursor;
    const callOf = showCall(texts);
    const incoming = incomingCalls(book, page, item.named);
    const found: Expected = {
      item: showItem(item),
      ...list(
        'incoming',
        incoming.map(call => callOf(call, call.item.place.path)),
      ),
      ...list(
        'outgoing',
        outgoingCalls(book, item.named).map(call => callOf(call, item.place.path)),
      ),
      ...list('above', superTechniqueItems(book, page, item.named).map(showItem)),
      ...list('below', subTechniqueItems(book, page, item.named).map(showItem)),
    };
    assert.deepEqual(found, expected);
  });
};

const list = (key: string, shown: readonly string[]): Expected => (shown.length === 0 ? {} : { [key]: shown });

const showItem = ({ name, detail, place }: HierarchyItem): string =>
  `${name}${detail === undefined ? '' : ` (${detail})`} in ${place.path}`;

/** Ranges lie in the page that makes the call. */
const showCall =
  (texts: Fixture['texts']) =>
  ({ item, spans }: Call, caller: string): string =>
    [showItem(item), ...spans.map(({ start, end }) => texts.get(caller)?.slice(start, end))].join(': ');

const VAULT = `
//- t/erode.md
# AML.T0090: Erode

## Metadata
//- t/erode/fine.md
# AML.T0090.001: Fine

Parent: AML.T0090
//- t/orphan.md
# AML.T0002.000: Orphan

The parent is AML.T0002.
//- tactics/impact.md
# AML.TA0090: Impact
//- notes/n.md
# Note

[[erode]] [[b]] [[tactics/impact]] AML.T0090 AML.T0002 AML.T9999
[[t/orphan|AML.T0002: Acquire]] [[gone|AML.T0002: Acquire]]
//- s/b.md
# AML.CS0090: B

### Step 1: Erode

**Technique:** [[erode|AML.T0090: Erode]] 𝒜

### Step 2: Orphan

**Technique:** [[orphan|AML.T0002: Acquire Public AI Artifacts]]

### Step 3: Erode

- **Technique:** AML.T0090

### Step 4: Nobody knows

**Technique:** [[gone]]
//- s/a.md
# AML.CS0091: A

### Step 1: Fine

**Technique:** [[fine]]

Prose [[erode]], AML.T0090.
`;

const at = (before: string): string => VAULT.replace(before.replace('$0', ''), before);

const ERODE = {
  item: 'AML.T0090: Erode (Technique) in t/erode.md',
  incoming: [
    'AML.CS0090: B (Steps 1, 3) in s/b.md: **Technique:** [[erode|AML.T0090: Erode]] 𝒜: - **Technique:** AML.T0090',
  ],
  below: ['AML.T0090.001: Fine (Sub-technique) in t/erode/fine.md'],
};

checkHierarchy('of a technique, from its heading', at('# AML.T00$090: Erode'), ERODE);
checkHierarchy('from anywhere on its page', at('## Metad$0ata\n//- t/erode/fine'), ERODE);
checkHierarchy('from a link to it', at('[[ero$0de]] [[b]]'), ERODE);
checkHierarchy('from its ID', at('[[tactics/impact]] AML.T00$090'), ERODE);
checkHierarchy('of a sub-technique', at('# AML.T0090.001: Fi$0ne'), {
  item: 'AML.T0090.001: Fine (Sub-technique) in t/erode/fine.md',
  incoming: ['AML.CS0091: A (Step 1) in s/a.md: **Technique:** [[fine]]'],
  above: ['AML.T0090: Erode (Technique) in t/erode.md'],
});
checkHierarchy('of a case study: the techniques by step, also those that the vault has no page for', at('[[b$0]]'), {
  item: 'AML.CS0090: B (Case study) in s/b.md',
  outgoing: [
    'AML.T0090: Erode (Steps 1, 3) in t/erode.md: **Technique:** [[erode|AML.T0090: Erode]] 𝒜: - **Technique:** AML.T0090',
    'AML.T0002: Acquire Public AI Artifacts (Step 2, no page) in s/b.md: **Technique:** [[orphan|AML.T0002: Acquire Public AI Artifacts]]',
  ],
});

const ABSENT = {
  item: 'AML.T0002: Acquire Public AI Artifacts (Technique, no page) in notes/n.md',
  incoming: ['AML.CS0090: B (Step 2) in s/b.md: **Technique:** [[orphan|AML.T0002: Acquire Public AI Artifacts]]'],
  below: [
    'AML.T0002.000: Orphan (Sub-technique) in t/orphan.md',
    'AML.T0002.001: Models (Sub-technique, no page) in notes/n.md',
    'AML.T0002.002: AI Agent Configuration (Sub-technique, no page) in notes/n.md',
  ],
};

checkHierarchy('of an ID that has no page, from a mention', at('AML.T0090 AML.T00$002'), ABSENT);
checkHierarchy('of an ID that has no page, from a broken link', at('[[gone|AML.T00$002: Acquire]]'), ABSENT);
checkHierarchy('of a sub-technique whose parent has no page', at('# AML.T0002.000: Orph$0an'), {
  item: 'AML.T0002.000: Orphan (Sub-technique) in t/orphan.md',
  above: ['AML.T0002: Acquire Public AI Artifacts (Technique, no page) in t/orphan.md'],
});
checkHierarchy('none of a tactic', at('[[tactics/imp$0act]]'), {});
checkHierarchy('none on a tactic’s page', at('# AML.TA0090: Imp$0act'), {});
checkHierarchy('none of an ID that nobody has', at('AML.T99$099'), {});
checkHierarchy('none of a note', at('# No$0te'), {});

test('an ID that has no page stands where it is mentioned', () => {
  const { book, cursor, texts } = fixture(at('# AML.T0002.000: Orph$0an'));
  assert.ok(cursor);
  const [item] = hierarchyItemsAt(book, cursor.page, cursor.offset);
  const [parent] = superTechniqueItems(book, cursor.page, item?.named ?? { id: undefined, name: '', page: undefined });
  const { start, end } = parent?.place.span ?? { start: 0, end: 0 };
  assert.equal(texts.get('t/orphan.md')?.slice(start, end), 'AML.T0002');
  assert.equal(start, texts.get('t/orphan.md')?.indexOf('AML.T0002.\n'));
});

test('two pages of one ID are two items', () => {
  const { book, cursor } = fixture('\n//- n.md\nAML.T00$090\n//- a.md\n# AML.T0090: A\n//- b.md\n# AML.T0090: B\n');
  assert.ok(cursor);
  assert.deepEqual(
    hierarchyItemsAt(book, cursor.page, cursor.offset).map(({ place }) => place.path),
    ['a.md', 'b.md'],
  );
});
