/** How the programs end, for scripts and service managers that look at the exit status. */
export const ExitCode = {
  ok: 0,
  /** Something failed that is not the caller's mistake. */
  failure: 1,
  /** The command line was not understood. */
  usage: 2,
  /** The configuration is wrong: EX_CONFIG of sysexits.h, on which systemd can be told not to restart. */
  configuration: 78,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
