import { textAt } from '../../members';
import type { Rule } from './rule';

/** `[registry[:port]/]name[:tag][@sha256:<64 hex digits>]`, as container runtimes read it. */
export const images: Rule = ({ pods }, report) => {
  for (const { owner, containers } of pods)
    for (const { field, manifest } of containers) {
      const image = textAt(manifest, 'image');
      if (image === undefined) {
        report(owner, `${field}/image`, 'k8s/missing-field', { field: 'image', subject: `"${field}"`, versions: '' });
        continue;
      }
      const fault = imageFault(image);
      if (fault !== null)
        report(owner, `${field}/image`, 'k8s/illegal-image', { subject: owner.subject, image, fault });
    }
};

const longestName = 255;

/** Null when the reference is legal (github.com/distribution/reference). */
export function imageFault(image: string): string | null {
  const [reference = '', digest, ...more] = image.split('@');
  if (more.length > 0) return 'has more than one "@"';
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))
    return 'has a digest that is not "sha256:" and 64 lower-case hex digits';
  const slash = reference.lastIndexOf('/');
  const colon = reference.indexOf(':', slash + 1);
  const name = colon < 0 ? reference : reference.slice(0, colon);
  if (colon >= 0 && !/^\w[\w.-]{0,127}$/.test(reference.slice(colon + 1)))
    return 'has a tag that is not at most 128 letters, digits, "_", "." and "-"';
  if (name.length > longestName) return `has a name of ${name.length} characters, the limit is ${longestName}`;
  const parts = name.split('/');
  const [first = ''] = parts;
  const hasRegistry = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost');
  if (hasRegistry && !/^[A-Za-z0-9](?:[A-Za-z0-9-.]*[A-Za-z0-9])?(?::\d{1,5})?$/.test(first))
    return `has a registry "${first}" that is no host name with an optional port`;
  const repository = hasRegistry ? parts.slice(1) : parts;
  return repository.every((part) => /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(part))
    ? null
    : 'has a name with other characters than lower-case letters, digits and single ".", "_", "-" between them';
}
