import fc from 'fast-check';
import { isIP } from 'node:net';
import { isCidr, isDnsName, isIpv4, isIpv6 } from '../../lib/model/address';

const seed = 4291;

/** Texts near addresses: most are none, many differ from one in a character. */
const nearAddress = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.stringMatching(/^[0-9a-f:.]{0,24}$/),
  fc
    .tuple(fc.ipV6(), fc.nat(40), fc.constantFrom(':', '::', '.', '0', 'g', ''))
    .map(([address, at, insert]) => address.slice(0, at) + insert + address.slice(at)),
  fc
    .tuple(fc.ipV4(), fc.nat(15), fc.constantFrom('.', '0', '9', ''))
    .map(([address, at, insert]) => address.slice(0, at) + insert + address.slice(at)),
);

test("agrees with Node's own check of IP addresses, 20,000 times", () => {
  fc.assert(
    fc.property(nearAddress, (text) => {
      expect({ text, family: isIpv4(text) ? 4 : isIpv6(text) ? 6 : 0 }).toEqual({ text, family: isIP(text) });
    }),
    { seed, numRuns: 20_000 },
  );
});

test('a zone, a port, brackets and blanks are no part of an address', () => {
  for (const text of ['fe80::1%eth0', '[::1]', '1.2.3.4:80', ' 1.2.3.4', '1.2.3.4\n', '']) {
    expect(isIpv4(text)).toBe(false);
    expect(isIpv6(text)).toBe(false);
  }
});

describe('DNS names', () => {
  test.each(['a', 'redis.internal', 'A-1.example', '1a.b', 'xn--bcher-kva.example', `${'a'.repeat(63)}.b`])(
    '%s is one',
    (name) => {
      expect(isDnsName(name)).toBe(true);
    },
  );

  test.each([
    '',
    '.',
    'a.',
    'a..b',
    '-a',
    'a-',
    'a_b',
    'a b',
    'a/b',
    'a:80',
    'http://a',
    '1.2.3.999',
    '12345',
    `${'a'.repeat(64)}.b`,
    `${'a.'.repeat(127)}a`,
    'bücher.example',
    'a\u202eb',
    'a;}\nserver{',
  ])('%j is none', (name) => {
    expect(isDnsName(name)).toBe(false);
  });
});

describe('CIDR blocks', () => {
  test.each(['0.0.0.0/0', '10.20.0.0/24', '10.0.0.1/32', '::/0', '2001:db8::/32', '::1/128'])('%s is one', (block) => {
    expect(isCidr(block)).toBe(true);
  });

  test.each([
    '10.0.0.1/24',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/24/1',
    '10.0.0/24',
    '2001:db8::1/32',
    '::/129',
    '/8',
    '',
  ])('%j is none', (block) => {
    expect(isCidr(block)).toBe(false);
  });

  test('a block is one exactly when the bits behind its prefix are zero, 2,000 times', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), fc.nat(32), (octets, prefix) => {
        const bits = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('');
        expect(isCidr(`${octets.join('.')}/${prefix}`)).toBe(!bits.slice(prefix).includes('1'));
      }),
      { seed, numRuns: 2000 },
    );
  });
});
