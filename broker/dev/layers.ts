/**
 * Who may import whom, and which npm packages, as data; `tidy.test.ts` holds every source against it.
 * A file belongs to the layer with the longest folder that contains it. Tests, fuzz tests and
 * benchmarks of the broker are free to import more.
 */

export interface Layer {
  readonly folder: string
  /** Layers, by folder. A layer with an `index.ts` or `ports.ts` is entered there. */
  readonly imports: readonly string[] | 'everything'
  readonly packages: readonly string[]
  /** What its tests may use besides; the broker's own are bound by nothing. */
  readonly testPackages: readonly string[]
  /** Modules of Node; a layer that is to stay pure names the few it may use. */
  readonly node: readonly string[] | 'everything'
}

const ground = ['broker/base', 'broker/observe', 'broker/config']
const domain = ['broker/base', 'broker/observe', 'broker/codec', 'broker/routing']
const PURE = ['node:buffer']
/** Codecs, clients and brokers that the conformance suite's own are compared with. */
const FOREIGN = ['aedes', 'fast-check', 'mqtt', 'mqtt-packet']

function layer(folder: string, rules: Partial<Omit<Layer, 'folder'>> = {}): Layer {
  return { folder, imports: [], packages: [], testPackages: [], node: 'everything', ...rules }
}

/** In the order in which a byte travels, from the ground up. */
export const LAYERS: readonly Layer[] = [
  layer('broker/base'),
  layer('broker/observe', { imports: ['broker/base'], packages: ['pino', 'pino-pretty'] }),
  layer('broker/config', { imports: ['broker/base'], packages: ['yaml', 'zod'] }),
  // The load test and tools outside Node share the codec, so it needs nothing at all.
  layer('broker/codec', { node: [] }),
  layer('broker/transport', { imports: ground }),
  layer('broker/routing', {
    imports: ['broker/base', 'broker/observe', 'broker/codec'],
    node: PURE,
  }),
  layer('broker/link', { imports: domain, node: PURE }),
  layer('broker/auth', { imports: domain, node: PURE }),
  layer('broker/storage', { imports: [...domain, 'broker/storage/memory'], node: PURE }),
  layer('broker/session', {
    imports: [...ground, ...domain, 'broker/transport', 'broker/link', 'broker/auth'],
    node: PURE,
  }),
  layer('broker/keeper', {
    imports: [...ground, ...domain, 'broker/storage', 'broker/link', 'broker/auth'],
    node: PURE,
  }),
  layer('broker/drivers', { imports: ground, packages: ['mqtt'] }),
  ...['link/inline', 'auth/providers', 'storage/memory'].map((adapter) =>
    layer(`broker/${adapter}`, {
      imports: [...ground, ...domain, 'broker/drivers', `broker/${adapter.split('/')[0]}`],
    }),
  ),
  layer('broker/cli', { imports: [...ground, 'broker/codec', 'broker/drivers'] }),
  // main.ts, node.ts, broker.ts: they put everything together.
  layer('broker', { imports: 'everything' }),
  // Tests of several layers together, and the simulated machine they run on.
  layer('broker/test', { imports: 'everything' }),
  layer('broker/dev', { imports: 'everything', packages: ['yaml', 'zod'] }),
  layer('broker/bin'),
  layer('loadtest', { imports: ['broker/base', 'broker/config', 'broker/codec'] }),
  // Conformance shares no code with the broker, so that a mistake in one cannot hide in the other.
  layer('conformance/wire', { node: PURE, testPackages: FOREIGN }),
  // Adapters that start a broker under test; one of them starts aedes in this process.
  layer('conformance/target', {
    imports: ['conformance', 'conformance/wire'],
    packages: ['aedes', 'yaml', 'zod'],
  }),
  layer('conformance', {
    imports: ['conformance/wire', 'conformance/target'],
    packages: [
      '@cucumber/cucumber',
      '@cucumber/gherkin',
      '@cucumber/messages',
      'ws',
      'yaml',
      'zod',
    ],
    testPackages: FOREIGN,
  }),
  layer('features'),
  layer('dashboards'),
]

export function layerOf(path: string): Layer {
  const [nearest] = LAYERS.filter(({ folder }) => path.startsWith(`${folder}/`)).toSorted(
    (a, b) => b.folder.length - a.folder.length,
  )
  if (nearest === undefined) throw new Error(`${path} is in no layer of broker/dev/layers.ts`)
  return nearest
}
