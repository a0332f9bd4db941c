import { statesTactics } from '../atlas/extract.ts';
import { vaultStatesTactics } from '../atlas/statedTactics.ts';
import type { Step } from '../atlas/steps.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { folderTactic } from '../atlas/lists/derivedLists.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import { labelledLink } from '../atlas/linkTo.ts';
import { labelId, meantPage } from '../atlas/linkedPage.ts';
import { tacticPages } from '../atlas/tactics.ts';
import type { Page } from '../core/page.ts';
import { linkKeys, nameKey } from '../core/vault.ts';
import { likelyIf, pageFix, textFix } from './fix.ts';
import type { Fix, Problem, Rule } from './problem.ts';
import { spanOf } from './spans.ts';
import { linkInstead, stepAt, tacticLine } from './stepEdits.ts';

/**
 * `step-tactic`: the tactic that a step states is none of its technique's; or a step states none though its technique
 * has several and steps of this vault do state tactics.
 */
export const stepTactic: Rule = {
  codes: ['step-tactic'],
  on: 'caseStudy',
  check: (book, page) => {
    const { steps, sections } = atlasPage(page);
    if (sections.procedure < 0) return [];
    return steps.flatMap(step => stepProblems(book, page, step));
  },
  fixes: (book, page, { span }) => {
    const step = stepAt(page, span.start);
    const line = step?.techniques[0];
    const technique = line?.link && meantPage(book, page, line.link);
    if (step === undefined || line === undefined || technique === undefined) return [];
    const tactics = tacticPages(book, technique);
    const stated = step.tactics.find(({ link }) => link?.start === span.start)?.link;
    const confidence = likelyIf(tactics.length === 1);
    return tactics.flatMap((tactic): readonly Fix[] => {
      const label = pageLabel(pageIdentity(tactic));
      if (stated !== undefined)
        return pageFix(`Change the tactic to '${label}'`, page, linkInstead(book, page, stated, tactic), confidence);
      const value = labelledLink(book, page, tactic);
      const title = `Insert the tactic '${label}' into step ${step.number}`;
      return [textFix(title, page, text => [tacticLine(text, page, line.field, value)], confidence)];
    });
  },
};

const stepProblems = (book: Casebook, page: Page, step: Step): readonly Problem[] => {
  const link = step.techniques[0]?.link;
  if (link === undefined || step.techniques.length > 1) return [];
  if (step.tactics.length === 0 && !(statesTactics(page) || vaultStatesTactics(book))) return [];
  const technique = meantPage(book, page, link);
  if (technique === undefined || pageIdentity(technique).kind !== 'technique') return [];
  const tactics = tacticsOf(book, technique);
  if (tactics.length === 0) return [];
  const { name } = pageIdentity(technique);
  if (step.tactics.length === 0) {
    if (tactics.length < 2) return [];
    const span = spanOf(step.techniques[0]?.field ?? step.heading);
    const message = `'${name}' has ${tactics.length} tactics; a line '**Tactic:**' would say which this step serves.`;
    return [{ code: 'step-tactic', span, message }];
  }
  return step.tactics.flatMap(({ link: stated }) => {
    const tactic = stated && meantPage(book, page, stated);
    if (stated === undefined || tactic === undefined) return [];
    const { kind, id, name: tacticName } = pageIdentity(tactic);
    if (kind !== 'tactic' || tactics.some(known => known.id === id || known.keys.includes(nameKey(tactic.id))))
      return [];
    return [
      { code: 'step-tactic', span: spanOf(stated), message: `'${tacticName}' is not one of the tactics of '${name}'.` },
    ];
  });
};

/** A tactic as a technique's page names it: by the link's keys, and by the ID of the link's label. */
interface NamedTactic {
  readonly keys: readonly string[];
  readonly id: string | undefined;
}

/**
 * The tactics of a technique as its page says them. They are told by the names in the links and not by the pages that
 * those lead to, so that a case study's problems depend on no page that neither it nor a page linked by it names.
 */
const tacticsOf = (book: Casebook, technique: Page): readonly NamedTactic[] => {
  const { tacticLinks, hasTactics } = atlasPage(technique);
  if (hasTactics) return tacticLinks.map(link => ({ keys: linkKeys(link), id: labelId(link) }));
  const tactic = folderTactic(book, technique);
  return tactic === undefined ? [] : [{ keys: [nameKey(tactic.id)], id: pageIdentity(tactic).id }];
};
