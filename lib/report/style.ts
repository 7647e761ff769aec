import type { FailureView } from './failure-views';
import { baseStyle } from './style-base';

/** The style sheet with the rules of each view: which panel, lines and markers go with which choice. */
export function pageStyle(views: readonly FailureView[]): string {
  return baseStyle + viewRule(0) + views.map((view) => viewRule(view.number) + lossRules(view)).join('');
}

const chosen = (number: number): string => `.stage:has(#view${number}:checked)`;

function viewRule(number: number): string {
  return `${chosen(number)} .if${number}{display:block}\n`;
}

function lossRules({ number, lost }: FailureView): string {
  const all = (prefix: string): string => `:is(${lost.map((region) => `.${prefix}${region.number}`).join()})`;
  const when = chosen(number);
  return [
    `${when} .arcs path{stroke-opacity:.16}`,
    `${when} .arcs ${all('of')}{display:none}`,
    `${when} ${all('r')} circle{fill:none;stroke:var(--lost);stroke-dasharray:3 2}`,
    `${when} ${all('r')} .cross{display:inline}`,
    `${when} ${all('r')} text{fill:var(--lost)}`,
    '',
  ].join('\n');
}
