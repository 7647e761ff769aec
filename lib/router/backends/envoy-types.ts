import type { JsonObject } from '../../model/json';

/** A message of Envoy's API with its type, as `typed_config` takes it. */
export function typed(message: string, value: JsonObject): JsonObject {
  return { '@type': `type.googleapis.com/${message}`, ...value };
}

/** A protobuf duration. */
export function milliseconds(value: number): string {
  return `${value / 1000}s`;
}
