/** Whether a text holds a template's placeholder (Templater, Handlebars, …): nothing can be said of its value yet. */
export const holdsPlaceholder = (text: string): boolean => /\{\{|<%|\$\{/.test(text);

/** Whether a link's target is, or holds, one: there `{name}` counts too. */
export const isPlaceholderTarget = (target: string): boolean => /\{\{|<%|\$\{|\{[^{}]*\}/.test(target);
