import { commonest } from '../../core/commonest.ts';
import { values } from '../../core/layeredMap.ts';
import type { Page, PageId } from '../../core/page.ts';
import type { TextOf } from '../../core/vaultEdit.ts';
import type { Vault } from '../../core/vault.ts';
import { pageOf } from '../../core/vault.ts';
import type { PageKind } from '../pageIdentity.ts';
import type { PageList } from './pageLists.ts';
import { pageIdentity } from '../pageIdentity.ts';
import { listsOf } from './pageLists.ts';
import type { Casebook } from '../casebook.ts';
import type { ListSource } from './derivedLists.ts';
import { listSources } from './derivedLists.ts';
import { derivedFrom } from './listKeys.ts';
import { hasNote, noteOf } from './listNote.ts';
import type { EntryForm, NamedEntry } from './listShape.ts';
import {
  commonForm,
  formsOf,
  hasWords,
  namedEntries,
  noteSeparator,
  showsLabel,
  USUAL_FORM,
  writeEntry,
} from './listShape.ts';

/** Writes new entries of a list as soon as the texts of some pages are at hand. */
export interface ListWriter {
  readonly reads: readonly PageId[];
  readonly begin: (textOf: TextOf) => EntryWriter;
}

export interface EntryWriter {
  /** What stands before an entry's content where no other entry shows it. */
  readonly marker: string;
  /** The content of a source's entry; `indent` is the column that it begins at. */
  readonly write: (source: ListSource, indent: number, lineBreak: string) => string;
}

/**
 * New entries for these sources: in the form that the list's own entries have, where they show none in the vault's
 * commonest; a mitigation's with the note that its page gives, unless the lists do without. For a list of a page that is to be
 * made, `like` are pages that show the form.
 */
export const listWriter = (
  book: Casebook,
  page: Page,
  list: Pick<PageList, 'what' | 'entries'>,
  added: readonly ListSource[],
  like?: readonly Page[],
): ListWriter => {
  const kind = derivedFrom(pageIdentity(page).kind, list.what);
  const own = namedEntries(book, page, list.entries, kind);
  const isShown = own.some(({ entry, target }) => showsLabel(entry, target));
  const examples = added.length === 0 || isShown ? [] : (like ?? examplePages(book, page, list));
  const noted = list.what === 'mitigations' ? added.filter(hasNote).map(source => source.page.id) : [];
  return {
    reads: added.length === 0 ? [] : [page.id, ...noted, ...examples.map(({ id }) => id)],
    begin: textOf => {
      const ownForms = formsOf(book, textOf(page.id), page, own);
      const others = examples.flatMap(other =>
        listsOf(other, list.what).flatMap(({ entries }) =>
          formsOf(book, textOf(other.id), other, namedEntries(book, other, entries, kind)),
        ),
      );
      const form = commonForm(ownForms) ?? commonForm(others) ?? USUAL_FORM;
      const separator = commonest([...ownForms, ...others].flatMap(({ tail }) => noteSeparator(tail) ?? []));
      const wantsNotes =
        own.length > 0 ? keepsNotes(book, page, list, own) : others.length === 0 || others.some(isNoted);
      return {
        marker: form.marker,
        write: (source, indent, lineBreak) => {
          const isNotedToo = wantsNotes && list.what === 'mitigations';
          const note = isNotedToo ? noteOf(book, source, textOf(source.page.id), { page, indent, lineBreak }) : '';
          return writeEntry(book, page, source.page, form, note === '' ? undefined : separated(note, separator));
        },
      };
    },
  };
};

const isNoted = ({ tail }: EntryForm): boolean => noteSeparator(tail) !== undefined || hasWords(tail);

/** A note behind what the list's other entries have between link and note. */
const separated = (note: string, separator: string | undefined): string => {
  const own = noteSeparator(note);
  return own === undefined || separator === undefined ? note : separator + note.slice(own.length);
};

/** Whether a list repeats the notes of its sources: not where it has none though there are some. */
const keepsNotes = (book: Casebook, page: Page, list: Pick<PageList, 'what'>, own: readonly NamedEntry[]): boolean => {
  if (list.what !== 'mitigations') return true;
  const sources = (listSources(book, page, list) ?? []).filter(hasNote).map(source => source.page);
  const noted = own.filter(({ target }) => sources.includes(target));
  return (
    noted.length === 0 || noted.some(({ entry: { item, link } }) => link !== undefined && link.end < item.blockEnd)
  );
};

/** So many pages show how the vault writes its lists, and so many are looked at for them. */
const ENOUGH = 8;
const MOST = 400;

const known = new WeakMap<Vault, Map<string, readonly PageId[]>>();

/** Some pages with such a list. */
const examplePages = (book: Casebook, page: Page, { what }: Pick<PageList, 'what'>): readonly Page[] => {
  const holder = pageIdentity(page).kind;
  const byList = known.get(book.vault) ?? new Map<string, readonly PageId[]>();
  known.set(book.vault, byList);
  const key = `${holder} ${what}`;
  const found = byList.get(key) ?? findExamples(book, holder, what);
  byList.set(key, found);
  return found.filter(id => id !== page.id).flatMap(id => pageOf(book.vault, id) ?? []);
};

const findExamples = ({ vault }: Casebook, holder: PageKind, what: PageList['what']): readonly PageId[] => {
  const found: PageId[] = [];
  let looked = 0;
  for (const page of values(vault.pages)) {
    if (pageIdentity(page).kind !== holder) continue;
    if (listsOf(page, what).some(({ entries }) => entries.some(({ link }) => link !== undefined))) found.push(page.id);
    if (found.length > ENOUGH || ++looked >= MOST) break;
  }
  return found;
};
