#!/usr/bin/env node
/**
 * The command `assaymq`: the set-up, then the command line in `broker/main.ts`.
 */
import { launch } from './launch.mjs'

await launch('broker/main.ts', process.argv.slice(2))
