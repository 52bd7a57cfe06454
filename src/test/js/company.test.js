// P5: what the call's screen says of a third party.

import test from 'node:test';
import assert from 'node:assert/strict';
import {languageName, thirdWords} from '../../main/resources/web/desk/company.js';

const STAGES = ['RINGING', 'JOINED', 'LEFT', 'BUSY', 'REFUSED', 'NO_ANSWER', 'UNREACHABLE'];

test('every stage of an interpreter and of a colleague has a sentence of its own', () => {
  const said = ['INTERPRETER', 'COLLEAGUE'].flatMap(role => STAGES.map(stage => thirdWords({role, stage})));
  assert.equal(new Set(said).size, 2 * STAGES.length);
  assert.ok(said.every(text => /^(?:Ringing|The interpreter|Your colleague) /.test(text) || text.startsWith('Ringing')));
});

test('nothing is said without one, or of what a newer server tells', () => {
  assert.equal(thirdWords(undefined), '');
  assert.equal(thirdWords({role: 'INTERPRETER', stage: 'DANCING'}), '');
  assert.equal(thirdWords({role: 'FRIEND', stage: 'JOINED'}), '');
});

test('a language is called by its name, or by its short one where nobody knows it', () => {
  assert.equal(languageName('es'), 'Spanish');
  assert.equal(languageName('pt-br'), 'Brazilian Portuguese');
  assert.equal(languageName('qqz'), 'qqz');
});
