// What an advocate reads in an emergency: the centre's words, in the page's language where there are some.

import test from 'node:test';
import assert from 'node:assert/strict';
import {emergencyWords} from '../../main/resources/web/desk/emergency.js';
import {uncounted} from '../../main/resources/web/desk/uncounted.js';

test('emergencyWords_areThoseOfThePagesLanguage_elseWhatThereIs', () => {
  const centre = {emergency: {helpline: {en: 'Dispatch', es: 'Central'}, court: {es: 'Central'}, night: {}}};
  assert.equal(emergencyWords(centre, 'helpline'), 'Dispatch');
  assert.equal(emergencyWords(centre, 'court'), 'Central');
  assert.equal(emergencyWords(centre, 'night'), '');
  assert.equal(emergencyWords(centre, 'elsewhere'), '');
  assert.equal(emergencyWords({}, 'helpline'), '');
  assert.equal(emergencyWords(null, 'helpline'), '');
});

test('uncounted_isInOrder_andHasALimit', () => {
  for (let i = 0; i < 30; i += 1) {
    uncounted.add(`line-${i}`);
  }
  assert.equal(uncounted.count, 20);
  assert.equal(uncounted.take(), 'line-0');
  uncounted.forget();
  assert.equal(uncounted.take(), null);
});
