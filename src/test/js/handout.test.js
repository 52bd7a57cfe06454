// G30, G22: sheets made from the rules in force, their PDF, and what does not fit into it.

import {test} from 'node:test';
import assert from 'node:assert/strict';
import {handout, hasPdf, pdfOf} from '../../main/resources/web/desk/handout.js';
import {isWritable, wrapped} from '../../main/resources/web/desk/pdf.js';

const voice = {
  code: 'en', direction: 'ltr', locale: 'en-GB',
  say: (sentence, places = {}) => sentence.replace(/\{(\w+)\}/g, (place, name) => name in places ? places[name] : place),
};
voice.counted = ({sentence, n}) => voice.say(sentence, {n});
const row = {
  practice: 'G12', setting: 'trunk.carrier.media', whose: 'carrier', about: 'How sound goes.', guide: {sentence: 'g', n: 0},
  ours: {sentence: 'Sound is not encrypted.', n: 0}, standing: 'WEAKER', reason: 'The exchange is old.',
  until: '2027-01-31',
};
const rules = {
  day: '2026-12-01', version: '0a1b2c3d', zone: 'America/New_York', rows: [row],
  programmes: [
    {name: 'helpline', shows: false, planned: false, hours: null, drop: 'NEVER', dropMinutes: 0},
    {name: 'court', shows: true, planned: true, drop: 'WAIT', dropMinutes: 10,
      hours: [{days: ['MONDAY', 'TUESDAY'], weeksApart: 1, from: '09:00', until: '17:00'}]},
  ],
  lines: [{programme: 'helpline', numbers: ['+16175550190'], messages: true, againMinutes: 10, hours: []}],
  kept: {messageDays: 14, planDays: 184, overrideMinutes: 10, freeNotes: false},
};
const all = ({title, parts, foot}) => [title, ...parts.flat(2), foot].join('\n');

test('sheets say what the rules say, each to its reader', () => {
  const advocates = all(handout('ADVOCATES', rules, voice));
  assert.match(advocates, /court/);
  assert.match(advocates, /Monday and Tuesday: .*9/);
  assert.match(advocates, /for this many minutes: 10/);
  assert.match(advocates, /carrier: How sound goes\. Sound is not encrypted\. Why: The exchange is old\. Until 31 January 2027/);
  const survivors = all(handout('SURVIVORS', rules, voice));
  assert.match(survivors, /\+16175550190/);
  assert.match(survivors, /unless you agreed to see one/);
  assert.match(survivors, /at most: 184/);
  assert.doesNotMatch(survivors, /carrier:|exchange/, 'what is weak inside is not for the street');
  const board = all(handout('BOARD', rules, voice));
  assert.match(board, /weaker than the guide: 1\./);
  for (const text of [advocates, survivors, board]) {
    assert.match(text, /Version 0a1b2c3d, 1 December 2026/);
  }
});

test('other rules make another sheet', () => {
  const hidden = {...rules, programmes: [rules.programmes[0]], lines: []};
  const text = all(handout('SURVIVORS', hidden, voice));
  assert.doesNotMatch(text, /unless you agreed/);
  assert.match(text, /Ask us how you can reach us/);
  assert.doesNotMatch(text, /A message that you leave/);
});

test('the usual PDF is one page, large print has the same words on more', async () => {
  for (const reader of ['ADVOCATES', 'SURVIVORS', 'BOARD']) {
    const sheet = handout(reader, rules, voice);
    assert.ok(hasPdf(sheet));
    assert.equal(pdfOf(sheet, voice, false).pages, 1, reader);
    const large = pdfOf(sheet, voice, true);
    assert.ok(large.pages >= 1 && large.pages <= 3, `${large.pages}`);
    const words = async pdf => (await pdf.file().text()).match(/\((?:[^()\\]|\\.)*\) Tj/g)
        .map(each => each.slice(1, -4)).filter(each => each !== '\\226').join(' ');
    assert.equal(await words(large), await words(pdfOf(sheet, voice, false)));
  }
});

test('the font has Latin letters, whatever sets them apart', () => {
  assert.ok(!isWritable('كيف نتصل بكم'));
  assert.ok(hasPdf({title: '\u2068Été\u2069 ’', parts: [['à', ['ñ\u202f10']]], foot: ''}));
});

test('no line is wider than its column, but for a word that is', () => {
  const lines = wrapped('Call only when it was agreed. '.repeat(20).trim(), line => line.length <= 50);
  assert.ok(lines.length > 5);
  assert.equal(lines.join(' '), 'Call only when it was agreed. '.repeat(20).trim());
  assert.deepEqual(wrapped('W'.repeat(90), line => line.length <= 50), ['W'.repeat(90)]);
});
