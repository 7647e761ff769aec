import { diagnostic } from '../../lib/model/diagnostic';
import { applyWaivers } from '../../synth/waivers';

const unpinned = (service: string) =>
  diagnostic('config/image-not-pinned', `services/${service}/image`, { service, image: 'a:1' });
const waiver = { code: 'config/image-not-pinned', path: 'services/api', reason: 'rebuilt nightly' };

test('a waiver covers its path and what is below, and no sibling whose name begins the same', () => {
  expect(applyWaivers([unpinned('api'), unpinned('api-two')], [waiver])).toEqual([unpinned('api-two')]);
});

test('a waiver that meets nothing is reported', () => {
  expect(applyWaivers([], [waiver]).map((each) => each.code)).toEqual(['config/waiver-unused']);
});

test('an error cannot be waived', () => {
  const error = { ...unpinned('api'), severity: 'error' as const };
  expect(applyWaivers([error], [waiver])).toContainEqual(error);
});
