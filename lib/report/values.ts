import { formatNumber } from '../emit/number-text';
import { fragment, type Markup } from './markup';

/** Milliseconds as people compare them: a decimal below ten. */
export function milliseconds(value: number): string {
  return formatNumber(value, value > 0 && value < 10 ? 1 : 0);
}

/** Cents only where a dollar would say too little. */
export function dollars(value: number): string {
  return formatNumber(value, Math.abs(value) < 100 ? 2 : 0);
}

export function rate(value: number): string {
  return formatNumber(value, value > 0 && value < 10 ? 1 : 0);
}

/** A number in a table. */
export function cell(text: string): Markup {
  return fragment`<td class="n">${text}</td>`;
}

/** A table that scrolls by itself where the page is narrow; the keyboard reaches it. */
export function scrolling(label: string, table: Markup): Markup {
  return fragment`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${table}</div>`;
}
