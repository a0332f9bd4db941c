import { escapeHtml } from '../escapeHtml.ts';

/** What a webview of ours is made of. */
export interface WebviewPage {
  readonly title: string;
  /** The language of its texts, as VS Code names it. */
  readonly language: string;
  /** URIs that the webview may load, from `asWebviewUri`. */
  readonly script: string;
  readonly style: string;
  /** The origin that `webview.cspSource` names. */
  readonly source: string;
  readonly nonce: string;
  /** Handed to the script before it runs: texts to show, state to begin with. */
  readonly data: unknown;
}

/**
 * The document of a webview: one style sheet, one script, an empty `main`. Nothing else runs or loads: no inline script but with
 * this nonce, no network, pictures only of the extension, of workspace files and inline data.
 */
export function webviewHtml({ title, language, script, style, source, nonce, data }: WebviewPage): string {
  const policy = [
    "default-src 'none'",
    `img-src ${source} data: blob:`,
    `style-src ${source}`,
    `font-src ${source}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body data-view="${escapeHtml(JSON.stringify(data))}">
<main id="view"></main>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}

/** A random text that nobody guesses, for the policy of one document. */
export const newNonce = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
};
