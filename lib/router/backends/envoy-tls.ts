import type { JsonObject } from '../../model/json';
import type { RoutedService } from '../route-plan';
import { typed } from './envoy-types';
import { tlsFolder } from './targets';

/** Files of the mounted Secret; Envoy reads them again when they are renewed. */
function commonContext(protocol: RoutedService['protocol'], peer: JsonObject): JsonObject {
  return {
    tls_params: { tls_minimum_protocol_version: 'TLSv1_2' },
    ...(protocol === 'grpc' ? { alpn_protocols: ['h2'] } : {}),
    tls_certificates: [
      { certificate_chain: { filename: `${tlsFolder}/tls.crt` }, private_key: { filename: `${tlsFolder}/tls.key` } },
    ],
    validation_context: { trusted_ca: { filename: `${tlsFolder}/ca.crt` }, ...peer },
  };
}

/** Asks the other router for its certificate. */
export function downstreamTls({ protocol }: RoutedService): JsonObject {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: typed('envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext', {
      common_tls_context: commonContext(protocol, {}),
      require_client_certificate: true,
    }),
  };
}

/** Shows this router's certificate, names what is wanted and takes only a certificate of that name: no region can stand in for another. */
export function upstreamTls({ protocol }: RoutedService, serverName: string): JsonObject {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: typed('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext', {
      sni: serverName,
      common_tls_context: commonContext(protocol, {
        match_typed_subject_alt_names: [{ san_type: 'DNS', matcher: { exact: serverName } }],
      }),
    }),
  };
}
