/** What `TopicTree` promises besides matching: values, pages, changes between pages, bounded work. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TopicCursor } from './topic-tree.ts'
import { TopicTree } from './topic-tree.ts'

function treeOf(topics: readonly string[]): TopicTree<string> {
  const tree = new TopicTree<string>()
  for (const topic of topics) tree.set(topic, topic)
  return tree
}

/** The values of all pages from `cursor` on, and how many pages it took. */
function drain(
  tree: TopicTree<string>,
  filter: string,
  limit: number,
  cursor?: TopicCursor<string>,
): { values: string[]; pages: number } {
  const values: string[] = []
  let pages = 0
  let at = cursor
  do {
    const page = tree.match(filter, limit, at)
    assert.ok(page.values.length <= limit)
    values.push(...page.values)
    pages += 1
    at = page.cursor
  } while (at !== undefined)
  return { values: values.toSorted(), pages }
}

function numbered(count: number, name: (i: number) => string): string[] {
  return Array.from({ length: count }, (_, i) => name(i))
}

describe('TopicTree', () => {
  test('keeps one value per topic', () => {
    const tree = new TopicTree<string>()
    assert.equal(tree.set('a/b', 'old'), undefined)
    assert.equal(tree.set('a/b', 'new'), 'old')
    assert.equal(tree.set('a', 'parent'), undefined)
    assert.equal(tree.size, 2)
    assert.equal(tree.get('a/b'), 'new')
    assert.equal(tree.get('a'), 'parent')
    assert.equal(tree.get('a/b/c'), undefined)
    assert.equal(tree.get('b'), undefined)
  })

  test('deletes a topic and nothing around it', () => {
    const tree = treeOf(['a', 'a/b/c/d', 'a/b/c/e', 'a/x', '/', '$SYS/a'])
    assert.equal(tree.delete('a/b'), undefined, 'a node without a value is no topic')
    assert.equal(tree.delete('a/b/c/d/f'), undefined)
    assert.equal(tree.delete('a/b/c/d'), 'a/b/c/d')
    assert.equal(tree.delete('a/b/c/d'), undefined)
    assert.equal(tree.delete('a'), 'a')
    assert.deepEqual(drain(tree, '#', 10).values, ['/', 'a/b/c/e', 'a/x'])
    assert.equal(tree.size, 4)
    for (const topic of ['a/b/c/e', 'a/x', '/', '$SYS/a']) assert.equal(tree.delete(topic), topic)
    assert.equal(tree.size, 0)
    assert.deepEqual(drain(tree, '#', 10), { values: [], pages: 1 })
  })

  test('values that are falsy are values', () => {
    const tree = new TopicTree<number>()
    tree.set('a', 0)
    assert.deepEqual(tree.match('#', 1, undefined).values, [0])
    assert.equal(tree.delete('a'), 0)
    assert.equal(tree.size, 0)
  })

  test('pages hold at most the limit and together everything once', () => {
    const topics = numbered(100, (i) => `building/${i % 7}/room/${i}`)
    const tree = treeOf(topics)
    for (const limit of [1, 3, 99, 100, 1000]) {
      assert.deepEqual(drain(tree, 'building/+/room/#', limit).values, topics.toSorted())
    }
    assert.throws(() => tree.match('#', 0, undefined), { name: 'AssertionFailed' })
  })

  test('a page goes on after its topics and those around them were deleted', () => {
    const tree = treeOf(['a/1', 'a/2', 'b/1', 'b/2', 'c/1'])
    const first = tree.match('#', 1, undefined)
    assert.deepEqual(first.values, ['a/1'])
    for (const topic of ['a/1', 'a/2', 'b/1', 'b/2']) tree.delete(topic)
    assert.deepEqual(drain(tree, '#', 1, first.cursor).values, ['c/1'])
  })

  test('a topic that is deleted and set again between pages does not come twice', () => {
    const tree = treeOf(['a/1', 'a/2'])
    const first = tree.match('a/+', 1, undefined)
    assert.deepEqual(first.values, ['a/1'])
    tree.delete('a/1')
    tree.set('a/1', 'a/1')
    assert.deepEqual(drain(tree, 'a/+', 1, first.cursor).values, ['a/2'])
  })

  test('a writer that adds as fast as pages are read cannot keep them going', () => {
    const tree = treeOf(numbered(20, (i) => `a/${i}`))
    let { cursor } = tree.match('#', 1, undefined)
    let pages = 1
    for (; cursor !== undefined; pages += 1) {
      tree.set(`a/new/${pages}`, 'new')
      tree.set(`new/${pages}`, 'new')
      cursor = tree.match('#', 1, cursor).cursor
      assert.ok(pages < 30)
    }
    assert.ok(pages >= 20)
  })

  test('a filter that visits much and matches nothing gives empty pages that go on', () => {
    const tree = treeOf(numbered(10_000, (i) => `a/${i}/y`))
    const first = tree.match('+/+/x', 10, undefined)
    assert.deepEqual(first.values, [])
    assert.notEqual(first.cursor, undefined)
    const { values, pages } = drain(tree, '+/+/x', 10, first.cursor)
    assert.deepEqual(values, [])
    assert.ok(pages <= 3)
  })

  test('deleted topics leave no nodes to visit', () => {
    const parents = numbered(5000, (i) => `a/${i}`)
    const children = parents.map((topic) => `${topic}/deep/er`)
    const tree = treeOf([...parents, ...children])
    assert.ok(drain(tree, '#', 100_000).pages > 1)
    for (const topic of [...children, ...parents]) tree.delete(topic)
    assert.equal(drain(tree, '#', 100_000).pages, 1)
  })
})
