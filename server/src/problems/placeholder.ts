/** Whether a text holds a template's placeholder (Templater, Handlebars, …): nothing can be said of its value yet. */
export const isPlaceholder = (text: string): boolean => /\{\{|<%|\$\{/.test(text);
