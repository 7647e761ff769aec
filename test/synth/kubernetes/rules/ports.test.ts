import { findingsAfter } from './support/findings';

const container = 'spec/template/spec/containers/0';
const inDeployment = 'Deployment/api/spec/template/spec/containers/api';

describe('ports', () => {
  test.each([0, 65536, -1])('62 port %i does not exist, wherever it stands', (port) => {
    expect(findingsAfter('Deployment', { [`${container}/ports/1/containerPort`]: port })).toContain(
      `k8s/port-out-of-range ${inDeployment}/ports/metrics/containerPort`,
    );
    expect(findingsAfter('Service', { 'spec/ports/1/targetPort': port })).toEqual([
      'k8s/port-out-of-range Service/api/spec/ports/metrics/targetPort',
      'k8s/undeclared-port Service/api/spec/ports/metrics/targetPort',
    ]);
    expect(findingsAfter('NetworkPolicy', { 'spec/ingress/0/ports/0/port': port })).toEqual([
      'k8s/port-out-of-range NetworkPolicy/api/spec/ingress/0/ports/0/port',
    ]);
  });

  test.each([
    ['62', 'http'],
    ['1.5', 1.5],
  ])('%s a container port of %p is no integer', (_, port) => {
    expect(findingsAfter('Deployment', { [`${container}/ports/1/containerPort`]: port })).toContain(
      `k8s/wrong-type ${inDeployment}/ports/metrics/containerPort`,
    );
  });

  test.each(['a'.repeat(16), '123', 'Http', 'a--b', '-a', 'a-', 'a_b', ''])(
    '53 a container port is not named "%s"',
    (name) => {
      const findings = findingsAfter('Pod', { 'spec/containers/0/ports/1/name': name });
      const item = name === '' ? '1' : name;
      expect(findings).toEqual([`k8s/illegal-port-name Pod/probe/spec/containers/api/ports/${item}/name`]);
    },
  );

  test.each(['a'.repeat(15), '8080-tcp', 'h2c'])('a container port is named "%s"', (name) => {
    expect(findingsAfter('Pod', { 'spec/containers/0/ports/1/name': name })).toEqual([]);
  });

  test('two ports of a pod or of a Service have different names and numbers', () => {
    expect(findingsAfter('Pod', { 'spec/containers/0/ports/1/name': 'http' })).toEqual([
      'k8s/duplicate-port-name Pod/probe/spec/containers/api/ports/http/name',
    ]);
    expect(findingsAfter('Pod', { 'spec/containers/0/ports/1/containerPort': 8080 })).toContain(
      'k8s/duplicate-item Pod/probe/spec/containers/api/ports',
    );
    expect(findingsAfter('Service', { 'spec/ports/1/port': 80 })).toContain(
      'k8s/duplicate-item Service/api/spec/ports',
    );
    expect(findingsAfter('Service', { 'spec/ports/1/port': 80, 'spec/ports/1/protocol': 'UDP' })).not.toContain(
      'k8s/duplicate-item Service/api/spec/ports',
    );
    expect(findingsAfter('Service', { 'spec/ports/1/name': 'http' })).toContain(
      'k8s/duplicate-port-name Service/api/spec/ports/http/name',
    );
  });

  test('a Service with several ports names each', () => {
    expect(findingsAfter('Service', { 'spec/ports/1/name': undefined })).toEqual([
      'k8s/unnamed-port Service/api/spec/ports/1',
    ]);
  });

  test('node ports are 30000 to 32767', () => {
    const nodePort = (port: number) =>
      findingsAfter('Service', { 'spec/type': 'NodePort', 'spec/ports/0/nodePort': port });
    expect(nodePort(30000)).toEqual([]);
    expect(nodePort(32767)).toEqual([]);
    expect(nodePort(29999)).toEqual(['k8s/node-port-out-of-range Service/api/spec/ports/http/nodePort']);
    expect(nodePort(32768)).toEqual(['k8s/node-port-out-of-range Service/api/spec/ports/http/nodePort']);
  });

  test('a range of a policy does not end before it begins', () => {
    const path = 'NetworkPolicy/api/spec/egress/0/ports/0/endPort';
    expect(findingsAfter('NetworkPolicy', { 'spec/egress/0/ports/0/endPort': 52 })).toEqual([`k8s/port-range ${path}`]);
    expect(findingsAfter('NetworkPolicy', { 'spec/egress/0/ports/0/port': 'dns' })).toEqual([`k8s/port-range ${path}`]);
  });

  test('a Service sends to a port that its pods name', () => {
    expect(findingsAfter('Service', { 'spec/ports/0/targetPort': 'htpp' })).toEqual([
      'k8s/unknown-target-port Service/api/spec/ports/http/targetPort',
    ]);
    expect(findingsAfter('Service', { 'spec/ports/0/targetPort': 8081 })).toEqual([
      'k8s/undeclared-port Service/api/spec/ports/http/targetPort',
    ]);
  });

  test.each(['10.0.0.1/8', '10.0.0.0', '300.0.0.0/8', 'a'])('an address block is not "%s"', (cidr) => {
    expect(findingsAfter('NetworkPolicy', { 'spec/egress/0/to/0/ipBlock/cidr': cidr })).toEqual([
      'k8s/illegal-cidr NetworkPolicy/api/spec/egress/0/to/0/ipBlock',
    ]);
  });
});
