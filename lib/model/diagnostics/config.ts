import type { CatalogueArea } from './entry';

const count = (value: number) => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** What is wrong with the text of `obinexus.yml`; places are spelled as in the document: `services.api.port`. */
export const config = {
  'config/too-large': {
    severity: 'error',
    text: (p: { bytes: number; limit: number }) =>
      `the document has ${count(p.bytes)} bytes, the most is ${count(p.limit)}; move long lists, such as points of demand, into a CSV file`,
    what: 'The document is larger than 1 MiB.',
    why: 'A stack is written and reviewed by people. The limit keeps the time to read any document short.',
    fix: 'Put points of demand into a CSV file and name it: `demand: { csv: demand.csv }`. Split unrelated services into stacks of their own.',
  },
  'config/too-many-lines': {
    severity: 'error',
    text: (p: { limit: number }) =>
      `the document has more than ${count(p.limit)} lines, blank ones and comments included; remove what is not needed`,
    what: 'The document has more than 100,000 lines.',
    why: 'A stack is written and reviewed by people. The limit keeps the time to read any document short.',
    fix: 'Put points of demand into a CSV file and name it: `demand: { csv: demand.csv }`. Remove blank lines and comments that a program left behind.',
  },
  'config/not-utf8': {
    severity: 'error',
    text: (p: { byte: string; offset: number }) =>
      `byte ${p.byte} at offset ${count(p.offset)} is no UTF-8; save the file as UTF-8`,
    what: 'The file holds a byte that no UTF-8 text can have at that place.',
    why: 'Guessing another encoding could change names and values without a word.',
    fix: 'Save the file as UTF-8 in the editor, or convert it: `iconv -f WINDOWS-1252 -t UTF-8 old.yml > obinexus.yml`.',
  },
  'config/illegal-character': {
    severity: 'error',
    text: (p: { character: string }) =>
      `the character ${p.character} must not stand here; remove it, or write it as an escape in double quotes where text may hold it`,
    what: 'The text holds a control character, a line break of another standard, a mark that reorders what is shown, or half of a character.',
    why: 'Such characters are invisible, are read differently by different programs, and can make a document look like another one.',
    fix: 'Remove the character. Line ends are `\\n` or `\\r\\n`. A text that really needs a line separator is written with an escape in double quotes: `"a\\u2028b"`; controls other than tab and line ends are no part of any value.',
  },
  'config/empty': {
    severity: 'error',
    text: () =>
      'the document holds nothing; declare at least one service, such as "services: { api: { language: go } }"',
    what: 'The document is empty or holds comments alone.',
    why: 'There is nothing to place or to deploy.',
    fix: 'Declare a service:\n\n```yaml\nservices:\n  api: { language: go }\n```',
  },
  'config/too-deep': {
    severity: 'error',
    text: (p: { limit: number }) =>
      `maps and lists are nested deeper than ${p.limit} levels; no member of a stack needs more than 10`,
    what: 'More than 100 maps and lists are inside each other.',
    why: 'Every level costs stack space in every program that reads the document.',
    fix: 'Look for a bracket, brace or dash that repeats.',
  },
  'config/too-many-nodes': {
    severity: 'error',
    text: (p: { limit: number }) =>
      `the document holds more than ${count(p.limit)} values; move long lists, such as points of demand, into a CSV file`,
    what: 'The document has more than 50,000 values, counted after its aliases are followed.',
    why: 'A few lines of aliases can stand for billions of values.',
    fix: 'Put points of demand into a CSV file: `demand: { csv: demand.csv }`. Write out what aliases multiply.',
  },
  'config/too-many-aliases': {
    severity: 'error',
    text: (p: { limit: number }) => `the document has more than ${p.limit} anchors and aliases; write the values out`,
    what: 'The document has more than 100 anchors (`&name`) and aliases (`*name`).',
    why: 'Documents that lean on aliases are hard to review and costly to read.',
    fix: 'Write the repeated values out, or use the TypeScript constructs, where a variable does the work.',
  },
  'config/multiple-documents': {
    severity: 'error',
    text: () => 'a second document starts here; a file holds one stack, so remove the line "---" or split the file',
    what: 'The file holds more than one YAML document.',
    why: 'A stack is one document; which of several was meant cannot be guessed.',
    fix: 'Remove the separator `---`, or move the second document to a file of its own.',
  },
  'config/directive': {
    severity: 'error',
    text: (p: { directive: string }) => `the directive "${p.directive}" is not accepted; remove the line`,
    what: 'A line starts with `%`: a YAML directive.',
    why: 'Directives change how the rest is read. The document is always read as YAML 1.2.',
    fix: 'Remove the line. A text that starts with `%` needs quotes.',
  },
  'config/tag': {
    severity: 'error',
    text: (p: { tag: string }) =>
      `the tag "${p.tag}" is not accepted; remove it, or quote the text if it starts with "!"`,
    what: 'A value has a YAML tag such as `!!binary` or `!!python/object`.',
    why: 'Tags ask the reader to build objects. The document is data alone.',
    fix: "Remove the tag. A text that starts with `!` needs quotes: `'!important'`.",
  },
  'config/unknown-anchor': {
    severity: 'error',
    text: (p: { anchor: string }) =>
      `the alias "*${p.anchor}" has no anchor "&${p.anchor}" before it; add the anchor, or quote the text if it starts with "*"`,
    what: 'An alias names an anchor that is not declared above it.',
    why: 'There is no value to put in its place.',
    fix: "Declare `&name` on the value above, or quote a text that starts with an asterisk: `'*.example.com'`.",
  },
  'config/self-reference': {
    severity: 'error',
    text: (p: { anchor: string }) =>
      `the alias "*${p.anchor}" stands inside the value of its own anchor, which would never end; write the value out`,
    what: 'An alias stands inside the value that its anchor names.',
    why: 'The value would contain itself without end.',
    fix: 'Write the inner value out.',
  },
  'config/syntax': {
    severity: 'error',
    text: (p: { problem: string }) => p.problem,
    what: 'The text is no valid YAML.',
    why: 'What is meant cannot be told for sure.',
    fix: 'Compare with a document that works:\n\n```yaml\nservices:\n  api:\n    language: python\n    calls: [engine]\n  engine: { language: rust }\n```',
  },
  'config/unclosed': {
    severity: 'error',
    text: (p: { opening: string; closing: string }) =>
      `${p.opening} is not closed: add the ${p.closing}, and indent the lines in between deeper than the key`,
    what: 'A quote, bracket or brace is opened and not closed, or the lines inside it are not indented.',
    why: 'The rest of the document would become part of that value.',
    fix: 'Add the closing mark. Lines inside brackets must be indented deeper than the key they belong to.',
  },
  'config/tab-indent': {
    severity: 'error',
    text: () => 'the line is indented with a tab; YAML indents with spaces alone, so replace the tab by 2 spaces',
    what: 'A line is indented with a tab.',
    why: 'YAML does not allow it: how wide a tab is depends on the editor, and the indent says what belongs to what.',
    fix: 'Replace tabs at the start of lines by spaces and set the editor to do so for `.yml` files.',
  },
  'config/duplicate-key': {
    severity: 'error',
    text: (p: { key: string; line: number }) =>
      `the key "${p.key}" stands twice in the same map, first on line ${p.line}; remove or rename one of the two`,
    what: 'The same key stands twice in one map.',
    why: 'Programs keep the first or the last; one of the two values would be lost without a word.',
    fix: 'Remove one of the two, or merge their values.',
  },
  'config/forbidden-key': {
    severity: 'error',
    text: (p: { key: string }) => `the key "${p.key}" is not accepted anywhere; choose another name`,
    what: 'A key is `__proto__`, `constructor` or `prototype`.',
    why: 'Programs written in JavaScript give these names a meaning of their own; documents with such keys are used for attacks.',
    fix: 'Choose another name: a service `builder` in place of `constructor`.',
  },
  'config/merge-key': {
    severity: 'error',
    text: () => 'the merge key "<<" is not accepted; write the members out',
    what: 'A map has the merge key `<<` of YAML 1.1.',
    why: 'It is no part of YAML 1.2, and programs disagree on which value wins.',
    fix: 'Write the members out, or use the TypeScript constructs, where an object spread does the work.',
  },
  'config/bad-key': {
    severity: 'error',
    text: (p: { found: string }) =>
      `a key must be a text of at most 1,024 characters, not ${p.found}; write "name: value"`,
    what: 'A key of a map is missing, is a map, a list or an alias, or is longer than 1,024 characters.',
    why: 'Members and ids are named by texts.',
    fix: 'Write the name before the colon.',
  },
  'config/ambiguous-scalar': {
    severity: 'error',
    text: (p: { written: string; reading: string; number: string; text: string }) =>
      `${p.written} could be read as ${p.reading}; write ${p.number} or the text ${p.text}`,
    what: 'A value without quotes means different things to different programs (`017`, `0x1F`), or would be changed on its way into a text (`1.10` becomes `1.1`).',
    why: 'A guess would sometimes be wrong, and nobody would see it.',
    fix: "Write the number in plain decimal digits, or put a text into quotes: `VERSION: '1.10'`.",
  },
  'config/unquoted-scalar': {
    severity: 'warning',
    text: (p: { written: string; reading: string; text: string }) =>
      `${p.written} is taken as a text here, but other programs read it as ${p.reading}; write ${p.text}`,
    what: 'A text without quotes is read as a truth value, number, date or time by programs that follow YAML 1.1.',
    why: 'The country code `NO`, the service `n` or the version `1_000` turn into something else as soon as another tool reads the document.',
    fix: "Put it into quotes: `residency: ['NO']`.",
  },
  'config/unknown-key': {
    severity: 'error',
    text: (p: { place: string; key: string; known: string }) =>
      `${p.place} has no member "${p.key}"; it may have ${p.known}`,
    what: 'A map has a key that does not exist at this place.',
    why: 'A misspelled member would be ignored, and its value would silently not count.',
    fix: 'Use one of the listed names; they are spelled in lower case with underscores. Check the indent: the member may belong to another map.',
  },
  'config/wrong-type': {
    severity: 'error',
    text: (p: { place: string; expected: string; found: string }) => `${p.place} must be ${p.expected}, not ${p.found}`,
    what: 'A value has another type than its member takes.',
    why: 'Converting it silently could change what was meant.',
    fix: 'Write a value of the named type: numbers and `true` or `false` without quotes, texts that look like numbers in quotes, lists as `[a, b]`, maps as `{ key: value }`.',
  },
  'config/missing': {
    severity: 'error',
    text: (p: { place: string; member: string; example: string }) =>
      `${p.place} needs the member "${p.member}"; add for example "${p.example}"`,
    what: 'A required member is missing.',
    why: 'It has no default that would be right for everyone.',
    fix: 'Add the member at the named place.',
  },
  'config/bad-value': {
    severity: 'error',
    text: (p: { place: string; found: string; allowed: string }) => `${p.place} is ${p.found}; it must be ${p.allowed}`,
    what: 'A value is not one of those that its member takes.',
    why: 'Every allowed value has a defined meaning; there is none for this one.',
    fix: 'Use one of the listed values.',
  },
  'config/number-out-of-range': {
    severity: 'error',
    text: (p: { place: string; found: string; range: string }) => `${p.place} is ${p.found}; it must be ${p.range}`,
    what: 'A number is outside of the range of its member, is not finite, or has more digits than a number can hold exactly.',
    why: 'Outside of the range the value has no meaning; beyond 2^53 digits would be lost without a word.',
    fix: 'Use a number within the range. If the digits are a text, such as a commit id, put them into quotes.',
  },
  'config/missing-topology': {
    severity: 'error',
    text: (p: { regions: number }) =>
      `the stack has ${p.regions} regions and declares no topology; add for example "topology: { kind: mesh }"`,
    what: 'A stack of two or more regions declares no topology.',
    why: 'How the regions are wired decides who can reach whom when one is lost; it is declared, never guessed.',
    fix: 'Declare one of star, bus, ring, p2p, mesh, hybrid: `topology: { kind: hybrid, survive: 1 }`.',
  },
  'config/unknown-service': {
    severity: 'error',
    text: (p: { from: string; service: string }) =>
      `service "${p.from}" calls "${p.service}", which is neither a service nor an external service; declare it or correct the name`,
    what: 'A call names a service that does not exist.',
    why: 'There is nothing to place and nothing to route to.',
    fix: 'Correct the name, or declare the target under `services` or `external_services`.',
  },
  'config/not-a-service': {
    severity: 'error',
    text: (p: { place: string; service: string }) =>
      `${p.place} names "${p.service}", which is no service of the stack; declare it or correct the name`,
    what: 'A service to stay apart from does not exist.',
    why: 'The rule would silently keep nothing apart.',
    fix: 'Correct the name in `geo.apart_from`, or remove it.',
  },
  'config/unknown-region': {
    severity: 'error',
    text: (p: { place: string; region: string }) =>
      `${p.place} names the region "${p.region}", which the stack does not have; declare it or correct the id`,
    what: 'A region id is used that the stack does not declare.',
    why: 'Only the declared regions can be used.',
    fix: 'Use the id of a declared region: its code, or the `id` given to it.',
  },
  'config/self-call': {
    severity: 'error',
    text: (p: { service: string }) => `service "${p.service}" calls itself; remove the call`,
    what: 'A service declares a call to itself.',
    why: 'Its load would grow without end.',
    fix: 'Remove the call; a loop inside one service needs no route.',
  },
  'config/duplicate-call': {
    severity: 'error',
    text: (p: { from: string; to: string }) =>
      `service "${p.from}" declares two different calls to "${p.to}"; write one call with the sum of "per_request"`,
    what: 'Two calls with different members lead from one service to the same target.',
    why: 'One of the two would silently win.',
    fix: 'Merge them into one call.',
  },
  'config/image-not-pinned': {
    severity: 'warning',
    text: (p: { service: string; image: string }) =>
      `service "${p.service}" runs the image "${p.image}", which is not pinned; add its digest: "${p.image}@sha256:<64 hex digits>"`,
    what: 'An image is named without the digest of its content.',
    why: 'The same manifest could start another program tomorrow.',
    fix: 'Name it as `name:tag@sha256:<64 hex digits>`, or waive the warning with a reason.',
  },
  'config/bad-image': {
    severity: 'error',
    text: (p: { service: string; image: string }) =>
      `service "${p.service}" has the image "${p.image}", which is no image reference; write "registry/name:tag@sha256:<64 hex digits>"`,
    what: 'The image is not a reference that a container runtime takes.',
    why: 'No node could pull it.',
    fix: 'Write `registry/name:tag@sha256:<64 hex digits>`, the name in lower case.',
  },
  'config/bad-quantity': {
    severity: 'error',
    text: (p: { place: string; quantity: string; fault: string; example: string }) =>
      `${p.place}: "${p.quantity}" ${p.fault}; write a positive Kubernetes quantity such as "${p.example}"`,
    what: 'An amount of CPU or memory is no Kubernetes quantity, is not positive, is finer than what is counted, or carries the unit of the other.',
    why: 'The API server would refuse it, and the planner could not count it.',
    fix: 'CPU in cores or thousandths (`2`, `1500m`), memory in bytes (`512Mi`, `64Gi`).',
  },
  'config/one-of': {
    severity: 'error',
    text: (p: { place: string; members: string; found: string }) =>
      `${p.place} needs exactly one of ${p.members}, it has ${p.found}; keep one`,
    what: 'Members exclude each other, and none or several of them are given.',
    why: 'Each of them is a complete answer to the same question.',
    fix: 'Keep exactly one of the named members.',
  },
  'config/unknown-framework': {
    severity: 'warning',
    text: (p: { place: string; framework: string }) =>
      `${p.place} is "${p.framework}", which has no preset: HTTP on port 8080 is assumed where the service says nothing else`,
    what: 'A service names a framework that has no preset.',
    why: 'Port, protocol and probe paths of the framework are not known, so the general ones are taken.',
    fix: 'Correct the name, or leave `framework` out and say `port`, `protocol` and `health` yourself.',
  },
  'config/does-not-apply': {
    severity: 'error',
    text: (p: { place: string; condition: string }) => `${p.place} has no effect, because ${p.condition}; remove it`,
    what: 'A member is given where another member takes its meaning away.',
    why: 'What has no effect would be dropped without a word, and what was meant would not happen.',
    fix: 'Remove the member, or change the one that is named.',
  },
  'config/empty-range': {
    severity: 'error',
    text: (p: { place: string; max: number; min: number; reason: string }) =>
      `${p.place} is ${p.max}, but ${p.reason} at least ${p.min}; raise it to ${p.min} or more`,
    what: 'The most is less than the least, which the service itself or its tier asks for.',
    why: 'No number of regions is both.',
    fix: 'Raise `geo.regions.max`, lower `geo.regions.min`, or choose another `tier`.',
  },
  'config/job-called': {
    severity: 'error',
    text: (p: { from: string; to: string }) =>
      `service "${p.from}" calls "${p.to}", which is a job and serves nobody; remove the call or change the type`,
    what: 'A call leads to a service of type `job`.',
    why: 'A job ends by itself; there is nothing that listens.',
    fix: 'Remove the call, or make the target a `service` or `compute`.',
  },
  'config/same-probe': {
    severity: 'error',
    text: (p: { place: string; path: string }) =>
      `${p.place} asks for readiness and liveness at the same path "${p.path}"; give each its own`,
    what: 'The readiness and the liveness probe of a service ask the same question.',
    why: 'A busy service must stop getting traffic, not be restarted: with one path for both, load turns into an outage.',
    fix: 'Answer liveness as long as the process works at all, readiness only while it can take requests.',
  },
  'config/topology-mismatch': {
    severity: 'warning',
    text: (p: { service: string; kind: string; stackKind: string }) =>
      `service "${p.service}" asks for edges of kind "${p.kind}", the regions are wired as "${p.stackKind}"; the wiring of the stack holds`,
    what: 'A service asks for another kind of topology than the stack has.',
    why: 'The wiring between regions is one for all services; only a hybrid holds more than one kind.',
    fix: 'Remove `mesh_topology` from the service, or change the kind of the stack, for example to `hybrid`.',
  },
  'config/too-many': {
    severity: 'error',
    text: (p: { subject: string; count: number; limit: number }) =>
      `the stack has ${count(p.count)} ${p.subject}, the most is ${count(p.limit)}; split it or merge what is near`,
    what: 'A stack declares more regions or points of demand than can be planned.',
    why: 'Times and costs are computed for every pair of places, so work grows with the square of their number.',
    fix: 'Merge regions or points that are near each other, or split the stack.',
  },
  'config/unread-csv': {
    severity: 'error',
    text: (p: { subject: string; file: string; call: 'Demand.csv' | 'Latency.csv' }) =>
      `${p.subject} names the file "${p.file}", which only the command line reads; in a program, pass its text: ${p.call}(readFileSync(...))`,
    what: 'A program names a file of demand or of measured latencies instead of passing its text.',
    why: 'Constructs never read a disk.',
    fix: "Read the file in the program and pass its text: `Demand.csv(readFileSync('demand.csv', 'utf8'))` or `Latency.csv(readFileSync('latency.csv', 'utf8'))`.",
  },
  'config/other-stack': {
    severity: 'error',
    text: (p: { from: string; to: string; stack: string }) =>
      `service "${p.from}" calls "${p.to}" of the stack "${p.stack}"; declare an ExternalService with its address instead`,
    what: 'A call leads to a service of another stack.',
    why: 'Stacks are planned and applied apart, so where the target runs is not known here.',
    fix: 'Put both services into one stack, or declare an `ExternalService` with the address of the target.',
  },
  'config/plain-secret': {
    severity: 'error',
    text: (p: { service: string; name: string }) =>
      `the environment variable "${p.name}" of service "${p.service}" looks like a secret with its value written out; refer to a Secret: "${p.name}: { secret: <name>, key: <key> }"`,
    what: 'An environment variable whose name speaks of a password, secret, token or key has a literal value.',
    why: 'The value would be readable in every manifest, state file and review.',
    fix: 'Refer to a key of a Secret that exists in the cluster: `DB_PASSWORD: { secret: db, key: password }`.',
  },
  'config/bad-csv': {
    severity: 'error',
    text: (p: { table: 'demand' | 'latency'; line: number; problem: string }) =>
      `line ${p.line} of the ${p.table} table ${p.problem}`,
    what: 'A line of the table of demand, or of measured latencies, cannot be read.',
    why: 'Users or measurements left out of the table would be left out of the plan.',
    fix: 'Demand: the first line is `id,lat,lng,requests_per_second` with an optional `country` and `access_ms`. Latencies: it is `from,to,rtt_ms`. Every other line has as many fields.',
  },
  'config/waiver-unknown-code': {
    severity: 'error',
    text: (p: { code: string }) => `a waiver names "${p.code}", which is no code of a warning; correct or remove it`,
    what: 'A waiver names a code that does not exist, or that of an error.',
    why: 'Only warnings can be accepted.',
    fix: 'Use the code that the warning is shown with.',
  },
  'config/waiver-unused': {
    severity: 'warning',
    text: (p: { code: string; path: string }) => `the waiver of "${p.code}" at "${p.path}" meets no warning; remove it`,
    what: 'A waiver matches nothing.',
    why: 'It would hide the next warning of that code, whose reason nobody stated.',
    fix: 'Remove the waiver, or correct its path.',
  },
} as const satisfies CatalogueArea;
