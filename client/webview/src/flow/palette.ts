/** The colours of a picture, as CSS writes them. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly card: string;
  readonly border: string;
  readonly band: string;
  readonly arrow: string;
  readonly focus: string;
  readonly error: string;
  readonly warning: string;
  /** One a lane, again and again. */
  readonly lanes: readonly string[];
  readonly font: string;
}

/** The colours of the theme now, from VS Code's variables. Pictures are drawn with values, so that a saved one looks the same. */
export const themePalette = (): Palette => {
  const style = getComputedStyle(document.documentElement);
  const first = (...names: readonly string[]): string =>
    names.map(name => style.getPropertyValue(`--vscode-${name}`).trim()).find(value => value !== '') ?? 'currentcolor';
  return {
    background: first('editor-background'),
    text: first('editor-foreground', 'foreground'),
    muted: first('descriptionForeground', 'foreground'),
    card: first('editorWidget-background', 'editor-background'),
    border: first('contrastBorder', 'editorWidget-border', 'panel-border', 'descriptionForeground'),
    band: first('contrastBorder', 'editorIndentGuide-background1', 'panel-border', 'descriptionForeground'),
    arrow: first('descriptionForeground', 'foreground'),
    focus: first('focusBorder', 'foreground'),
    error: first('editorError-foreground', 'errorForeground'),
    warning: first('editorWarning-foreground', 'foreground'),
    // Those of the terminal are made to be told apart, on the theme's own background.
    lanes: ['Blue', 'Yellow', 'Green', 'Magenta', 'Red', 'Cyan'].map(name =>
      first(`terminal-ansi${name}`, 'foreground'),
    ),
    font: first('font-family'),
  };
};

/** A lane's colour. */
export const laneColour = ({ lanes, text }: Palette, lane: number): string => lanes[lane % lanes.length] ?? text;
