import { terminalOf } from '../../cli/terminal';

test.each([
  ['a terminal', true, {}, true],
  ['a pipe', false, {}, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ['FORCE_COLOR over NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ['TERM=dumb', true, { TERM: 'dumb' }, false],
  ['TERM=dumb with FORCE_COLOR', true, { TERM: 'dumb', FORCE_COLOR: '1' }, true],
])('colour with %s', (_, isTerminal, env, hasColour) => {
  expect(terminalOf(isTerminal, 80, env).hasColour).toBe(hasColour);
});

test.each([
  [undefined, undefined, 100],
  [132, undefined, 132],
  [132, '40', 40],
  [undefined, '7', 20],
  [undefined, '0', 100],
  [undefined, '-5', 100],
  [undefined, 'wide', 100],
  [80, '1e9', 80],
  [80, '9999999999', 80],
])('a terminal of %s columns with COLUMNS=%s has %i', (own, columns, expected) => {
  expect(terminalOf(true, own, columns === undefined ? {} : { COLUMNS: columns }).columns).toBe(expected);
});

test('a dumb terminal is neither redrawn nor given boxes, a pipe is not redrawn', () => {
  expect(terminalOf(true, 80, { TERM: 'dumb' })).toMatchObject({ canRedraw: false, hasBoxes: false });
  expect(terminalOf(false, undefined, {})).toMatchObject({ canRedraw: false, hasBoxes: true });
  expect(terminalOf(true, 80, {}).canRedraw).toBe(true);
});
