import type { CatalogueArea } from './entry';

/** What no schema says about pods: ports, amounts, probes, mounts, images. */
export const k8sPods = {
  'k8s/port-out-of-range': {
    severity: 'error',
    text: (p: { subject: string; field: string; port: number }) =>
      `${p.subject} has port ${p.port} at ${p.field}; a port is an integer from 1 to 65535`,
    what: 'A port number is not one that TCP or UDP has.',
    why: 'The API server would refuse the object.',
    fix: 'Use a number from 1 to 65535; above 1023 a container needs no privilege for it.',
  },
  'k8s/port-range': {
    severity: 'error',
    text: (p: { subject: string; first: number | null; last: number }) =>
      `${p.subject} allows ports ${p.first ?? 'without a first number'} to ${p.last}; endPort needs a port that is a number and not above it`,
    what: 'A range of ports in a NetworkPolicy ends before it begins, or begins with a name.',
    why: 'The API server would refuse the object.',
    fix: 'Set `port` to the first number and `endPort` to the last.',
  },
  'k8s/illegal-port-name': {
    severity: 'error',
    text: (p: { subject: string; name: string; rule: string }) =>
      `${p.subject} has a port named "${p.name}"; the name is ${p.rule}`,
    what: 'The name of a port has a form that Kubernetes does not take.',
    why: 'The API server would refuse the object.',
    fix: 'Use a short name such as `http`, `grpc` or `metrics`.',
  },
  'k8s/duplicate-port-name': {
    severity: 'error',
    text: (p: { subject: string; name: string }) =>
      `${p.subject} has two ports named "${p.name}"; rename one of the two`,
    what: 'Two ports of a pod or of a Service have the same name.',
    why: 'A reference to the name would mean either; the API server refuses the object.',
    fix: 'Rename one of the two.',
  },
  'k8s/unnamed-port': {
    severity: 'error',
    text: (p: { subject: string; count: number }) =>
      `${p.subject} has ${p.count} ports and one of them has no name; name each of them`,
    what: 'A Service with several ports has one without a name.',
    why: 'The API server would refuse the object.',
    fix: 'Give every port of the Service a name of its own.',
  },
  'k8s/node-port-out-of-range': {
    severity: 'error',
    text: (p: { subject: string; port: number; lowest: number; highest: number }) =>
      `${p.subject} asks for node port ${p.port}; node ports are ${p.lowest} to ${p.highest}`,
    what: 'A Service asks for a node port outside of the range that clusters set aside.',
    why: 'The API server would refuse the object.',
    fix: 'Leave `nodePort` out, or choose one from 30000 to 32767.',
  },
  'k8s/unknown-target-port': {
    severity: 'error',
    text: (p: { subject: string; port: string; known: string; nearest: string | null }) =>
      `${p.subject} sends to the port "${p.port}", which the pods do not have; ${p.nearest === null ? (p.known === '' ? 'they name no port' : `they have: ${p.known}`) : `"${p.nearest}" was probably meant`}`,
    what: 'A Service sends to a port by name that no container of the selected pods declares.',
    why: 'The Service would have no endpoints.',
    fix: 'Use the name of a port of the container, or name the port there.',
  },
  'k8s/undeclared-port': {
    severity: 'warning',
    text: (p: { subject: string; field: string; port: number }) =>
      `${p.subject} uses port ${p.port} at ${p.field}, which the container does not declare; declare it, and refer to it by name`,
    what: 'A Service or a probe uses a port by number that the containers do not declare.',
    why: 'It works if the program listens there, but nothing in the objects says so; a mistyped digit looks the same.',
    fix: 'Add the port to the ports of the container, named, and refer to the name.',
  },
  'k8s/quantity': {
    severity: 'error',
    text: (p: { subject: string; field: string; found: string; rule: string }) =>
      `${p.subject} has ${p.found} at ${p.field}; this amount ${p.rule}`,
    what: 'An amount of a resource is negative, finer than can be counted, or in a unit of another resource.',
    why: 'The API server would refuse or round it.',
    fix: 'CPU: cores or thousandths (`"2"`, `"500m"`). Memory and storage: bytes (`"64Mi"`, `"1Gi"`). Everything else: whole numbers.',
  },
  'k8s/request-over-limit': {
    severity: 'error',
    text: (p: { subject: string; lower: string; lowerAmount: string; upper: string; upperAmount: string }) =>
      `${p.subject} has ${p.lowerAmount} at ${p.lower}, more than the ${p.upperAmount} at ${p.upper}; lower the first or raise the second`,
    what: 'A request is above its limit, or a lower bound of a LimitRange above a higher one.',
    why: 'The API server would refuse the object.',
    fix: 'Lower the request or raise the limit.',
  },
  'k8s/probe-handler': {
    severity: 'error',
    text: (p: { subject: string; field: string; found: string }) =>
      `${p.subject} has ${p.found === '' ? 'no handler' : p.found} at ${p.field}; a probe has exactly one of exec, grpc, httpGet, tcpSocket`,
    what: 'A probe does not say how to ask, or says it twice.',
    why: 'The API server would refuse the object.',
    fix: 'Keep exactly one of `exec`, `grpc`, `httpGet` and `tcpSocket`.',
  },
  'k8s/probe-port': {
    severity: 'error',
    text: (p: { subject: string; field: string; port: string; known: string; nearest: string | null }) =>
      `${p.subject} asks the port "${p.port}" at ${p.field}, which the container does not have; ${p.nearest === null ? (p.known === '' ? 'it names no port' : `it has: ${p.known}`) : `"${p.nearest}" was probably meant`}`,
    what: 'A probe or a lifecycle hook names a port that its container does not declare.',
    why: 'The probe would always fail, and the container would be restarted forever.',
    fix: 'Use the name of a port of the same container.',
  },
  'k8s/probe-success-threshold': {
    severity: 'error',
    text: (p: { subject: string; probe: string; successes: number }) =>
      `${p.subject} has successThreshold ${p.successes} in its ${p.probe}; it must be 1 there`,
    what: 'A liveness or startup probe asks for several successes in a row.',
    why: 'The API server would refuse the object; only readiness can ask for more than one.',
    fix: 'Leave `successThreshold` out.',
  },
  'k8s/identical-probes': {
    severity: 'warning',
    text: (p: { subject: string; path: string }) =>
      `${p.subject} asks "${p.path}" both for readiness and for liveness; give the two questions a path each`,
    what: 'The readiness and the liveness probe of a container ask the same path.',
    why: 'A pod that is only not ready, because it waits for another service for example, would be restarted, which makes an outage wider.',
    fix: 'Let liveness answer whether the process works, readiness whether it can serve right now.',
  },
  'k8s/unknown-volume': {
    severity: 'error',
    text: (p: { subject: string; volume: string; known: string; nearest: string | null }) =>
      `${p.subject} mounts the volume "${p.volume}", which the pod does not have; ${p.nearest === null ? (p.known === '' ? 'it has none' : `it has: ${p.known}`) : `"${p.nearest}" was probably meant`}`,
    what: 'A container mounts a volume that its pod does not declare.',
    why: 'The API server would refuse the object.',
    fix: 'Correct the name, or add the volume to the pod.',
  },
  'k8s/illegal-mount-path': {
    severity: 'error',
    text: (p: { subject: string; path: string }) =>
      `${p.subject} mounts a volume with the path "${p.path}"; a mount path is not empty and has no ":", a sub-path is relative and has no ".."`,
    what: 'The path of a mount is empty, holds a colon, or leaves the volume.',
    why: 'The API server would refuse the object.',
    fix: 'Use an absolute `mountPath`, and a `subPath` inside of the volume.',
  },
  'k8s/illegal-env-name': {
    severity: 'error',
    text: (p: { subject: string; name: string }) =>
      `${p.subject} has an environment variable "${p.name}"; a name has letters, digits, "_", "-" and ".", and does not start with a digit`,
    what: 'The name of an environment variable is not one that Kubernetes takes.',
    why: 'The API server would refuse the object.',
    fix: 'Use letters, digits and underscores.',
  },
  'k8s/env-two-sources': {
    severity: 'error',
    text: (p: { subject: string; name: string }) =>
      `${p.subject} gives the variable "${p.name}" both a value and a valueFrom; keep one of the two`,
    what: 'An environment variable has a value and a source of its value.',
    why: 'The API server would refuse the object.',
    fix: 'Keep `value` or `valueFrom`.',
  },
  'k8s/restart-policy': {
    severity: 'error',
    text: (p: { subject: string; found: string; allowed: string }) =>
      `${p.subject} has restartPolicy ${p.found} (the default is Always); its kind allows ${p.allowed}`,
    what: 'The pods of a workload have a restart policy that its kind does not allow.',
    why: 'The API server would refuse the object.',
    fix: 'Jobs and CronJobs take `Never` or `OnFailure`, everything else `Always`.',
  },
  'k8s/illegal-image': {
    severity: 'error',
    text: (p: { subject: string; image: string; fault: string }) =>
      `${p.subject} has the image "${p.image}", which ${p.fault}; an image is registry/name:tag@sha256:<64 hex digits>`,
    what: 'The reference of an image has a form that no container runtime takes.',
    why: 'The pods would stay in `InvalidImageName`.',
    fix: 'Write `registry.example/shop/api:1.4.2@sha256:<64 hex digits>`; names have no upper-case letters.',
  },
} as const satisfies CatalogueArea;
