import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkStyle } from '../src/atlas/casebook.ts';
import { applyEdits } from '../src/core/text.ts';
import type { FileRename } from '../src/core/vaultEdit.ts';
import { moveFiles } from '../src/features/moveFiles.ts';
import { casebookOf, fixture } from './fixture.ts';

interface MoveCase {
  /** The vault before. */
  readonly vault: string;
  /** Lines `from -> to`. */
  readonly moves: readonly string[];
  /** The files that are another text then, under the paths that they have before. None: nothing changes. */
  readonly after?: string;
  readonly markdownLinks?: boolean;
  readonly linkStyle?: LinkStyle;
}

/** Holds the texts after a move to those expected: in LF, in CRLF, and behind characters outside the Basic Multilingual Plane. */
const checkMove = (name: string, { vault, moves, after = '', markdownLinks, linkStyle }: MoveCase): void => {
  const variants: Readonly<Record<string, (text: string) => string>> = {
    LF: text => text,
    CRLF: text => text.replace(/\n/g, '\r\n'),
    astral: text => (text.startsWith('---') ? text.replace('---\n', '---\nfox: 🦊𝒜\n') : `🦊𝒜\n\n${text}`),
  };
  const renames = moves.map((line): FileRename => {
    const [from = '', to = ''] = line.split(' -> ');
    return { from, to };
  });
  for (const [variant, vary] of Object.entries(variants)) {
    test(`${name} (${variant})`, () => {
      const varied = (literal: string) =>
        literal === ''
          ? new Map<string, string>()
          : new Map([...fixture(literal).texts].map(([path, text]) => [path, vary(text)]));
      const texts = varied(vault);
      const {
        creates,
        renames: done,
        edits,
      } = moveFiles(casebookOf(texts, linkStyle === undefined ? {} : { linkStyle }), renames, { markdownLinks });
      assert.deepEqual([creates, done], [[], []]);
      assert.deepEqual(
        Object.fromEntries(edits.map(each => [each.page, applyEdits(texts.get(each.page) ?? '', each.edits)])),
        Object.fromEntries(varied(after)),
      );
    });
  }
};

checkMove('a page that gets another name: each form of link is written as it was', {
  vault: `
//- t/impact/erode.md
# Erode
//- a.md
[[t/impact/erode]] [[impact/erode|x]] [[erode]] ![[erode#Part]] [[/t/impact/erode]] [[t/impact/erode.md]] [[erode.md]]
[x](t/impact/erode.md) [x](erode) [x](/t/impact/erode.md#part) ![x](./t/impact/erode.md "title") [[./t/impact/erode|y]]
\`[[erode]]\` [[other/erode]] [[eroded]]
//- t/b.md
[[./impact/erode]] [[../t/impact/erode#A#B]] [x](impact/erode.md) [x](../t/impact/erode.md) [x](./impact/erode)
`,
  moves: ['t/impact/erode.md -> t/impact/wear.md'],
  after: `
//- a.md
[[t/impact/wear]] [[impact/wear|x]] [[wear]] ![[wear#Part]] [[/t/impact/wear]] [[t/impact/wear.md]] [[wear.md]]
[x](t/impact/wear.md) [x](wear) [x](/t/impact/wear.md#part) ![x](./t/impact/wear.md "title") [[./t/impact/wear|y]]
\`[[erode]]\` [[other/erode]] [[eroded]]
//- t/b.md
[[./impact/wear]] [[../t/impact/wear#A#B]] [x](impact/wear.md) [x](../t/impact/wear.md) [x](./impact/wear)
`,
});

checkMove('a page that goes to another folder: paths follow, a name alone stays', {
  vault: `
//- t/impact/erode.md
[[./evade]] [[evade]] [[../a]] [x](evade.md) [x](#part) [[#part]] [[t/impact/evade]] [[/a]] [self](erode.md) [[./erode]]
//- t/impact/evade.md
[[./erode]] [[erode]]
//- t/a.md
[[t/impact/erode]] [[impact/erode|x]] [[erode]] [[./impact/erode]] [x](impact/erode.md)
//- a.md
# A
`,
  moves: ['t/impact/erode.md -> u/erode.md'],
  after: `
//- t/a.md
[[u/erode]] [[u/erode|x]] [[erode]] [[../u/erode]] [x](../u/erode.md)
//- t/impact/erode.md
[[../t/impact/evade]] [[evade]] [[../t/a]] [x](../t/impact/evade.md) [x](#part) [[#part]] [[t/impact/evade]] [[/a]] [self](erode.md) [[./erode]]
//- t/impact/evade.md
[[../../u/erode]] [[erode]]
`,
});

checkMove('a folder: what lies in it keeps its links to what else lies in it', {
  vault: `
//- t/ia/ia.md
[[./sub/one]] [[sub/one]] [[../b]] [[t/ia/sub/one]] ![](pic.png)
//- t/ia/sub/one.md
[[../ia]] [up](../ia.md)
//- t/ia/pic.png
//- t/b.md
[[t/ia/ia|IA]] [[ia/sub/one]] [[one]] ![[t/ia/pic.png]] [[./ia/ia]] [[t/ia]] ![[pic.png]]
`,
  moves: ['t/ia -> t/u/initial'],
  after: `
//- t/b.md
[[t/u/initial/ia|IA]] [[initial/sub/one]] [[one]] ![[t/u/initial/pic.png]] [[./u/initial/ia]] [[t/u/initial]] ![[pic.png]]
//- t/ia/ia.md
[[./sub/one]] [[sub/one]] [[../../b]] [[t/u/initial/sub/one]] ![](pic.png)
`,
});

checkMove('a folder and a page in it at once, and two that change places', {
  vault: `
//- f/a.md
[[f/b]] [[./b]]
//- f/b.md
[[f/a]]
//- c.md
[[f/a]] [[f/b]] [[c]] [[d]]
//- d.md
[[c]] [[d]]
`,
  moves: ['f -> g', 'f/b.md -> h/b.md', 'c.md -> d.md', 'd.md -> c.md'],
  linkStyle: 'full-path',
  after: `
//- c.md
[[g/a]] [[h/b]] [[d]] [[c]]
//- d.md
[[d]] [[c]]
//- f/a.md
[[h/b]] [[../h/b]]
//- f/b.md
[[g/a]]
`,
});

checkMove('a name that gets a twin is lengthened, also where neither page moved', {
  vault: `
//- x/a.md
# A
//- y/b.md
[[a]]
//- n.md
[[a]] [[x/a]] [[b]]
//- x/n.md
[[a]] [x](a.md)
`,
  moves: ['y/b.md -> y/a.md'],
  after: `
//- n.md
[[x/a]] [[x/a]] [[y/a]]
//- x/n.md
[[x/a]] [x](a.md)
//- y/b.md
[[x/a]]
`,
});

checkMove('a page that takes a path from the root away from links by the end of a path', {
  vault: `
//- r/x/a.md
# A
//- q.md
# Q
//- n.md
[[x/a]]
`,
  moves: ['q.md -> x/a.md'],
  after: `
//- n.md
[[r/x/a]]
`,
});

checkMove('a page that an attachment of its name was hidden by is not asked for', {
  vault: '\n//- p.png\n//- n.md\n![[p.png]] ![[img/p.png]]\n//- img/p.png\n',
  moves: ['p.png -> q/p.png'],
  after: '\n//- n.md\n![[q/p.png]] ![[img/p.png]]\n',
});

checkMove('an ambiguous link keeps the page that it goes to', {
  vault: '\n//- x/a.md\n//- y/a.md\n//- x/n.md\n[[a]]\n//- m.md\n[[a]]\n',
  moves: ['x/n.md -> y/n.md'],
  after: '\n//- x/n.md\n[[x/a]]\n',
});

checkMove('a name from the root that becomes a folder’s: the vault’s habit tells, here full paths', {
  vault: '\n//- a.md\n//- n.md\n[[a]]\n',
  moves: ['a.md -> x/a.md'],
  linkStyle: 'full-path',
  after: '\n//- n.md\n[[x/a]]\n',
});
checkMove('and here names', {
  vault: '\n//- a.md\n//- n.md\n[[a]]\n',
  moves: ['a.md -> x/a.md'],
  linkStyle: 'shortest-unique',
});

checkMove('in a table the bar stays escaped; in front matter nothing breaks the YAML', {
  vault: `
//- a.md
---
up: "[[t/b]]"
see: 'of [[t/b|B]]'
plain: of [[t/b]] # not [[t/b]]
---

| a | b |
| - | - |
| [[t/b\\|la\\|bel]] | [x](t/b.md) |
//- t/b.md
`,
  moves: [`t/b.md -> t/it's: "new".md`],
  after: `
//- a.md
---
up: "[[t/it%27s%3A %22new%22]]"
see: 'of [[t/it%27s%3A %22new%22|B]]'
plain: of [[t/it%27s%3A %22new%22]] # not [[t/b]]
---

| a | b |
| - | - |
| [[t/it's: "new"\\|la\\|bel]] | [x](t/it's:%20%22new%22.md) |
`,
});

checkMove('names that mean something in a link are encoded, and encoded links stay encoded', {
  vault: `
//- a.md
[[b c]] [[b%20c]] [x](b%20c.md) [x](<b c.md> "t") [[d/é é]] [[d/%C3%A9%20%C3%A9]] [x](d/é%20é.md) [x](d/%C3%A9%20%C3%A9.md)
//- b c.md
//- d/é é.md
`,
  moves: ['b c.md -> b (100%) #1.md', 'd/é é.md -> ü/é é.md'],
  linkStyle: 'full-path',
  after: `
//- a.md
[[b (100%25) %231]] [[b%20(100%25)%20%231]] [x](b%20%28100%25%29%20%231.md) [x](<b (100%25) %231.md> "t") [[ü/é é]] [[%C3%BC/%C3%A9%20%C3%A9]] [x](ü/é%20é.md) [x](%C3%BC/%C3%A9%20%C3%A9.md)
`,
});

checkMove('definitions of links follow', {
  vault:
    '\n//- a.md\n[x][1] [y][2]\n\n[1]: t/b.md#part "title"\n[2]: <./t/b.md>\n[3]: https://example.org/t/b.md\n//- t/b.md\n',
  moves: ['t -> u'],
  after: '\n//- a.md\n[x][1] [y][2]\n\n[1]: u/b.md#part "title"\n[2]: <./u/b.md>\n[3]: https://example.org/t/b.md\n',
});

checkMove('markdown links are left to an editor that rewrites them itself', {
  vault: '\n//- a.md\n[[t/b]] [x](t/b.md) ![x](t/b.md) [y][1]\n\n[1]: t/b.md\n//- t/b.md\n[x](../a.md)\n',
  moves: ['t/b.md -> t/u/c.md'],
  markdownLinks: false,
  after: '\n//- a.md\n[[t/u/c]] [x](t/b.md) ![x](t/b.md) [y][1]\n\n[1]: t/b.md\n',
});

checkMove('case alone: links are written as the file is named', {
  vault: '\n//- t/a.md\n//- n.md\n[[t/a]] [[a]] [[A]] [x](t/a.md)\n',
  moves: ['t/a.md -> t/A.md'],
  after: '\n//- n.md\n[[t/A]] [[A]] [[A]] [x](t/A.md)\n',
});

checkMove('a link that found its page by folding case alone is left as long as it does', {
  vault: '\n//- t/a.md\n//- n.md\n[[A]] [[T/A]]\n',
  moves: ['t/a.md -> u/a.md'],
  after: '\n//- n.md\n[[A]] [[u/a]]\n',
});

checkMove('a page that becomes another kind of file', {
  vault: '\n//- t/a.md\n//- n.md\n[[t/a]] [x](t/a.md)\n',
  moves: ['t/a.md -> t/a.txt'],
  after: '\n//- n.md\n[[t/a.txt]] [x](t/a.txt)\n',
});

checkMove('broken links and links to what stays are not touched', {
  vault:
    '\n//- a.md\n[[gone]] [[c]] [[t/gone]] [x](https://example.org) [x](/techniques/AML.T0021) [[b]\n//- t/b.md\n[[gone]]\n//- c.md\n',
  moves: ['t -> u'],
});

checkMove('what is moved onto another page is what is linked by its path then', {
  vault: '\n//- a.md\n[[x/b]] [[y/b]]\n//- x/b.md\n//- y/b.md\n',
  moves: ['x/b.md -> y/b.md'],
  after: '\n//- a.md\n[[y/b]] [[y/b]]\n',
});

for (const [name, before, move, after] of [
  ['in double quotes', 'id: "old"', 'new', 'id: "new"'],
  ['in single quotes', "id: 'old' # mine", 'new', "id: 'new' # mine"],
  ['plain', 'id:   old', 'new', 'id:   new'],
  ['plain that needs quotes', 'id: old', '12: no', 'id: "12: no"'],
  ['plain that would be a boolean', 'id: old', 'Yes', 'id: "Yes"'],
  ['a quote', "id: 'old'", "it's", `id: "it's"`],
  ['double quotes', 'id: "old"', 'a "b"', 'id: "a \\"b\\""'],
] as const) {
  checkMove(`an id that was the file’s name follows, ${name}`, {
    vault: `\n//- t/old.md\n---\n${before}\ntitle: old\n---\n`,
    moves: [`t/old.md -> t/${move}.md`],
    after: `\n//- t/old.md\n---\n${after}\ntitle: old\n---\n`,
  });
}

for (const [name, head] of [
  ['another name', 'id: other'],
  ['no text', 'id: 7'],
  ['faulty YAML', 'id: old\ntitle: "x'],
  ['no id', 'slug: old'],
] as const) {
  checkMove(`an id is left alone: ${name}`, {
    vault: `\n//- old.md\n---\n${head}\n---\n`,
    moves: ['old.md -> new.md'],
  });
}
checkMove('an id is left alone: only the folder is another', {
  vault: '\n//- t/old.md\n---\nid: old\n---\n',
  moves: ['t -> u'],
});

checkMove('an index whose id is its folder’s name', {
  vault: '\n//- t/old/index.md\n---\nid: old\n---\n//- t/old/x/README.md\n---\nid: README\n---\n',
  moves: ['t/old -> t/new'],
  after: '\n//- t/old/index.md\n---\nid: new\n---\n',
});
checkMove('an index that is none any more', {
  vault: '\n//- t/old/index.md\n---\nid: old\n---\n',
  moves: ['t/old/index.md -> t/old/page.md'],
  after: '\n//- t/old/index.md\n---\nid: page\n---\n',
});

checkMove('nothing moves', { vault: '\n//- a.md\n[[b]]\n//- b.md\n', moves: ['b.md -> b.md', 'gone.md -> c.md'] });
