/** The entry of the command line for the program that gives it a process to run in. */
export { runCommandLine } from './command-line.ts'
