import type { Random } from './random.ts';

const split = (text: string): readonly string[] => text.trim().split(/\s+/);

const actions = split(`
  Probing Flooding Mirroring Replaying Relabelling Draining Cloning Hijacking Spoofing Scraping Tampering Shadowing
  Rerouting Overfilling Mapping Bypassing Seeding Skewing Baiting Masking`);

const qualities = split(`
  Shared Cached Public Remote Nightly Signed Pinned Trusted Archived Scheduled Federated Quantised Distilled Delegated
  Hosted Embedded Unattended Staged Mirrored Internal External Legacy Orphaned Regional Batched Streamed Untracked
  Forwarded Composite Temporary`);

const objects = split(`
  Prompts Embeddings Checkpoints Adapters Tokenisers Datasets Labels Gradients Notebooks Pipelines Registries Agents
  Plugins Connectors Memories Tools Queues Gateways Dashboards Classifiers Rankers Detectors Encoders Retrievers
  Transcripts Webhooks Sandboxes Schedulers Feeds Indexes Sessions Policies Filters Summaries Voices Cameras Sensors
  Forms Tickets Licences`);

const places = split(`
  Harbour Maple Granite Lantern Meadow Copper Juniper Quarry Willow Beacon Orchard Falcon Saffron Thistle Cobalt
  Ember Prairie Glacier Anchor Violet Summit Canyon Clover Driftwood Heron Indigo Marble Nutmeg Opal Pebble Raven
  Sable Timber Umber Walnut Yarrow Zephyr Basalt Cedar Dune`);

const trades = split(`
  Clinic Bank Airline Museum Library Insurer Utility Grocer Railway Newsroom Studio Shipyard Brewery Hospital Court
  Stadium Pharmacy Observatory Foundry Nursery`);

const events = split(`
  Takeover Outage Leak Detour Relabelling Impersonation Lockout Backdoor Overcharge Mix-up Blackout Disclosure
  Rerouting Poisoning Replay Sabotage Siphoning Drift Spillover Hoax`);

const adjectives = split(`
  quiet late partial nightly careful forged narrow public hidden stale second manual brief plain mixed shared loose
  slow broad local`);

const nouns = split(`
  model operator queue reply token report profile reviewer pipeline vendor mailbox label prompt filter dashboard
  script backup session weight cluster ticket notebook camera voice ranking table sample proxy release`);

const verbs = split(`
  changed copied delayed guessed hid kept logged marked merged moved opened passed queued read replaced resent signed
  sorted tested traced`);

const links = split('before after because while until although whenever once');

/** Words outside Latin-1, in several scripts, some of them outside the basic plane. */
const foreign: readonly string[] = [
  'модель угроз',
  'атака на обучение',
  'δεδομένα εκπαίδευσης',
  'υπόδειγμα',
  '提示注入',
  '模型窃取攻击',
  'データ汚染',
  '프롬프트 주입',
  'نموذج لغوي',
  'מודל שפה',
  'प्रशिक्षण डेटा',
  'dữ liệu huấn luyện',
  'ağ geçidi şifresi',
  'łańcuch dostaw',
  '“weights” → “answers”',
  '≤ 40 queries per user…',
  '🧪 trial run',
  '𝑓(𝑥) ≈ 𝑦',
];

/** The `index`-th of all ways to take one word from each list, in an order that looks random and never repeats. */
const combination = (lists: readonly (readonly string[])[], index: number, stride: number): readonly string[] => {
  const total = lists.reduce((product, list) => product * list.length, 1);
  if (index >= total) throw new Error(`The generator has only ${total} names of this kind`);
  let rest = (index * stride) % total;
  return lists.map(list => {
    const word = list[rest % list.length] ?? '';
    rest = Math.floor(rest / list.length);
    return word;
  });
};

/** The name of technique number `index`; no two are alike. Throws past 24,000. */
export const techniqueName = (index: number): string =>
  combination([objects, qualities, actions], index, 7919).toReversed().join(' ');

/** The name of case study number `index`; no two are alike. Throws past 480,000. */
export const caseStudyName = (index: number): string => {
  const [object = '', place = '', trade = '', event = ''] = combination(
    [objects, places, trades, events.slice(0, 15)],
    index,
    104_729,
  );
  return `${place} ${trade} ${object} ${event}`;
};

/** The name of mitigation number `index`; no two are alike. Throws past 1,200. */
export const mitigationName = (index: number): string => {
  const [object = '', quality = ''] = combination([objects, qualities], index, 389);
  return `Guard ${quality} ${object}`;
};

/** The name of note number `index`; no two are alike. */
export const noteName = (index: number): string => {
  const [object = '', trade = ''] = combination([objects, trades], index % 800, 389);
  return `${trade} ${object} Notes ${index + 1}`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const clause = (random: Random): string =>
  `the ${random.pick(adjectives)} ${random.pick(nouns)} ${random.pick(verbs)} a ${random.pick(adjectives)} ${random.pick(nouns)}`;

/** A plain English sentence; with `withForeign`, one that quotes words outside Latin-1. */
export const sentence = (random: Random, withForeign: boolean): string => {
  const quoted = withForeign ? `, noted as ${random.pick(foreign)},` : '';
  return `${capital(clause(random))}${quoted} ${random.pick(links)} ${clause(random)}.`;
};

/** A paragraph of at least `length` characters; with `withForeign`, its first sentence quotes words outside Latin-1. */
export const paragraph = (random: Random, length: number, withForeign: boolean): string => {
  const sentences = [sentence(random, withForeign)];
  for (let size = sentences[0]?.length ?? 0; size < length; size += (sentences.at(-1)?.length ?? 0) + 1) {
    sentences.push(sentence(random, false));
  }
  return sentences.join(' ');
};

/** An organisation, as a case study's target, actor or reporter. */
export const organisation = (random: Random): string => `${random.pick(places)} ${random.pick(trades)}`;
