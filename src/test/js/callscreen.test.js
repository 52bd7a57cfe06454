// G12, P6: which tap is the safest, what is said to a machine or to somebody else, and what is told of it at the end.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {afterwards, categoryName} from '../../main/resources/web/desk/callend.js';
import {SOMEBODY_ELSE, VOICEMAIL, safest, stageOf, wordsFor} from '../../main/resources/web/desk/callscreen.js';

const NOW = new Date('2026-11-20T12:00:00Z');

function policy({consent = 'VAGUE', until = '2026-11-30', monitored = false} = {}) {
  return {zone: 'UTC', monitored, voicemail: {consent, given: '2026-11-01', until}};
}

test('biggestButton_endsTheCall_unlessAVoicemailMayBeSpokenToOnAPhoneThatNobodyWatches', () => {
  assert.equal(safest(policy(), 'RINGING', NOW), VOICEMAIL);
  assert.equal(safest(policy({monitored: true}), 'RINGING', NOW), 'END');
  assert.equal(safest(policy({consent: 'NONE'}), 'RINGING', NOW), 'END');
  assert.equal(safest(policy({until: '2026-11-19'}), 'CALLING', NOW), 'END');
  for (const state of ['TALKING', 'AFTER_DROP', 'RINGING_ADVOCATE', 'CONFIRMING']) {
    assert.equal(safest(policy(), state, NOW), 'END');
  }
});

test('stages_areThoseInWhichSomethingElseIsToBeDone', () => {
  assert.deepEqual(['RINGING_ADVOCATE', 'SIGNALLING', 'PAUSING', 'CALLING', 'RINGING', 'TALKING', 'ENDED'].map(stageOf),
      ['waits', 'rings', 'rings', 'rings', 'rings', 'talks', 'waits']);
});

test('words_areTheAgreedOnes_orNoneAndThenTheTapEndsTheCall', () => {
  const envelope = {voicemail: 'Please call when you can.', otherwise: {choice: 'WORDS', words: 'Wrong number.'}};
  assert.equal(wordsFor(VOICEMAIL, policy(), envelope, NOW), 'Please call when you can.');
  assert.equal(wordsFor(VOICEMAIL, policy({consent: 'NONE'}), envelope, NOW), '');
  assert.equal(wordsFor(VOICEMAIL, policy({until: '2026-11-19'}), envelope, NOW), '');
  assert.equal(wordsFor(SOMEBODY_ELSE, policy(), envelope, NOW), 'Wrong number.');
});

test('afterACallThatReachedNobody_whatIsLeftIsSaid', () => {
  const left = attempts => afterwards({attempts, policy: {attempts: 3}});
  assert.match(left(1), /2 more are left/);
  assert.match(left(2), /One more is left/);
  assert.match(left(3), /the last one/);
  for (const attempts of [1, 2, 3]) {
    assert.match(left(attempts), /Nothing rings by itself/);
  }
});

test('categories_areReadAsWords', () => {
  assert.deepEqual(['safety-planning', 'legal'].map(categoryName), ['Safety planning', 'Legal']);
});
