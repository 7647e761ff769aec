import { formatNumber, formatPercent } from '../../lib/emit/number-text';
import type { OtherwisePrice, ServiceExplanation } from '../../lib/plan/questions/explain-service';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { wrap } from './text';

/** Why a service runs where it does as a person reads it. */
export function renderExplanation(
  stack: string,
  explanation: ServiceExplanation,
  terminal: Terminal,
  paint: Paint,
): string {
  const { service, costUsd, gap, chosen, rejected, binding, room, sensitivity } = explanation;
  const lines = (text: string): string => wrap(text, terminal.columns, '  ');
  const section = (title: string, body: readonly string[]): string[] =>
    body.length === 0 ? [] : [paint('strong', wrap(title, terminal.columns)), ...body.map(lines), ''];
  const worth = sensitivity.filter(({ from, to }) => from > 0 || to < 4);
  const within = formatPercent(sensitivity[0]?.withinGap ?? gap, 2);
  return [
    wrap(
      `${stack}: ${service}, part of a plan of ${formatNumber(costUsd, 2)} US$/month that is proved to be within ${formatPercent(gap, 2)} of the cheapest.`,
      terminal.columns,
    ),
    '',
    ...section(
      'It runs in',
      chosen.map(
        ({ region, reasons, otherwise }) =>
          `${region}: ${reasons.join('; ')}. Without it: ${priceText(otherwise, gap)}.`,
      ),
    ),
    ...section(
      'It does not run in',
      rejected.map(({ region, reason, otherwise }) =>
        otherwise === null ? `${region}: ${reason}.` : `${region}: ${reason}. With it: ${priceText(otherwise, gap)}.`,
      ),
    ),
    ...section('Limits that it stands at', binding),
    ...section(
      'What more room would be worth at most, a month',
      room.map(
        ({ region, cpuUsd, memoryGiBUsd }) =>
          `${region}: ${formatNumber(cpuUsd, 2)} US$ per CPU, ${formatNumber(memoryGiBUsd, 2)} US$ per GiB`,
      ),
    ),
    ...section(
      `Proved: the plan as it is stays within ${within} of the cheapest while`,
      worth.map(({ region, parameter, from, to }) => `${region}: ${parameter} is ${rangeText(from, to)}`),
    ),
  ].join('\n');
}

function priceText({ atLeastShare, asItIsUsd, exchangedFor, impossible }: OtherwisePrice, gap: number): string {
  if (impossible) return 'no plan is possible';
  const proved =
    atLeastShare === null
      ? `undecided, the certificate proves no more than its gap of ${formatPercent(gap, 2)}`
      : `every plan costs at least ${formatPercent(atLeastShare, 2)} more`;
  if (asItIsUsd === null) return `${proved}; nothing else changed, requests have no way`;
  const exchange = exchangedFor === null ? '' : `, exchanged for ${exchangedFor}`;
  const sign = asItIsUsd < 0 ? '-' : '+';
  return `${proved}; nothing else changed${exchange}, ${sign}${formatNumber(Math.abs(asItIsUsd), 2)} US$/month`;
}

function rangeText(from: number, to: number): string {
  if (from === 0) return `less than ${formatNumber(to, 2)} x what it is`;
  if (to >= 4) return `more than ${formatNumber(from, 2)} x what it is`;
  return `${formatNumber(from, 2)} x to ${formatNumber(to, 2)} x what it is`;
}
