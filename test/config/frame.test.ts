import { codeFrame } from '../../lib/config/frame';

const text = 'services:\n  api:\n    prot: 80\n    language: go\n';

describe('codeFrame', () => {
  test('shows the line between its neighbours, with a caret under the column', () => {
    expect(codeFrame(text, { line: 3, col: 5 })).toBe(
      ['  2 |   api:', '> 3 |     prot: 80', '    |     ^', '  4 |     language: go'].join('\n'),
    );
  });

  test('shows the first and the last line without neighbours that do not exist', () => {
    expect(codeFrame(text, { line: 1, col: 1 })).toBe(['> 1 | services:', '    | ^', '  2 |   api:'].join('\n'));
    expect(codeFrame(text, { line: 4, col: 5 })).toBe(
      ['  3 |     prot: 80', '> 4 |     language: go', '    |     ^'].join('\n'),
    );
  });

  test('aligns numbers of different length', () => {
    const long = Array.from({ length: 12 }, (_, index) => `line${index + 1}`).join('\n');
    expect(codeFrame(long, { line: 10, col: 1 }).split('\n')).toEqual([
      '   9 | line9',
      '> 10 | line10',
      '     | ^',
      '  11 | line11',
    ]);
  });

  test('an empty document and a position after its end have a frame', () => {
    expect(codeFrame('', { line: 1, col: 1 })).toBe('> 1 |\n    | ^');
    expect(codeFrame('a: [', { line: 1, col: 5 })).toBe('> 1 | a: [\n    |     ^');
    expect(codeFrame('a\n', { line: 2, col: 1 })).toBe('  1 | a\n> 2 |\n    | ^');
  });

  test('a line that does not exist has none', () => {
    expect(codeFrame(text, { line: 9, col: 1 })).toBe('');
    expect(codeFrame(text, { line: 0, col: 1 })).toBe('');
  });

  const caretUnder = (line: string, col: number, width?: number): string => {
    const frame = codeFrame(line, { line: 1, col }, width).split('\n');
    const caret = (frame[1] ?? '').indexOf('^');
    return (frame[0] ?? '').slice(caret);
  };

  test('tabs are widened to the next stop of 4, so the caret stays under its character', () => {
    expect(codeFrame('a\tb: c', { line: 1, col: 3 })).toBe('> 1 | a   b: c\n    |     ^');
    expect(caretUnder('\t\tkey: x', 3)).toBe('key: x');
  });

  test('wide characters count two columns, combining marks none', () => {
    expect(codeFrame('漢字: x', { line: 1, col: 5 })).toBe('> 1 | 漢字: x\n    |       ^');
    expect(codeFrame('😀: x', { line: 1, col: 5 })).toBe('> 1 | 😀: x\n    |     ^');
    expect(codeFrame('e\u0301: x', { line: 1, col: 5 })).toBe('> 1 | e\u0301: x\n    |    ^');
  });

  test('what would drive a terminal or reorder the line is spelled out', () => {
    expect(codeFrame('a: \u001B[31mred', { line: 1, col: 5 })).toBe('> 1 | a: \\u001b[31mred\n    |          ^');
    expect(codeFrame('a: \u202Ex\u0000\uFEFFy', { line: 1, col: 5 })).toBe(
      '> 1 | a: \\u202ex\\u0000\\ufeffy\n    |          ^',
    );
    expect(codeFrame('a: \uD800!', { line: 1, col: 5 })).toBe('> 1 | a: \\ud800!\n    |          ^');
  });

  test('CR before the line end is no part of the line', () => {
    expect(codeFrame('a: b\r\nc: d\r\n', { line: 1, col: 4 })).toBe('> 1 | a: b\n    |    ^\n  2 | c: d');
  });

  test.each([1, 50, 499, 500, 501, 950, 1000, 1001])(
    'a long line is cut around column %i and stays within the width',
    (col) => {
      const line = Array.from({ length: 1000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
      const frame = codeFrame(`${line}\n${line}`, { line: 1, col }, 80);
      for (const row of frame.split('\n')) expect(row.length).toBeLessThanOrEqual(80);
      expect(caretUnder(line, col, 80).charAt(0)).toBe(line.charAt(col - 1));
    },
  );

  test('a line of 10 MB is framed at once', () => {
    const line = 'x'.repeat(10 << 20);
    const started = process.cpuUsage();
    expect(codeFrame(line, { line: 1, col: 5_000_000 }).length).toBeLessThan(250);
    expect(process.cpuUsage(started).user).toBeLessThan(200_000);
  });
});
