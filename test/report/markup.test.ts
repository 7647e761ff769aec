import { escapeHtml, fragment } from '../../lib/report/markup';

test('every value is escaped, in text and in attributes', () => {
  const hostile = `"><script>alert('1')</script>&amp;`;
  expect(fragment`<b title="${hostile}">${hostile}</b>`.html).toBe(
    '<b title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</b>',
  );
});

test('markup is put in as it is, lists are joined and their texts escaped', () => {
  expect(fragment`<p>${fragment`<i>${'<'}</i>`}${['<', fragment`<br>`, 3]}</p>`.html).toBe(
    '<p><i>&lt;</i>&lt;<br>3</p>',
  );
});

test('an object that only looks like markup is no text of a plan: strings are always escaped', () => {
  expect(fragment`${JSON.stringify({ html: '<b>' })}`.html).toBe('{&quot;html&quot;:&quot;&lt;b&gt;&quot;}');
});

test('control characters, reordering marks and lone surrogates become U+FFFD; pairs stay', () => {
  expect(escapeHtml('a\u0000b\u001bc\u202ed\u2066e\ud800f')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf');
  expect(escapeHtml('tab\tline\n\u{1f30d} é')).toBe('tab\tline\n\u{1f30d} é');
});
