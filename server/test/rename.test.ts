import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../src/core/text.ts';
import type { RenameOptions } from '../src/features/rename.ts';
import { isRefusal, prepareRename, rename } from '../src/features/rename.ts';
import { fixture } from './fixture.ts';

interface RenameCase {
  /** The vault with the cursor. */
  readonly vault: string;
  /** What the user starts from. */
  readonly from: string;
  readonly to: string;
  /** The files that have another text then, under the paths that they have before. */
  readonly after?: string;
  /** The file that gets another path: `from -> to`. */
  readonly moves?: string;
  readonly options?: RenameOptions;
}

/** Renames what stands at `$0` and holds the texts to those expected: in LF, in CRLF, and behind characters outside of the BMP. */
const checkRename = (name: string, { vault, from, to, after = '', moves, options }: RenameCase): void => {
  const variants: Readonly<Record<string, (literal: string) => string>> = {
    LF: literal => literal,
    CRLF: literal => literal.slice(1).replace(/^(?!\/\/- )(.*)\n/gm, '$1\r\n'),
    astral: literal =>
      literal.replace(
        /^(\/\/- .*\.md\n)(---\n)?/gm,
        (_, path: string, head = '') => `${path}${head}${head === '' ? '🦊𝒜\n\n' : 'fox: 🦊𝒜\n'}`,
      ),
  };
  for (const [variant, vary] of Object.entries(variants)) {
    test(`${name} (${variant})`, () => {
      const { book, cursor, texts } = fixture(vary(vault));
      assert.ok(cursor);
      const place = prepareRename(book, cursor.page, cursor.offset);
      assert.ok(!isRefusal(place), JSON.stringify(place));
      assert.equal(place.placeholder, from);
      const plan = rename(book, cursor.page, cursor.offset, to, options);
      assert.ok(!isRefusal(plan), JSON.stringify(plan));
      const edit = plan.make(path => (plan.reads.includes(path) ? texts.get(path) : undefined));
      assert.deepEqual(
        edit.renames.map(each => `${each.from} -> ${each.to}`),
        moves === undefined ? [] : [moves],
      );
      const texts2 = after === '' ? new Map<string, string>() : fixture(vary(after)).texts;
      assert.deepEqual(
        Object.fromEntries(edit.edits.map(each => [each.page, applyEdits(texts.get(each.page) ?? '', each.edits)])),
        Object.fromEntries(texts2),
      );
    });
  }
};

const checkRefused = (name: string, vault: string, reason: RegExp, to?: string, options?: RenameOptions): void => {
  test(name, () => {
    const { book, cursor } = fixture(vault);
    assert.ok(cursor);
    const place = prepareRename(book, cursor.page, cursor.offset);
    assert.equal(isRefusal(place), to === undefined, JSON.stringify(place));
    const answer = to === undefined ? place : rename(book, cursor.page, cursor.offset, to, options);
    assert.ok(isRefusal(answer), JSON.stringify(answer));
    assert.match(answer.reason, reason);
    assert.match(answer.reason, /^\S.*\.$/);
  });
};

const PAGE = `
//- t/establish-accounts.md
---
id: establish-accounts
title: "AML.T0021: Establish Accounts"
sidebar_label: 'Establish Accounts'
aliases: [Establish Accounts]
---

# AML.T0021: Establish Accounts

Establish Accounts. See [[#AML.T0021: Establish Accounts]], [[#Metadata|Establish Accounts]].

## Metadata

- **Technique ID:** AML.T0021
//- t/sub.md
# AML.T0021.000: Establish Accounts: Sub
//- s/study.md
---
title: "AML.CS0900: Study"
---

# AML.CS0900: Study

## Procedure

### Step 1: Establish Accounts

**Technique:** [[t/establish-accounts|AML.T0021: Establish Accounts]]

### Step 2: Other words

**Technique:** [[t/establish-accounts|AML.T0021]]

### Step 3: Establish Accounts

**Technique:** [[t/sub|AML.T0021.000: Establish Accounts: Sub]]
//- n.md
[[t/establish-accounts]] [[establish-accounts|Establish Accounts]] [[t/establish-accounts|establish accounts]] [[./t/establish-accounts.md| AML.T0021 Establish Accounts ]]
[[t/establish-accounts|AML.T0021 – Establish Accounts]] [[t/establish-accounts|the accounts]] [Establish Accounts](t/establish-accounts.md#amlt0021-establish-accounts) [Establish Accounts](/techniques/AML.T0021)
[[Establish Accounts]] [[AML.T0021: Establish Accounts|x]] [[gone|AML.T0021: Establish Accounts]] [[gone|Establish Accounts]] \`[[t/establish-accounts|Establish Accounts]]\` [[t/sub|AML.T0021.000: Establish Accounts]]
[[s/study#Step 1: Establish Accounts]] [[s/study#step-1-establish-accounts|x]] [[s/study#Procedure#Step 3: Establish Accounts]]

| a |
| - |
| [[t/establish-accounts\\|AML.T0021: Establish Accounts]] |
`.replaceAll('\\`', '`');

const RENAMED = `
//- n.md
[[t/make-up-people]] [[make-up-people|Make Up | People]] [[t/make-up-people|Make Up | People]] [[./t/make-up-people.md|AML.T0021 Make Up | People]]
[[t/make-up-people|AML.T0021 – Make Up | People]] [[t/make-up-people|the accounts]] [Make Up | People](t/make-up-people.md#amlt0021-make-up--people) [Make Up | People](/techniques/AML.T0021)
[[Establish Accounts]] [[AML.T0021: Establish Accounts|x]] [[gone|AML.T0021: Make Up | People]] [[gone|Establish Accounts]] \`[[t/establish-accounts|Establish Accounts]]\` [[t/sub|AML.T0021.000: Establish Accounts]]
[[s/study#Step 1: Make Up People]] [[s/study#step-1-make-up--people|x]] [[s/study#Procedure#Step 3: Establish Accounts]]

| a |
| - |
| [[t/make-up-people\\|AML.T0021: Make Up \\| People]] |
//- s/study.md
---
title: "AML.CS0900: Study"
---

# AML.CS0900: Study

## Procedure

### Step 1: Make Up | People

**Technique:** [[t/make-up-people|AML.T0021: Make Up | People]]

### Step 2: Other words

**Technique:** [[t/make-up-people|AML.T0021]]

### Step 3: Establish Accounts

**Technique:** [[t/sub|AML.T0021.000: Establish Accounts: Sub]]
//- t/establish-accounts.md
---
id: make-up-people
title: "AML.T0021: Make Up | People"
sidebar_label: 'Make Up | People'
aliases: [Establish Accounts]
---

# AML.T0021: Make Up | People

Establish Accounts. See [[#AML.T0021: Make Up People]], [[#Metadata|Make Up | People]].

## Metadata

- **Technique ID:** AML.T0021
`.replaceAll('\\`', '`');

for (const [where, cursor, at] of [
  ['its title', 'title: "AML.T0021: Establish Acc', 'title: "AML.T0021: Establish Acc$0'],
  ['its first heading', '# AML.T0021: Establish', '# AML.T0021: Esta$0blish'],
  ['a label', '[[establish-accounts|Est', '[[establish-accounts|Est$0'],
  ['a label with the ID', '|AML.T0021 – Establish', '|AML.T0021 – Esta$0blish'],
  ['a label of other words', '|the accounts]]', '|the$0 accounts]]'],
  ['a fragment that names the heading', '#amlt0021-', '#amlt0021-$0'],
  ['a link by the name', '[[Establish Accounts]]', '[[Establish$0 Accounts]]'],
  ['the label of a path of the ATLAS site', '[Establish Accounts](/techniques', '[Establish$0 Accounts](/techniques'],
] as const) {
  checkRename(`a page's name, from ${where}`, {
    vault: PAGE.replace(cursor, at),
    from: 'Establish Accounts',
    to: where === 'its title' ? 'AML.T0021: Make Up | People' : ' Make Up | People ',
    moves: 't/establish-accounts.md -> t/make-up-people.md',
    after: RENAMED,
  });
}

checkRename('a broken link by the name follows where the new one can be a target', {
  vault: '\n//- t/a.md\n# Esta$0blish\n//- n.md\n[[Establish]] [[establish#x|y]] ![[Establish]]\n',
  from: 'Establish',
  to: 'Make up',
  after: '\n//- n.md\n[[Make up]] [[Make up#x|y]] ![[Make up]]\n//- t/a.md\n# Make up\n',
});

checkRename('a file and an id that are not the slug stay', {
  vault:
    '\n//- t/page.md\n---\nid: page\ntitle: Alp$0ha beta\n---\n\n# Alpha beta {#anchor}\n//- n.md\n[[page|Alpha beta]]\n',
  from: 'Alpha beta',
  to: "It's: new",
  after: `\n//- n.md\n[[page|It's: new]]\n//- t/page.md\n---\nid: page\ntitle: "It's: new"\n---\n\n# It's: new {#anchor}\n`,
});

checkRename('an id that was the slug follows alone', {
  vault: '\n//- t/page.md\n---\nid: alpha\ntitle: "Al$0pha"\n---\n',
  from: 'Alpha',
  to: 'Beta x',
  after: '\n//- t/page.md\n---\nid: beta-x\ntitle: "Beta x"\n---\n',
});

checkRename('where the editor renames no files, the page has another name only', {
  vault: '\n//- t/alpha.md\n---\nid: alpha\ntitle: Al$0pha\n---\n//- n.md\n[[t/alpha|Alpha]]\n',
  from: 'Alpha',
  to: 'Beta',
  options: { renamesFiles: false },
  after: '\n//- n.md\n[[t/alpha|Beta]]\n//- t/alpha.md\n---\nid: alpha\ntitle: Beta\n---\n',
});

checkRename('a page that states no name is called by its file', {
  vault: '\n//- t/alpha.md\ntext\n//- n.md\n[[t/alpha|al$0pha]] [[alpha|x]]\n',
  from: 'alpha',
  to: 'Beta Gamma',
  moves: 't/alpha.md -> t/Beta Gamma.md',
  after: '\n//- n.md\n[[t/Beta Gamma|Beta Gamma]] [[Beta Gamma|x]]\n',
});

checkRename('only the places that have the old name get the new one', {
  vault:
    '\n//- t/x.md\n---\ntitle: "AML.T0099: Alp$0ha"\nsidebar_label: Short\n---\n\n# AML.T0099: Other\n\n[[#AML.T0099: Other]]\n',
  from: 'Alpha',
  to: 'Beta',
  after:
    '\n//- t/x.md\n---\ntitle: "AML.T0099: Beta"\nsidebar_label: Short\n---\n\n# AML.T0099: Other\n\n[[#AML.T0099: Other]]\n',
});

checkRename('a first heading that is not the name is a heading', {
  vault: '\n//- t/x.md\n---\ntitle: Alpha\n---\n\n# Ot$0her\n\n[[#Other]]\n',
  from: 'Other',
  to: 'Third',
  after: '\n//- t/x.md\n---\ntitle: Alpha\n---\n\n# Third\n\n[[#Third]]\n',
});

checkRename('the name behind a link in an entry of a list', {
  vault: `
//- t/x.md
# AML.T0099: Al$0pha
//- tactics/i.md
# AML.TA0099: Impact

## Techniques (4)

- [[t/x|AML.T0099]] — Alpha (realized)
- [[t/x|AML.T0099]]: Alpha, and 🦊 Alpha
- [[t/x|AML.T0099: Alpha]] — Alpha
- [[t/x|AML.T0099]] — Alphabet
//- n.md
- [[t/x|AML.T0099]] — Alpha
`,
  from: 'Alpha',
  to: 'Beta',
  after: `
//- t/x.md
# AML.T0099: Beta
//- tactics/i.md
# AML.TA0099: Impact

## Techniques (4)

- [[t/x|AML.T0099]] — Beta (realized)
- [[t/x|AML.T0099]]: Beta, and 🦊 Alpha
- [[t/x|AML.T0099: Beta]] — Alpha
- [[t/x|AML.T0099]] — Alphabet
`,
});

checkRename('a sub-technique’s name behind its parent’s in labels', {
  vault:
    '\n//- t/x.md\n# AML.T0099.000: Dir$0ect\n//- n.md\n[[x|AML.T0099.000: Prompt: Direct]] [[x|Prompt: Direct]]\n',
  from: 'Direct',
  to: 'Plain',
  after: '\n//- n.md\n[[x|AML.T0099.000: Prompt: Plain]] [[x|Prompt: Plain]]\n//- t/x.md\n# AML.T0099.000: Plain\n',
});

checkRename('in front matter a label that would break the YAML stays', {
  vault: '\n//- t/x.md\n# Al$0pha\n//- n.md\n---\nup: "[[x|Alpha]]"\n---\n[[x|Alpha]]\n',
  from: 'Alpha',
  to: 'the "new"',
  after: '\n//- n.md\n---\nup: "[[x|Alpha]]"\n---\n[[x|the "new"]]\n//- t/x.md\n# the "new"\n',
});

checkRename('a heading: its text, and each fragment in the way that it is written', {
  vault: `
//- a.md
# A

## Im$0pact of it (5)

### Part

[[#Impact of it]] [[#impact-of-it|x]] [[#Impact of it (5)]] [[#Impact of it#Part]] [[a#A#IMPACT of it]] [x](#impact-of-it-5) [[#Part]]
//- b.md
---
up: "[[a#Impact of it]]"
---
![[a#Impact of it]] [x](a.md#impact-of-it) [x](<a.md#Impact of it>) [y][1] [[c#Impact of it]] [[a#Gone]]

| a |
| - |
| [[a#Impact of it\\|Impact of it]] |

[1]: a.md#impact-of-it
//- c.md
## Impact of it
`,
  from: 'Impact of it (5)',
  to: 'The "C|D" #1: harm (6)',
  after: `
//- a.md
# A

## The "C|D" #1: harm (6)

### Part

[[#The "C D" 1: harm]] [[#the-cd-1-harm|x]] [[#The "C D" 1: harm (6)]] [[#The "C D" 1: harm#Part]] [[a#A#The "C D" 1: harm]] [x](#the-cd-1-harm-6) [[#Part]]
//- b.md
---
up: "[[a#The C D 1 harm]]"
---
![[a#The "C D" 1: harm]] [x](a.md#the-cd-1-harm) [x](<a.md#The "C D" 1: harm>) [y][1] [[c#Impact of it]] [[a#Gone]]

| a |
| - |
| [[a#The "C D" 1: harm\\|Impact of it]] |

[1]: a.md#the-cd-1-harm
`,
});

checkRename('a heading from a fragment', {
  vault: '\n//- a.md\n# A\n\n## One\n//- b.md\n[[a#A#On$0e]]\n',
  from: 'One',
  to: 'Two',
  after: '\n//- a.md\n# A\n\n## Two\n//- b.md\n[[a#A#Two]]\n',
});

checkRename('a heading that gets the text of another: the headings above tell them apart', {
  vault: '\n//- a.md\n# A\n\n## B\n\n### Tw$0o\n\n## C\n\n### One\n\n[[#One]] [[#Two]]\n',
  from: 'Two',
  to: 'One',
  after: '\n//- a.md\n# A\n\n## B\n\n### One\n\n## C\n\n### One\n\n[[#C#One]] [[#One]]\n',
});

checkRename('an underlined heading', {
  vault: '\n//- a.md\nOn$0e\n---\n\n[[#One]]\n',
  from: 'One',
  to: 'Two',
  after: '\n//- a.md\nTwo\n---\n\n[[#Two]]\n',
});

for (const [to, written] of [
  ['Sharp #', 'Sharp \\#'],
  ['Mark ^q', 'Mark \\^q'],
  ['a#b^c', 'a#b^c'],
] as const) {
  checkRename(`a heading that ends like a mark: ${to}`, {
    vault: '\n//- a.md\n# A\n\n## On$0e\n',
    from: 'One',
    to,
    after: `\n//- a.md\n# A\n\n## ${written}\n`,
  });
}

checkRename('a block’s mark', {
  vault:
    '\n//- a.md\nText ^ke$0y\n\nMore ^other\n\n[[#^key]] [[#^other]]\n//- b.md\n[[a#^KEY|x]] [[a#key]] [x](a.md#^key)\n',
  from: 'key',
  to: '^new-1',
  after:
    '\n//- a.md\nText ^new-1\n\nMore ^other\n\n[[#^new-1]] [[#^other]]\n//- b.md\n[[a#^new-1|x]] [[a#key]] [x](a.md#^new-1)\n',
});

checkRename('a block from a fragment', {
  vault: '\n//- a.md\nText ^key\n//- b.md\n[[a#^ke$0y]]\n',
  from: 'key',
  to: 'new',
  after: '\n//- a.md\nText ^new\n//- b.md\n[[a#^new]]\n',
});

const ID = `
//- t/x.md
---
id: AML.T0990
title: "AML.T0990: Alpha"
aliases: ["was AML.T0990"]
---

# AML.T0990: Alpha

## Metadata

- **Technique ID:** AML.T0990

AML.T0990.000 XAML.T0990 \`AML.T0990\`
//- t/sub.md
# AML.T0990.000: Sub
//- n.md
AML.T0990, [[t/x|AML.T0990: Alpha]] [[t/x|see AML.T0990 and AML.T0990]] [[t/x| AML.T0990 ]] [[AML.T0990]] [[aml.t0990: Alpha]] [[AML.T0990: Alpha|x]]
[x](/techniques/AML.T0990) [AML.T0990](https://atlas.mitre.org/techniques/AML.T0990) [[t/x#AML.T0990: Alpha]] [x](t/x.md#amlt0990-alpha) [[t/sub|AML.T0990.000: Sub]]
[see][AML.T0990] [[gone|AML.T0990]]

## On AML.T0990

[[#On AML.T0990]] | [[t/AML.T0990]]

[AML.T0990]: /techniques/AML.T0990
`.replaceAll('\\`', '`');

const RENUMBERED = `
//- n.md
AML.T0991, [[t/x|AML.T0991: Alpha]] [[t/x|see AML.T0991 and AML.T0991]] [[t/x|AML.T0991]] [[AML.T0991]] [[aml.t0990: Alpha]] [[AML.T0991: Alpha|x]]
[x](/techniques/AML.T0991) [AML.T0991](https://atlas.mitre.org/techniques/AML.T0991) [[t/x#AML.T0991: Alpha]] [x](t/x.md#amlt0991-alpha) [[t/sub|AML.T0990.000: Sub]]
[see][AML.T0991] [[gone|AML.T0991]]

## On AML.T0991

[[#On AML.T0991]] | [[t/AML.T0990]]

[AML.T0991]: /techniques/AML.T0991
//- t/x.md
---
id: AML.T0991
title: "AML.T0991: Alpha"
aliases: ["was AML.T0991"]
---

# AML.T0991: Alpha

## Metadata

- **Technique ID:** AML.T0991

AML.T0990.000 XAML.T0990 \`AML.T0990\`
`.replaceAll('\\`', '`');

for (const [where, cursor, at] of [
  ['its title', 'title: "AML.T0990', 'title: "AML.T09$090'],
  ['its heading', '# AML.T0990', '# $0AML.T0990'],
  ['Metadata', '**Technique ID:** AML.T0990', '**Technique ID:** AML.T0990$0'],
  ['a mention', '\nAML.T0990, ', '\nAML.T0990$0, '],
  ['a label', 'see AML.T0990 and', 'see AML.$0T0990 and'],
  ['a padded label', '| AML.T0990 ]]', '| AML.$0T0990 ]]'],
  ['a target', '[[AML.T0990]]', '[[AML$0.T0990]]'],
  ['a path of the ATLAS site', '(/techniques/AML.T0990)', '(/techniques/AML.T0990$0)'],
] as const) {
  checkRename(`an ID, from ${where}`, {
    vault: ID.replace(cursor, at),
    from: 'AML.T0990',
    to: ' aml.T0991 ',
    after: RENUMBERED,
  });
}

checkRename('an ID in code marks that the page states', {
  vault: '\n//- x.md\n# A\n\n## Metadata\n\n- **ID:** `AML.T0990`\n//- n.md\nAML.T09$090\n',
  from: 'AML.T0990',
  to: 'AML.T0991',
  after: '\n//- n.md\nAML.T0991\n//- x.md\n# A\n\n## Metadata\n\n- **ID:** `AML.T0991`\n',
});

checkRename('an ID that is the file’s name', {
  vault:
    '\n//- t/AML.T0990.md\n---\nid: AML.T0990\n---\n# AML.T09$090: A\n//- n.md\n[[AML.T0990]] [[t/AML.T0990|AML.T0990]]\n',
  from: 'AML.T0990',
  to: 'AML.T0991',
  moves: 't/AML.T0990.md -> t/AML.T0991.md',
  after:
    '\n//- n.md\n[[AML.T0991]] [[t/AML.T0991|AML.T0991]]\n//- t/AML.T0990.md\n---\nid: AML.T0991\n---\n# AML.T0991: A\n',
});

for (const [name, target, from, to, moves, after] of [
  ['by its path from the root', '[[t/im/ero$0de|x]]', 't/im/erode', 't/im/wear', 't/im/wear.md', '[[t/im/wear|x]]'],
  ['to another folder', '[[t/im/ero$0de]]', 't/im/erode', 'u/wear.md', 'u/wear.md', '[[u/wear]]'],
  ['by its name', '![[ero$0de#Part]]', 'erode', 'wear', 't/im/wear.md', '![[wear#Part]]'],
  ['by a part of its path', '[[im/ero$0de]]', 'im/erode', 'im2/erode', 't/im2/erode.md', '[[im2/erode]]'],
  ['relative to the page', '[[./im/ero$0de]]', './im/erode', '../v/erode', 'v/erode.md', '[[../v/erode]]'],
  [
    'of a markdown link',
    '[x](im/ero$0de.md)',
    'im/erode.md',
    'im/wear off',
    't/im/wear off.md',
    '[x](im/wear%20off.md)',
  ],
  ['from the root with a slash', '[[/t/im/ero$0de]]', '/t/im/erode', '/wear', 'wear.md', '[[/wear]]'],
  ['in other case', '[[t/im/ero$0de]]', 't/im/erode', 't/im/Erode', 't/im/Erode.md', '[[t/im/Erode]]'],
] as const) {
  checkRename(`a file, from a target ${name}`, {
    vault: `\n//- t/im/erode.md\n# Erode\n//- t/n.md\n${target}\n`,
    from,
    to,
    moves: `t/im/erode.md -> ${moves}`,
    after: `\n//- t/n.md\n${after}\n`,
  });
}

checkRename('an attachment, which keeps its extension', {
  vault: '\n//- img/p.png\n//- n.md\n![[p.p$0ng]] ![x](img/p.png)\n',
  from: 'p.png',
  to: 'q',
  moves: 'img/p.png -> img/q.png',
  after: '\n//- n.md\n![[q.png]] ![x](img/q.png)\n',
});

checkRename('the same name again changes nothing', { vault: '\n//- a.md\n# Al$0pha\n', from: 'Alpha', to: 'Alpha' });

const TWO =
  '\n//- t/a.md\n# Al$0pha\n\n## Two\n\n[[#Two]] [[#Alpha]]\n//- t/b.md\n# AML.T0990: B\n//- u/a.md\n//- t/beta.md\n';
for (const [name, vault, to, reason] of [
  ['an empty name', TWO, '  ', /at least one letter/],
  ['a name of two lines', TWO, 'a\nb', /one line/],
  ['double brackets', TWO, 'a [[b]]', /double brackets/],
  ['another ID with the name', '\n//- a.md\n# AML.T0990: Al$0pha\n', 'AML.T0991: Beta', /rename AML\.T0990/],
  [
    'the ID of another page with the name',
    '\n//- a.md\n# Al$0pha\n//- b.md\n# AML.T0991\n',
    'AML.T0991: B',
    /ID of 'b'/,
  ],
  ['faulty front matter', '\n//- a.md\n---\ntitle: "x\n---\n# Al$0pha\n', 'Beta', /front matter/],
  ['a file that exists', '\n//- t/alpha.md\n# Al$0pha\n//- t/Beta.md\n', 'Beta', /'t\/Beta\.md' exists/],
  [
    'a heading that cannot be told apart',
    '\n//- a.md\n# A\n\n## One\n\n## Tw$0o\n\n[[#Two]]\n',
    'One',
    /'a' would have two headings/,
  ],
  ['an empty heading', '\n//- a.md\n# A\n\n## On$0e\n', '', /at least one letter/],
  ['a block mark with blanks', '\n//- a.md\nText ^ke$0y\n', 'a b', /letters from A to Z/],
  ['a block mark that exists', '\n//- a.md\nText ^ke$0y\n\nMore ^Other\n', 'other', /\^other/],
  ['what is no ID', '\n//- a.md\n# AML.T09$090: A\n', 'T1', /no ATLAS ID/],
  [
    'the ID of another page',
    '\n//- a.md\n# AML.T09$090: A\n//- b.md\n# AML.T0991: B\n',
    'AML.T0991',
    /the ID of 'b' \(B\)/,
  ],
  ['an ID of the catalogue', '\n//- a.md\n# AML.T09$090: A\n', 'AML.T0021', /Establish Accounts/],
  [
    'an ID of two pages',
    '\n//- a.md\n# AML.T09$090: A\n//- b.md\n# AML.T0990: B\n',
    'AML.T0991',
    /'a' and 'b' both have/,
  ],
  ['an empty path', '\n//- a.md\n[[t/$0b]]\n//- t/b.md\n', ' ', /needs a name/],
  ['a path out of the vault', '\n//- a.md\n[[./t/$0b]]\n//- t/b.md\n', '../../b', /outside of the vault/],
  ['a path with odd characters', '\n//- a.md\n[[t/$0b]]\n//- t/b.md\n', 't/a:b', /cannot hold ':'/],
  ['a hidden folder', '\n//- a.md\n[[t/$0b]]\n//- t/b.md\n', '.t/b', /inside of the vault/],
  ['a name that ends with a dot', '\n//- a.md\n[[t/$0b]]\n//- t/b.md\n', 't./b', /ends with a dot/],
  ['a path that is taken', '\n//- a.md\n[[t/$0b]]\n//- t/b.md\n', 'A', /'a\.md' exists/],
] as const) {
  checkRefused(`refused: ${name}`, vault, reason, to);
}
checkRefused('refused: a file where the editor renames none', '\n//- a.md\n[[t/$0b]]\n//- t/b.md\n', /editor/, 'c', {
  renamesFiles: false,
});

for (const [name, vault, reason] of [
  ['plain text', '\nte$0xt\n', /Only titles/],
  ['a broken link', '\n[[go$0ne]]\n', /no page 'gone'/],
  ['a folder', '\n//- a.md\n[[t$0]]\n//- t/b.md\n', /no page 't'/],
  ['an ambiguous link', '\n//- a.md\n[[b$0]]\n//- x/b.md\n//- y/b.md\n', /fits 2 pages/],
  ['an address', '\n[x](https://example.org/$0)\n', /outside of the vault/],
  ['a fragment that is not there', '\n//- a.md\n[[b#Go$0ne]]\n//- b.md\n# B\n', /no '#Gone'/],
  ['the label of a broken link', '\n[[gone|la$0bel]]\n', /leads to no page/],
  ['the label of an attachment', '\n//- a.md\n[[p.png|la$0bel]]\n//- p.png\n', /no name but its path/],
  [
    'a label that speaks of another page',
    '\n//- a.md\n[[b|AML.T0991: Na$0me]]\n//- b.md\n# AML.T0990: B\n',
    /speaks of AML\.T0991/,
  ],
  ['code', '\n`[[a$0]]`\n', /Only titles/],
] as const) {
  checkRefused(`nothing to rename: ${name}`, vault, reason);
}

for (const [name, vault, shown] of [
  ['the name alone, in a title', '\n---\ntitle: "AML.T0990: «Al$0pha»"\n---\n', 'Alpha'],
  ['the name alone, in a heading', '\n# AML.T0990: «Al$0pha»\n', 'Alpha'],
  ['the name alone, on the marks before it', '\n#$0 AML.T0990: «Alpha»\n', 'Alpha'],
  ['the ID alone', '\n# «AML.T0$0990»: Alpha\n', 'AML.T0990'],
  ['the name in a label', '\n//- a.md\n[[b|AML.T0990: «Na$0me»]]\n//- b.md\n# AML.T0990: Name\n', 'Name'],
  ['the ID in a label', '\n//- a.md\n[[b|«AML.T0$0990»: Name]]\n//- b.md\n# AML.T0990: Name\n', 'AML.T0990'],
  ['the whole label of other words', '\n//- a.md\n[[b|«oth$0er words»]]\n//- b.md\n# AML.T0990: Name\n', 'Name'],
  ['the last part of a fragment', '\n//- a.md\n[[b#B#«On$0e»|x]]\n//- b.md\n# B\n\n## One\n', 'One'],
  ['a block mark without ^', '\n//- a.md\n[[b#^«ke$0y»]]\n//- b.md\nText ^key\n', 'key'],
  ['a target', '\n//- a.md\n[[«t/b$0»#B|x]]\n//- t/b.md\n# B\n', 't/b'],
  ['a decoded target', '\n//- a.md\n[x](«b%20$0c.md»)\n//- b c.md\n# B\n', 'b c.md'],
] as const) {
  test(`renamed is ${name}`, () => {
    const { book, cursor, marks } = fixture(vault);
    assert.ok(cursor);
    const place = prepareRename(book, cursor.page, cursor.offset);
    assert.ok(!isRefusal(place), JSON.stringify(place));
    assert.deepEqual([place.span, place.placeholder], [marks[0]?.span, shown]);
  });
}
