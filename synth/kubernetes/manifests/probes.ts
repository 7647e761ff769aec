import type { JsonObject } from '../../../lib/model/json';
import type { ServiceNode } from '../../../lib/model/model';

/**
 * Three probes, each asking its own question: has it started (up to a minute), may it get traffic, must it be
 * restarted. The handler follows the protocol.
 */
export function probes(service: ServiceNode): JsonObject {
  const { health } = service;
  return {
    startupProbe: { ...handler(service, health.startup), periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 },
    readinessProbe: { ...handler(service, health.readiness), periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
    livenessProbe: { ...handler(service, health.liveness), periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 },
  };
}

function handler(service: ServiceNode, subject: string): JsonObject {
  switch (service.protocol) {
    case 'http':
      return { httpGet: { path: subject, port: 'http' } };
    case 'grpc':
      // The API wants a number here, and takes the empty name for the health of the whole server.
      return { grpc: { port: service.port, ...(subject === '' ? {} : { service: subject }) } };
    case 'tcp':
      return { tcpSocket: { port: 'tcp' } };
  }
}
