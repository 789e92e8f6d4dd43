/** Shared groups: whose turn it is, and from when to when the keeper deals for them. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { KEEPER_GROUPS } from '../link/ports.ts'
import type { LinkSender, ToShard } from '../link/ports.ts'
import { Group, Groups } from './groups.ts'
import { Routes } from './routes.ts'
import { Session } from './session.ts'

const OPTIONS = { qos: 1, noLocal: false, retainAsPublished: false, identifier: 0 } as const
const NAME = '$share/g/a/#'
const ENTRY = {
  name: NAME,
  filter: 'a/#',
  group: NAME,
  options: OPTIONS,
  retainHandling: 0,
} as const

/** A session with a client on `shard`, or with none. */
function session(number: number, shard?: number): Session {
  const made = new Session(number)
  if (shard !== undefined) made.connection = { shard, number }
  made.isTold = shard !== undefined
  return made
}

function groupOf(...sessions: readonly Session[]): Group {
  const group = new Group(NAME, 'a/#')
  for (const member of sessions) group.members.push({ session: member, options: OPTIONS })
  return group
}

/** The members that are chosen in `rounds` turns, by number. */
function turns(group: Group, rounds: number, without?: Session): (number | undefined)[] {
  return Array.from(
    { length: rounds },
    () => group.choose('roundRobin', 'a/b', 1, without)?.session.number,
  )
}

describe('Group.choose', () => {
  test('round robin gives everybody the same', () => {
    const chosen = turns(groupOf(session(1, 0), session(2, 0), session(3, 1)), 9)
    for (const number of [1, 2, 3]) {
      assert.equal(chosen.filter((each) => each === number).length, 3)
    }
  })

  test('members that are there go before those that are away', () => {
    assert.deepEqual(new Set(turns(groupOf(session(1), session(2, 0)), 4)), new Set([2]))
  })

  test('who has not been told of its CONNACK is not there', () => {
    const untold = session(1, 0)
    untold.isTold = false
    assert.deepEqual(new Set(turns(groupOf(untold, session(2, 0)), 4)), new Set([2]))
  })

  test('when all are away one of them waits for it, above QoS 0', () => {
    const group = groupOf(session(1), session(2))
    assert.deepEqual(new Set(turns(group, 4)), new Set([1, 2]))
    assert.equal(group.choose('roundRobin', 'a/b', 0, undefined), undefined)
  })

  test('who has just left is passed over', () => {
    const leaving = session(1, 0)
    assert.deepEqual(new Set(turns(groupOf(leaving, session(2)), 4, leaving)), new Set([2]))
    assert.equal(turns(groupOf(leaving), 1, leaving)[0], undefined)
  })

  test('sticky gives one topic to one member, and different topics to all of them', () => {
    const group = groupOf(session(1, 0), session(2, 0))
    const of = (topic: string): number | undefined =>
      group.choose('sticky', topic, 1, undefined)?.session.number
    const topics = Array.from({ length: 40 }, (_, index) => `a/${index}`)
    assert.deepEqual(topics.map(of), topics.map(of))
    assert.deepEqual(new Set(topics.map(of)), new Set([1, 2]))
  })
})

describe('Groups', () => {
  /** Groups, and what a shard hears about them. */
  function open(): { readonly groups: Groups; readonly heard: string[] } {
    const routes = new Routes()
    const heard: string[] = []
    const link: LinkSender<ToShard> = {
      outstandingBytes: 0,
      confirm: (onConfirmed) => onConfirmed(),
      send: (message) => {
        if (message.type === 'group')
          heard.push(message.since === Infinity ? 'given up' : 'managed')
        else if (message.type === 'route' && message.owner === KEEPER_GROUPS) {
          heard.push(`${message.wanted ? '+' : '-'}${message.filter}`)
        }
      },
    }
    routes.attach(0, link)
    return { groups: new Groups(routes, 1000), heard }
  }

  function managed(groups: Groups): readonly string[] {
    const bags: (readonly Group[])[] = []
    const count = groups.index.match('a/b', bags)
    return bags.slice(0, count).flatMap((bag) => bag.map(({ name }) => name))
  }

  test('clean members of one shard are left to it', () => {
    const { groups, heard } = open()
    for (const number of [1, 2]) groups.join(session(number, 0), ENTRY)
    assert.deepEqual([heard, managed(groups)], [[], []])
  })

  test('a member on another shard makes the keeper deal', () => {
    const { groups, heard } = open()
    groups.join(session(1, 0), ENTRY)
    groups.join(session(2, 1), ENTRY)
    assert.deepEqual([heard, managed(groups)], [['managed', '+a/#'], [NAME]])
  })

  test('a persistent member makes the keeper deal, until the group is empty', () => {
    const { groups, heard } = open()
    const clean = session(1, 0)
    const persistent = session(2, 0)
    persistent.keep()
    groups.join(clean, ENTRY)
    groups.join(persistent, ENTRY)
    groups.leave(persistent, NAME)
    assert.deepEqual(managed(groups), [NAME])
    groups.leave(clean, NAME)
    assert.deepEqual(heard, ['managed', '+a/#', '-a/#', 'given up'])
    assert.deepEqual(managed(groups), [])
    assert.equal(groups.get(NAME), undefined)
  })

  test('joining again replaces the options and makes no second member', () => {
    const { groups } = open()
    const member = session(1, 0)
    groups.join(member, ENTRY)
    groups.join(member, { ...ENTRY, options: { ...OPTIONS, qos: 2 } })
    assert.deepEqual(
      groups.get(NAME)?.members.map(({ options }) => options.qos),
      [2],
    )
  })

  test('a session that ends leaves all its groups', () => {
    const { groups } = open()
    const member = session(1, 0)
    groups.join(member, ENTRY)
    groups.join(member, { ...ENTRY, name: '$share/h/a/#', group: '$share/h/a/#' })
    groups.leaveAll(member)
    assert.deepEqual([groups.get(NAME), groups.get('$share/h/a/#')], [undefined, undefined])
    assert.equal(member.groups?.size ?? 0, 0)
  })
})
