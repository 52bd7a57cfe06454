// B2, B3: what a debrief says of every way in which a practice call can end.

import test from 'node:test';
import assert from 'node:assert/strict';
import {compare, judge} from '../../main/resources/web/rehearsal/debrief.js';

const PLACES = ['On the screen', 'In the call log', 'In the voicemail', 'On the phone bill'];

const promised = shows => ({shows, surfaces: ['SCREEN', 'CALL_LOG', 'BILL', 'VOICEMAIL', 'OUR_DISK'].map(surface => (
  {surface, level: 'GREEN', what: `what ${surface} keeps`, why: ''}))});

const phone = (tells, ending = 'TALKED', seconds = 5, calls = 1) => ({
  footprints: PLACES.map((place, i) => ({place, shows: tells[i], tells: tells[i]})), last: {calls, ending, seconds}});

const verdicts = rows => rows.map(({right}) => right);

const call = more => ({before: 0, behaviour: 'ANSWERS', shown: false, ...more});

test('privateCall_mayLeaveACallButNoCaller', () => {
  const rows = tells => verdicts(compare(promised('HIDDEN'), phone(tells), 0));
  assert.deepEqual(rows(['CALL', 'CALL', 'NOTHING', 'CALL']), [true, true, true, true]);
  assert.deepEqual(rows(['CALLER', 'CALL', 'NOTHING', 'CALL']), [false, true, true, true]);
  assert.deepEqual(rows(['NOTHING', 'CALLER', 'CALL', 'CALLER']), [true, false, false, false]);
});

test('shownCall_mayLeaveACaller_butNoVoicemail', () => {
  for (const shows of ['NUMBER', 'SHOWN']) {
    assert.deepEqual(verdicts(compare(promised(shows), phone(['CALLER', 'CALLER', 'CALLER', 'CALLER']), 0)),
        [true, true, false, true]);
  }
});

test('placeThatIsUnknown_orAWordThatIsNew_isNeverGreenByItself', () => {
  const [row] = compare(promised('HIDDEN'), {...phone(['CALL', 'CALL', 'NOTHING', 'CALL']), footprints: []}, 0);
  assert.equal(row.seen, 'Nothing.');
  assert.deepEqual(verdicts(compare(null, phone(['CALLER', 'CALLER', 'CALLER', 'CALLER']), 0)), [null, null, null, null]);
});

test('callThatNeverArrived_leavesNothing_whateverTheOneBeforeLeft', () => {
  const rows = compare(promised('HIDDEN'), phone(['CALLER', 'CALLER', 'CALLER', 'CALLER']), 1);
  assert.deepEqual(rows.map(({seen, right}) => [seen, right]), Array(4).fill(['Nothing.', true]));
  assert.match(judge(call({before: 1}), phone([]))[0][1], /never heard/);
});

test('everyEnding_isJudged', () => {
  const of = (ending, more, seconds = 5) => judge(call(more), phone([], ending, seconds)).map(([right]) => right);
  for (const ending of ['MISSED', 'DECLINED', 'BUSY', 'BEFORE_THE_TONE', 'BLOCKED_BY_CARRIER', 'BLOCKED_BY_PHONE',
    'TALKED', 'CALLED_BACK']) {
    assert.deepEqual(of(ending), [true], ending);
  }
  assert.deepEqual(of('BEFORE_RINGING'), [null]);
  assert.deepEqual(of('MESSAGE'), [false]);
  assert.deepEqual(of('TALKED', {behaviour: 'SOMEBODY_ELSE'}, 30), [true]);
  assert.deepEqual(of('TALKED', {behaviour: 'SOMEBODY_ELSE'}, 31), [false]);
  assert.deepEqual(of('TALKED', {shown: true}), [true, null]);
  assert.deepEqual(of('TALKED', {dropped: true, again: true}), [true, true]);
  assert.deepEqual(of('TALKED', {dropped: true, left: true}), [true, false]);
  assert.deepEqual(of('TALKED', {dropped: true}), [true, true]);
  assert.deepEqual(of('OF_A_NEWER_SERVER'), []);
});
