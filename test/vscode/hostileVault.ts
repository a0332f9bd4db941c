// A vault whose pages try all that a page can try to get out of where its words stand.

/** Sets `window.hacked` where it runs. */
const run = (how: string): string => `window.hacked='${how}'`;

/** Words that would be an element, or end the one that they stand in; `how` tells one place from another. Has no `/`, as file names. */
export const breakout = (how: string): string =>
  `"><img src=x onerror="${run(how)}"> '<svg onload=${run(`${how}-svg`)}>`;

/** The same with closing tags, for all but file names. */
const closing = (how: string): string =>
  `</main></script></title><script>${run(`${how}-script`)}</script>${breakout(how)}`;

/** Turns what stands behind it, and is seen nowhere. */
const UNSEEN = '\u202e\u0007';

/** What VS Code would show as a link that runs a command. */
export const COMMAND = '[press](command:workbench.action.files.newUntitledFile)';

const yaml = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const FILE = `evil "quoted" it's <img src=x onerror=${run('file').replaceAll('/', '')}>`;

const tacticName = `Tactic ${closing('tactic')}`;
const techniqueName = `Technique ${UNSEEN}${closing('technique')}`;
const studyName = `Study ${closing('study')}`;

export const TECHNIQUE = `techniques/${FILE}.md`;
export const STUDY = 'case-studies/hostile.md';
export const PICTURE = 'pictures/dot.svg';

const BODY = `
<script>${run('body-script')}</script>
<script src="https://evil.example/x.js"></script>
<img src=x onerror="${run('body-img')}">
<svg onload="${run('body-svg')}"><script>${run('body-svg-script')}</script><animate onbegin="${run('animate')}" attributeName="x" dur="1s"/></svg>
<iframe srcdoc="<script>parent.hacked='iframe'</script>"></iframe>
<iframe src="javascript:parent.hacked='iframe-js'"></iframe>
<form id="view" action="javascript:${run('form')}"><input name="getElementById" autofocus onfocus="${run('focus')}"><button formaction="javascript:${run('formaction')}">Press</button></form>
<style>body { display: none } main { background: url(https://evil.example/style) }</style>
<base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/">
<link rel="stylesheet" href="https://evil.example/x.css">
<object data="data:text/html,<script>${run('object')}</script>"></object><embed src="https://evil.example/x">
<video src="https://evil.example/v" onerror="${run('video')}"></video><audio src=x onerror="${run('audio')}"></audio>
<details open ontoggle="${run('toggle')}"><summary>More</summary>Inside</details>
<div class="tip card current" style="position:fixed;inset:0;z-index:9" data-step="0" data-uri="file:///etc/passwd" id="body" name="head">Cover</div>
<p onclick="${run('onclick')}" data-line="2" aria-label="Lie">Press me</p>
</article></main><p>Behind</p>

<a id="js-link" href="javascript:${run('href')}">js one</a> <a href=" &#1;java&#10;script:${run('href-space')}">js two</a>
<a href="data:text/html,<script>${run('href-data')}</script>">data</a> <a data-href="command:workbench.action.files.newUntitledFile" href="#">command</a>
<a href="vbscript:x">vb</a> <a href="file:///etc/passwd">file</a> <a xlink:href="javascript:${run('xlink')}">xlink</a>

[md js](javascript:window.hacked='md-js') [md data](data:text/html;base64,PHNjcmlwdD4=) [md command](command:workbench.action.files.newUntitledFile)
![remote](https://evil.example/track.png) ![local](../${PICTURE}) ![outside](../../../../etc/hostname.png) ![data](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7)
![scheme](//evil.example/x.png) <img src="\thttps://evil.example/tab.png" alt="tab">

[missing page](<${COMMAND}.md>)

<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${run('mxss')}&gt;">
<noscript><p title="</noscript><img src=x onerror=${run('noscript')}>"></noscript>
<template><img src=x onerror="${run('template')}"></template>
</math>
`;

/** Its texts by their paths. */
export const HOSTILE: Readonly<Record<string, string>> = {
  [PICTURE]:
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><circle cx="4" cy="4" r="4" fill="red"/></svg>\n',
  'tactics/evil.md': `---
id: evil
title: ${yaml(`AML.TA9001: ${tacticName}`)}
---

# AML.TA9001: ${tacticName}
`,
  [TECHNIQUE]: `---
id: evil
title: ${yaml(`AML.T9001: ${techniqueName}`)}
---

# AML.T9001: ${techniqueName}

## Metadata

- **Technique ID:** AML.T9001
- **Maturity:** ${closing('maturity')}

## Tactics

- [[tactics/evil|AML.TA9001: ${tacticName}]]
`,
  [STUDY]: `---
id: hostile
title: ${yaml(`AML.CS9001: ${studyName}`)}
type: case-study
---

# AML.CS9001: ${studyName}

${UNSEEN}Summary ${closing('summary')}
${BODY}
## Metadata

- **ID:** AML.CS9001
- **Incident Date:** ${closing('date')}
- **Target${breakout('key')}:** ${UNSEEN}${closing('target')}

## Procedure

### Step 1: Step ${closing('step')}

**Technique:** [[techniques/${FILE}|AML.T9001: ${techniqueName}]]

What was done.

### Step 2: ${closing('step-two')}

**Technique:** [[techniques/gone ${breakout('target')}|AML.T9002: Label ${closing('label')}]]
**Tactic:** ${closing('plain-tactic')}

### Step 3: ${UNSEEN}

## References

1. [${closing('reference')}](https://example.org/)
`,
  [`notes/orphan ${FILE}.md`]: `# Orphan ${closing('orphan')}\n\n[[wanted ${breakout('wanted')}]] and ![[embed ${breakout('embed')}]]\n`,
  [`techniques/${COMMAND}.md`]: '# AML.T9003: Pressed\n',
};
