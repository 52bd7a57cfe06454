// G16: what of a dropped call's place works without a page: its words, its clock, and what ends count as lost.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stopWord, wasLost} from '../../main/resources/web/desk/afterdrop.js';
import {clock} from '../../main/resources/web/desk/countdown.js';

test('clock_showsMinutesAndSeconds', () => {
  assert.deepEqual([0, 9, 60, 125, 3_600].map(clock), ['0:00', '0:09', '1:00', '2:05', '60:00']);
});

test('stopWord_saysWhatItStops_andNothingOtherwise', () => {
  assert.equal(stopWord({state: 'AFTER_DROP', after: {next: 'REDIAL'}}), 'Stop, do not call again');
  assert.equal(stopWord({state: 'AFTER_DROP', after: {next: 'RETURN'}}), 'Stop waiting');
  assert.equal(stopWord({state: 'TALKING'}), undefined);
  assert.equal(stopWord({state: 'ENDED'}), undefined);
});

test('wasLost_isTrueOfDropsAlone', () => {
  const ends = ['DROPPED', 'NOT_RETURNED', 'TALKED', 'NO_ANSWER', null].map(wasLost);
  assert.deepEqual(ends, [true, true, false, false, false]);
});
