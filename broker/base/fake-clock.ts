/**
 * A clock that stands still until it is told to move: tests and simulations own time with it. Timers
 * run in the order in which they fall due, and every callback sees the moment it was due at.
 */
import { assert } from './assert.ts'
import type { Clock, Timer } from './clock.ts'

/** 2026-01-01T00:00:00Z. */
const START_WALL_MS = 1_767_225_600_000
/** Turns that may follow each other without rest; more means that two parts keep each other busy. */
const TURNS_MAX = 10_000

interface Due {
  readonly atMs: number
  readonly run: () => void
}

export class FakeClock implements Clock {
  readonly #startWallMs: number
  #nowMs = 0
  /** In the order they fall due; among equals, in the order they were started. */
  readonly #timers: Due[] = []
  #turnEnds: (() => void)[] = []

  constructor(startWallMs = START_WALL_MS) {
    this.#startWallMs = startWallMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  wallMs(): number {
    return this.#startWallMs + this.#nowMs
  }

  after(delayMs: number, run: () => void): Timer {
    const due = { atMs: this.#nowMs + Math.max(0, delayMs), run }
    const place = this.#timers.findLastIndex((timer) => timer.atMs <= due.atMs) + 1
    this.#timers.splice(place, 0, due)
    return { cancel: () => this.#cancel(due) }
  }

  atTurnEnd(run: () => void): void {
    this.#turnEnds.push(run)
  }

  /** Lets time pass: runs what falls due, with the ends of turns before, between and after. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms
    this.settle()
    for (
      let due = this.#timers[0];
      due !== undefined && due.atMs <= untilMs;
      due = this.#timers[0]
    ) {
      this.#timers.shift()
      this.#nowMs = due.atMs
      due.run()
      this.settle()
    }
    this.#nowMs = untilMs
  }

  /** Runs the ends of the current turn; what they ask for belongs to the next one. False: there were none. */
  runTurnEnds(): boolean {
    const ends = this.#turnEnds
    this.#turnEnds = []
    for (const run of ends) run()
    return ends.length > 0
  }

  /** Runs turn after turn until none is asked for. */
  settle(): void {
    for (let turn = 0; this.runTurnEnds(); turn += 1) assert(turn < TURNS_MAX, 'turns come to rest')
  }

  #cancel(due: Due): void {
    const place = this.#timers.indexOf(due)
    if (place >= 0) this.#timers.splice(place, 1)
  }
}
