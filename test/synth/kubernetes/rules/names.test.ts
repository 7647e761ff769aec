import { changed, findingsAfter, findingsWith } from './support/findings';

const renamed = (kind: string, name: string) => findingsWith(changed(kind, { 'metadata/name': name }));
const label63 = 'a'.repeat(63);
const subdomain253 = [label63, label63, label63, 'a'.repeat(61)].join('.');

describe('names', () => {
  test.each([
    ['ConfigMap', 'a'],
    ['ConfigMap', '1.b-c.d'],
    ['ConfigMap', subdomain253],
    ['Service', `a${'-b'.repeat(31)}`],
    ['Namespace', '0-9'],
    ['CronJob', 'c'.repeat(52)],
    ['Job', 'j'.repeat(63)],
    ['StatefulSet', 's'.repeat(52)],
    ['ClusterRole', 'system:Shop_Reader'],
  ])('%s takes the name "%s"', (kind, name) => {
    expect(renamed(kind, name)).toEqual([]);
  });

  test.each([
    ['43 empty', 'ConfigMap', ''],
    ['44 upper case', 'ConfigMap', 'Api'],
    ['44 underscore', 'ConfigMap', 'my_api'],
    ['45 a digit first', 'Service', '1api'],
    ['45 a dash first', 'ConfigMap', '-api'],
    ['46 a dash last', 'ConfigMap', 'api-'],
    ['46 a dot last', 'ConfigMap', 'api.'],
    ['a dot in a label', 'Namespace', 'a.b'],
    ['a label of 64 in a subdomain', 'ConfigMap', `${'a'.repeat(64)}.b`],
    ['a slash in a role', 'ClusterRole', 'a/b'],
    ['41 a control character', 'ConfigMap', 'a\u001b[31mb'],
    ['42 a homoglyph', 'ConfigMap', 'аpi'],
  ])('row %s: %s does not take "%s"', (_, kind, name) => {
    const path = JSON.stringify(`${kind}/${name}/metadata/name`).slice(1, -1).replaceAll('\\\\', '\\');
    expect(renamed(kind, name)).toContain(`k8s/illegal-name ${path}`);
  });

  test.each([
    ['47', 'Service', 64, 63],
    ['47', 'Namespace', 64, 63],
    ['48', 'ConfigMap', 254, 253],
    ['49', 'CronJob', 53, 52],
    ['50', 'StatefulSet', 53, 52],
    ['50', 'Job', 64, 63],
  ])('row %s: a %s has a name of %i characters, %i fit', (_, kind, length) => {
    const name = 'a'.repeat(length);
    expect(renamed(kind, name)).toEqual([`k8s/name-too-long ${kind}/${name}/metadata/name`]);
  });

  test('the names of containers and volumes are labels', () => {
    expect(findingsAfter('Pod', { 'spec/initContainers/0/name': 'a.b' })).toEqual([
      'k8s/illegal-name Pod/probe/spec/initContainers/a.b/name',
    ]);
    expect(findingsAfter('Pod', { 'spec/volumes/2/name': 'A' })).toEqual([
      'k8s/illegal-name Pod/probe/spec/volumes/A/name',
    ]);
  });
});
