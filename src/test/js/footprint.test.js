// G9, G13: what the page asks about a call that it is about to place, and what it does with the answer.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {maySpeak, toVoicemail} from '../../main/resources/web/desk/callwords.js';
import {askFootprint} from '../../main/resources/web/desk/footprint.js';

const PLAN = {id: 'p'.repeat(22), version: 3, policy: {programme: 'helpline', zone: 'UTC'}};

function server(answer) {
  const asked = [];
  return {asked, app: {api: {post: async (path, body) => {
    asked.push({path, body});
    if (answer.status) {
      throw Object.assign(new Error('refused'), answer);
    }
    return answer;
  }}}};
}

test('footprint_isAskedWithoutANumber', async () => {
  const {app, asked} = server({shows: 'HIDDEN', surfaces: []});
  assert.deepEqual(await askFootprint(app, PLAN), {seen: {shows: 'HIDDEN', surfaces: []}});
  assert.deepEqual(asked, [{path: '/api/footprint', body: {plan: PLAN.id, version: '3', programme: 'helpline'}}]);
  await askFootprint(app, PLAN, {override: 'o1', shown: true});
  assert.deepEqual(asked[1].body, {plan: PLAN.id, version: '3', programme: 'helpline', override: 'o1',
    identity: 'shown'});
});

test('footprint_ofACallThatWouldBeRefused_isTheRefusal', async () => {
  const body = {reason: 'OUTSIDE_SAFE_TIME', message: 'Not now.', nextSafeTime: '2026-11-23T14:00:00Z'};
  assert.deepEqual(await askFootprint(server({status: 422, body}).app, PLAN), {refused: body});
  const failed = await askFootprint(server({status: 409, forPeople: 'Somebody was faster.'}).app, PLAN);
  assert.deepEqual(failed, {failed: 'Somebody was faster.'});
});

test('voicemail_isSpokenToWithinTheConsentAlone', () => {
  const policy = voicemail => ({zone: 'UTC', voicemail});
  const dates = {given: '2026-11-01', until: '2026-11-30'};
  const now = new Date('2026-11-20T12:00:00Z');
  const envelope = {voicemail: 'Please call when you can.'};
  assert.equal(maySpeak(policy({consent: 'NONE', ...dates}), now), false);
  assert.equal(toVoicemail(policy({consent: 'AGREED', ...dates}), envelope, now), envelope.voicemail);
  assert.equal(toVoicemail(policy({consent: 'VAGUE', ...dates}), {voicemail: ''}, now), '');
  assert.equal(toVoicemail(policy({consent: 'AGREED', ...dates}), envelope, new Date('2026-12-02T12:00:00Z')), '');
});
