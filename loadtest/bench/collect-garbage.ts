/**
 * Loaded into our broker for the memory row only: collects garbage when it gets SIGUSR2, so that what
 * is measured is what clients cost and not when the collector happens to run.
 */
process.on('SIGUSR2', () => {
  gc?.()
})
