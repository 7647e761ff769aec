/** Text that is HTML already; whatever is not of this type is escaped when it is put into some. */
export interface Markup {
  readonly html: string;
}

type Content = Markup | string | number | readonly Content[];

/** A template of HTML: every value is escaped, unless it is Markup, and lists are joined. */
export function fragment(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const text = strings.reduce((before, part, index) => before + textOf(values[index - 1] ?? '') + part);
  return { html: text };
}

/** Content that is shown, or nothing. */
export const nothing: Markup = { html: '' };

function textOf(content: Content): string {
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return 'html' in content ? content.html : content.map(textOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** C0, C1, reordering marks, what is no character. */
const forbidden = new RegExp(
  String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}`,
  'gu',
);

/**
 * For text and for attributes in quotes. Control characters that HTML and XML forbid, and those that reorder text, become
 * U+FFFD.
 */
export function escapeHtml(text: string): string {
  return text.replaceAll(forbidden, '\ufffd').replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
