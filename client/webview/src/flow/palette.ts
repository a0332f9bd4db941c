/** The colours of a picture, as CSS writes them. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly card: string;
  readonly border: string;
  readonly band: string;
  readonly arrow: string;
  readonly error: string;
  readonly warning: string;
  /** One a lane, again and again. */
  readonly lanes: readonly string[];
  readonly font: string;
}

/**
 * The colours of the theme now, from VS Code's variables. Pictures are drawn with values, and with such as every program that shows
 * SVG knows: `#rrggbb`, what shines through mixed with the background.
 */
export const themePalette = (): Palette => {
  const style = getComputedStyle(document.documentElement);
  const first = (...names: readonly string[]): string | undefined =>
    names.map(name => style.getPropertyValue(`--vscode-${name}`).trim()).find(value => value !== '');
  const paint = painter();
  const background = paint('#ffffff', first('editor-background'));
  const text = paint('#000000', first('editor-foreground', 'foreground'));
  const colour = (...names: readonly string[]): string => paint(background, first(...names) ?? text);
  return {
    background,
    text,
    muted: colour('descriptionForeground', 'foreground'),
    card: paint(background, first('editorWidget-background')),
    border: colour('contrastBorder', 'editorWidget-border', 'panel-border', 'descriptionForeground'),
    band: colour('contrastBorder', 'descriptionForeground', 'foreground'),
    arrow: colour('descriptionForeground', 'foreground'),
    error: colour('editorError-foreground', 'errorForeground'),
    warning: colour('editorWarning-foreground', 'foreground'),
    // Those of the terminal are made to be told apart, on the theme's own background.
    lanes: ['Blue', 'Yellow', 'Green', 'Magenta', 'Red', 'Cyan'].map(name =>
      colour(`terminal-ansi${name}`, 'foreground'),
    ),
    font: first('font-family') ?? 'sans-serif',
  };
};

/** Gives the colour that is seen where some were painted one over the other; those that are undefined or no colours are left out. */
const painter = (): ((...colours: readonly (string | undefined)[]) => string) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, 1];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (...colours) => {
    if (context === null) return colours.findLast(colour => colour !== undefined) ?? 'currentcolor';
    for (const colour of colours) {
      if (colour === undefined || !CSS.supports('color', colour)) continue;
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`;
  };
};

/** A lane's colour. */
export const laneColour = ({ lanes, text }: Palette, lane: number): string => lanes[lane % lanes.length] ?? text;
