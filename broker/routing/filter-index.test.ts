/** What `FilterIndex` promises besides matching: bags, slots, versions, bounds, and that it tidies up. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FilterIndex } from './filter-index.ts'

class Item {
  readonly name: string
  slot = 0

  constructor(name: string) {
    this.name = name
  }
}

function newIndex(visitedNodesMax = 1000): FilterIndex<Item> {
  return new FilterIndex<Item>({ visitedNodesMax })
}

/** Names of all items that want `topic`. */
function wanting(index: FilterIndex<Item>, topic: string): string[] {
  const bags: (readonly Item[])[] = []
  const count = index.match(topic, bags)
  return bags
    .slice(0, count)
    .flatMap((bag) => bag.map((item) => item.name))
    .toSorted()
}

describe('FilterIndex', () => {
  test('finds literal and wildcard filters of one topic together', () => {
    const index = newIndex()
    for (const filter of ['a/b', 'a/+', '+/b', '#', 'a/b/#', 'a/c', '+']) {
      index.add(filter, new Item(filter))
    }
    assert.deepEqual(wanting(index, 'a/b'), ['#', '+/b', 'a/+', 'a/b', 'a/b/#'].toSorted())
    assert.equal(index.filters, 7)
    assert.equal(index.items, 7)
  })

  test('an empty index matches nothing', () => {
    const index = newIndex()
    assert.equal(index.match('a', []), 0)
    assert.deepEqual(index.get('a'), [])
    assert.ok(Object.isFrozen(index.get('a')))
  })

  for (const filter of ['a/b', 'a/+', 'a/#', '#', '+']) {
    test(`${filter} is new with its first item and gone with its last`, () => {
      const index = newIndex()
      const first = new Item('first')
      const second = new Item('second')
      assert.equal(index.add(filter, first), true)
      const { version } = index
      assert.equal(index.add(filter, second), false)
      assert.equal(index.remove(filter, first), false)
      assert.equal(index.version, version, 'the bag is live, so answers stay good')
      assert.deepEqual(index.get(filter), [second])
      assert.equal(index.remove(filter, second), true)
      assert.ok(index.version > version)
      assert.deepEqual([index.filters, index.items], [0, 0])
      assert.deepEqual(wanting(index, 'a/b'), [])
    })
  }

  test('an answer shows items that come and go later', () => {
    const index = newIndex()
    const early = new Item('early')
    const late = new Item('late')
    index.add('a/+', early)
    const bags: (readonly Item[])[] = []
    index.match('a/b', bags)
    index.add('a/+', late)
    assert.deepEqual(bags[0], [early, late])
    index.remove('a/+', early)
    assert.deepEqual(bags[0], [late])
  })

  test('removing from the middle moves the last item into the gap', () => {
    const index = newIndex()
    const items = ['0', '1', '2', '3'].map((name) => new Item(name))
    for (const item of items) index.add('a', item)
    assert.deepEqual(
      items.map((item) => item.slot),
      [0, 1, 2, 3],
    )
    for (const name of ['1', '3', '0', '2']) {
      const item = items[Number(name)]
      assert.ok(item !== undefined)
      index.remove('a', item)
      for (const [slot, left] of index.get('a').entries()) assert.equal(left.slot, slot)
    }
    assert.equal(index.items, 0)
  })

  test('removing what is not there is a defect of the caller', () => {
    const index = newIndex()
    const item = new Item('item')
    assert.throws(() => index.remove('a', item), { name: 'AssertionFailed' })
    index.add('a', item)
    assert.throws(() => index.remove('b', item), { name: 'AssertionFailed' })
    assert.throws(() => index.remove('a', new Item('item')), { name: 'AssertionFailed' })
    assert.equal(index.items, 1)
  })

  test('a filter that is part of another one comes and goes alone', () => {
    const index = newIndex()
    const short = new Item('short')
    const long = new Item('long')
    index.add('a/+', short)
    index.add('a/+/c/#', long)
    index.remove('a/+', short)
    assert.deepEqual(wanting(index, 'a/b/c'), ['long'])
    index.add('a/+', short)
    index.remove('a/+/c/#', long)
    assert.deepEqual(wanting(index, 'a/b'), ['short'])
  })
})

describe('the bound of FilterIndex', () => {
  /** All filters of `depth` levels that are `a` or `+` each, without the literal one. */
  function explosion(depth: number): string[] {
    let filters = ['']
    for (let i = 0; i < depth; i += 1) {
      filters = filters.flatMap((filter) => [`${filter}/a`, `${filter}/+`])
    }
    return filters.map((filter) => filter.slice(1)).filter((filter) => filter.includes('+'))
  }

  test('more than 10 000 filters that all match one topic stop at the bound', () => {
    const filters = explosion(14)
    assert.ok(filters.length > 10_000)
    const narrow = newIndex(10_000)
    const wide = newIndex(40_000)
    for (const filter of filters) {
      narrow.add(filter, new Item(filter))
      wide.add(filter, new Item(filter))
    }
    const topic = Array.from({ length: 14 }, () => 'a').join('/')
    assert.equal(narrow.match(topic, []), -1)
    assert.equal(wide.match(topic, []), filters.length)
    assert.equal(narrow.match('b/b', []), 0, 'other topics are not affected')
  })

  test('exactly the bound is allowed', () => {
    // The root, `a`, and `+` below it.
    const enough = newIndex(3)
    const short = newIndex(2)
    enough.add('a/+', new Item('item'))
    short.add('a/+', new Item('item'))
    assert.equal(enough.match('a/b', []), 1)
    assert.equal(short.match('a/b', []), -1)
  })

  test('removed filters leave no nodes behind', () => {
    const index = newIndex(3)
    const items = explosion(6).map((filter) => new Item(filter))
    for (const item of items) index.add(item.name, item)
    assert.equal(index.match('a/a/a/a/a/a', []), -1)
    for (const item of items) index.remove(item.name, item)
    index.add('+/#', new Item('left'))
    // The root and `+`: any other node would be visited as well.
    assert.deepEqual(wanting(index, 'a/a/a/a/a/a'), ['left'])
  })
})
