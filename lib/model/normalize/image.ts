import { report, reportValue, type At, type Findings } from './findings';

const component = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*';
const host = '[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\\d{1,5})?';
/** The grammar of the OCI distribution specification. */
const reference = new RegExp(
  `^(?:${host}/)?${component}(?:/${component})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);
const registryName = new RegExp(`^${host}(?:/${component})*$`);
const longest = 512;

export interface Image {
  readonly image: string;
  /** Whether it carries the digest of its content. */
  readonly pinned: boolean;
}

export function normalizeImage(findings: Findings, at: At, service: string, image: string): Image {
  const pinned = image.includes('@sha256:');
  if (image.length > longest || !reference.test(image)) report(findings, 'config/bad-image', at, { service, image });
  else if (!pinned) report(findings, 'config/image-not-pinned', at, { service, image });
  return { image, pinned };
}

/** The prefix of images that are not named. */
export function normalizeRegistry(findings: Findings, registry = 'registry.local'): string {
  if (registry.length <= 255 && registryName.test(registry)) return registry;
  reportValue(findings, ['registry'], `"${registry}"`, 'a host with an optional path, such as "registry.example/team"');
  return 'registry.local';
}
