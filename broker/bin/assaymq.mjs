#!/usr/bin/env node
/**
 * The command `assaymq`: the set-up, then the command line in `broker/main.ts`; or for `conformance`,
 * which shares no code with the broker, the one of the suite.
 */
import { launch } from './launch.mjs'

const [command, ...rest] = process.argv.slice(2)
if (command === 'conformance') await launch('conformance/main.ts', rest)
else await launch('broker/main.ts', process.argv.slice(2))
