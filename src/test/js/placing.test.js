// A number leaves the page sealed to a call's one-time key or not at all (G1, G10).

import test from 'node:test';
import assert from 'node:assert/strict';
import {webcrypto} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {CannotSeal, phones, place} from '../../main/resources/web/desk/placing.js';
import {mayShow, showsMore} from '../../main/resources/web/desk/views/calling.js';

const WISH = {plan: 'p'.repeat(22), version: 3, phone: 'desk-1', programme: 'helpline', number: '+12125550143'};

/** A server that issues one key, keeps what it is asked and answers a call with the next of the answers. */
async function server(...answers) {
  const {publicKey} = await webcrypto.subtle.generateKey({name: 'X25519'}, true, ['deriveBits']);
  const {kty, crv, x} = await webcrypto.subtle.exportKey('jwk', publicKey);
  const asked = [];
  return {asked, app: {softphone: {standing: async () => 'ready'}, api: {
    get: async () => ({phones: [{name: 'a', reachable: false, busy: false}, {name: 'b', reachable: true, busy: true},
      {name: 'c', reachable: true, busy: false}]}),
    post: async (path, body) => {
      asked.push({path, body});
      if (path === '/api/call-keys') {
        return {kid: 'k1', jwk: {kty, crv, x}};
      }
      const answer = answers.shift();
      if (answer.status) {
        throw Object.assign(new Error('refused'), answer);
      }
      return answer;
    },
  }}};
}

test('place_sendsTheNumberSealed_andNothingElseOfIt', async () => {
  const {app, asked} = await server({id: 'c1'});
  assert.deepEqual(await place(app, WISH), {placed: 'c1'});
  const {body} = asked[1];
  assert.deepEqual(Object.keys(body).sort(), ['kid', 'number', 'phone', 'plan', 'programme', 'version']);
  assert.equal(body.version, '3');
  assert.equal(body.number.split('.').length, 5);
  for (let length = 4; length <= 7; length++) {
    assert.ok(!JSON.stringify(asked).includes('12125550143'.slice(-length)));
  }
});

test('place_whenShowing_saysSoAndThatItWasConfirmed', async () => {
  const {app, asked} = await server({id: 'c1'});
  await place(app, {...WISH, shown: true, confirmed: true, override: 'o1'});
  const {identity, confirm, override} = asked[1].body;
  assert.deepEqual([identity, confirm, override], ['shown', 'yes', 'o1']);
});

test('place_whenRefused_answersWithTheNextSafeTime', async () => {
  const body = {reason: 'OUTSIDE_SAFE_TIME', message: 'It is outside.', nextSafeTime: '2026-11-23T14:00:00Z'};
  const {app} = await server({status: 422, body});
  assert.deepEqual(await place(app, WISH), {refused: {...body, question: false}});
});

test('place_whenAsked_saysThatItIsAQuestion', async () => {
  const body = JSON.parse(await readFile(new URL('answers/question.json', import.meta.url))); // the server's own
  const {app} = await server({status: 422, body});
  assert.deepEqual(await place(app, WISH), {refused: {...body, question: true}});
});

test('place_whenTheServerFails_throws', async () => {
  const {app} = await server({status: 503, body: {}});
  await assert.rejects(place(app, WISH));
});

test('place_withoutX25519_callsNobody', async t => {
  const {app, asked} = await server();
  webcrypto.subtle.generateKey = async () => {
    throw Object.assign(new Error('no'), {name: 'NotSupportedError'});
  };
  t.after(() => delete webcrypto.subtle.generateKey); // the real one shows again
  await assert.rejects(place(app, WISH), CannotSeal);
  assert.deepEqual(asked.map(({path}) => path), ['/api/call-keys']);
});

test('phones_readyOnesFirst_andTheOneChosenLastBeforeAll', async () => {
  const {app} = await server();
  const {get} = app.api;
  assert.deepEqual((await phones(app)).map(({name}) => name), ['c', 'b', 'a']);
  app.api.get = async path => ({...await get(path), inUse: 'a'});
  assert.deepEqual((await phones(app)).map(({name}) => name), ['a', 'c', 'b']);
  app.api.get = get; // the shift is over
  assert.deepEqual((await phones(app)).map(({name}) => name), ['c', 'b', 'a']);
});

test('phones_thisDeviceFirst_onlyWhereItCanMakeCalls', async () => {
  const list = {phones: [{name: 'browser', reachable: true, busy: false}, {name: 'z', reachable: true, busy: false}]};
  const here = standing => ({softphone: {standing: async () => standing}, api: {get: async () => list}});
  const names = async standing => (await phones(here(standing))).map(({name, standing: how}) => `${name} ${how}`);
  assert.deepEqual(await names('ready'), ['browser ready', 'z ready']);
  assert.deepEqual(await names('denied'), ['z ready', 'browser denied']);
  assert.deepEqual(await names('none'), ['z ready', 'browser none']);
});

/** A phone in the page that notes what is done with it. */
function pagePhone(problem = null) {
  const done = [];
  return {done, softphone: {
    prepare: async () => {
      done.push('prepare');
      if (problem) {
        throw problem;
      }
    },
    begin: call => done.push(`begin ${call}`),
    abandon: () => done.push('abandon'),
  }};
}

test('place_onThisDevice_callsNobodyBeforeTheMicrophoneIsOpen', async () => {
  const {app, asked} = await server({id: 'c1'});
  const {done, softphone} = pagePhone();
  let open;
  const opened = new Promise(resolve => {
    open = resolve;
  });
  softphone.prepare = () => opened;
  const placed = place({...app, softphone}, {...WISH, phone: 'browser'});
  for (let i = 0; i < 20; i++) { // longer than a number takes to be sealed
    await webcrypto.subtle.generateKey({name: 'X25519'}, false, ['deriveBits']);
  }
  assert.deepEqual(asked.map(({path}) => path), ['/api/call-keys']);
  open();
  assert.deepEqual(await placed, {placed: 'c1'});
  assert.deepEqual(done, ['begin c1']);
  assert.equal(asked[1].body.phone, 'browser');
});

test('place_onThisDeviceWithoutAMicrophone_asksForAKeyAtMost', async () => {
  const {app, asked} = await server({id: 'c1'});
  const problem = new Error('none');
  await assert.rejects(place({...app, softphone: pagePhone(problem).softphone}, {...WISH, phone: 'browser'}), problem);
  assert.deepEqual(asked, [{path: '/api/call-keys', body: {}}]);
});

test('place_onThisDeviceThatIsRefused_letsTheMicrophoneGo', async () => {
  for (const answer of [{status: 422, body: {reason: 'R', message: 'M'}}, {status: 503, body: {}}]) {
    const {app} = await server(answer);
    const {done, softphone} = pagePhone();
    await place({...app, softphone}, {...WISH, phone: 'browser'}).catch(() => {});
    assert.deepEqual(done, ['prepare', 'abandon']);
  }
});

test('mayShow_onlyInsideTheConsentsDays', () => {
  const policy = {zone: 'America/New_York', ifRejected: {given: '2026-11-22', until: '2026-11-30'}};
  const at = text => mayShow(policy, new Date(text));
  assert.deepEqual([at('2026-11-22T04:59:00Z'), at('2026-11-22T05:00:00Z'), at('2026-12-01T04:59:00Z'),
    at('2026-12-01T05:00:00Z')], [false, true, true, false]);
  assert.equal(mayShow({zone: 'UTC'}), false);
});

test('showsMore_onlyWhereItWasAgreedAndHolds', () => {
  const policy = {zone: 'America/New_York', identity: {shows: 'ALIAS', given: '2026-11-22', until: '2026-11-30'}};
  const at = text => showsMore(policy, new Date(text));
  assert.deepEqual([at('2026-11-22T04:59:00Z'), at('2026-11-22T05:00:00Z'), at('2026-12-01T04:59:00Z'),
    at('2026-12-01T05:00:00Z')], [false, true, true, false]);
  assert.equal(showsMore({...policy, identity: {...policy.identity, shows: 'PRIVATE'}},
      new Date('2026-11-25T15:00:00Z')), false);
});

test('phones_afterThePageWasLoadedAgain_beginWithTheOneInUse', async () => {
  const {app} = await server();
  const before = app.api.get;
  app.api.get = async path => ({...await before(path), inUse: 'b'});
  assert.equal((await phones(app))[0].name, 'b');
});
