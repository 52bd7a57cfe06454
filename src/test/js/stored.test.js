// What the page says of what is stored follows from the declaration, read here from its source (G22, P10).

import test from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {READERS, notProduced, sayField, sections} from '../../main/resources/web/desk/stored.js';

const source = readFileSync(
    new URL('../../main/java/org/stillcall/store/StoredFields.java', import.meta.url), 'utf8');
const constants = new Map([...source.matchAll(/String (\w+) = "([^"]*)";/g)].map(([, name, text]) => [name, text]));
const declared = [...source.matchAll(
    /\bfield\(\s*"([^"]+)",\s*"([^"]+)",\s*("[^"]*"|\w+),\s*(\w+),\s*("[^"]*"|\w+)\)/g)]
    .map(([, table, column, purpose, readableBy, end]) => ({
      table, column, purpose: constants.get(purpose) ?? purpose.slice(1, -1), readableBy, end, count: null}));

test('the declaration is read whole', () => {
  assert.equal(declared.length, [...source.matchAll(/\bfield\(\s*"/g)].length);
  assert.ok(declared.length > 100);
  assert.ok(declared.every(({readableBy}) => readableBy in READERS));
});

test('each field stands once, under its own reader', () => {
  const all = sections(declared);
  const shown = all.flatMap(({reader, places}) => places.flatMap(({place, fields}) =>
      fields.map(field => [reader, place, field])));
  assert.equal(shown.length, declared.length);
  for (const [reader, place, field] of shown) {
    assert.equal(reader, field.readableBy);
    assert.equal(place, field.table);
  }
  assert.deepEqual(all.map(({reader}) => reader), Object.keys(READERS));
});

test('what is said to be beyond the server is nothing that it reads, and is all that staff alone read', () => {
  const said = notProduced(declared);
  const only = purpose => declared.filter(field => field.purpose === purpose)
      .every(({readableBy}) => ['STAFF', 'SHEET'].includes(readableBy));
  for (const {purpose, readableBy, table, column} of declared) {
    const beyond = said[0].includes(purpose);
    assert.equal(beyond, ['STAFF', 'SHEET'].includes(readableBy), `${table}.${column}`);
    assert.ok(!beyond || only(purpose), purpose);
  }
  const moved = declared.map(field => field.column === 'envelope' ? {...field, readableBy: 'SERVER'} : field);
  assert.ok(!notProduced(moved)[0].includes('whom to call'));
});

test('what would be kept of calls is not denied', () => {
  const kept = [...declared, {table: 'recording', column: 'sound', purpose: 'x', readableBy: 'SERVER'}];
  assert.ok(notProduced(declared).some(text => text.startsWith('A recording')));
  assert.ok(!notProduced(kept).some(text => text.startsWith('A recording')));
});

test('a field says how much of it there is', () => {
  assert.equal(sayField({end: 'with the plan', count: null, oldestDay: null}, '2026-11-22'),
      'Until: with the plan. Not counted.');
  assert.match(sayField({end: 'with the plan', count: 2, oldestDay: '2026-11-02'}, '2026-11-22'),
      /^Until: with the plan. 2 kept now, none of it made before .*2 November.*\.$/);
});
