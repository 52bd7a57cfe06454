// B1: what of the page's phone works without a browser: its line, what it says of its sound, what it leaves out.

import test from 'node:test';
import assert from 'node:assert/strict';
import {withoutAddresses} from '../../main/resources/web/desk/phone/connection.js';
import {soundWords} from '../../main/resources/web/desk/phone/controls.js';
import {Line, waitBefore} from '../../main/resources/web/desk/phone/line.js';

/** A WebSocket that is moved by hand; every one that was made stands in 'made'. */
class Socket extends EventTarget {
  static made = [];
  sent = [];
  closed = false;

  constructor(address) {
    super();
    this.address = String(address);
    Socket.made.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  opens() {
    this.dispatchEvent(new Event('open'));
  }

  says(message) {
    this.dispatchEvent(Object.assign(new Event('message'), {data: JSON.stringify(message)}));
  }

  breaks(code) {
    this.dispatchEvent(Object.assign(new Event('close'), {code}));
  }
}

function line(t, path) {
  Socket.made = [];
  t.mock.timers.enable({apis: ['setTimeout']});
  globalThis.WebSocket = Socket;
  globalThis.location = {href: 'https://notes.example/'};
  const heard = [];
  const made = new Line({
    message: ({type}) => heard.push(type),
    changed: () => heard.push(made.up ? 'up' : 'down'),
    over: why => heard.push(why),
  }, path);
  t.after(() => made.stop());
  return {made, heard, socket: () => Socket.made.at(-1)};
}

test('wait_growsToFiveSeconds_andIsNeverTheSameForAll', () => {
  assert.deepEqual([0, 1, 2, 20].map(tries => waitBefore(tries, 1)), [250, 500, 1_000, 5_000]);
  assert.equal(waitBefore(20, 0), 2_500);
});

test('line_answersThatItIsAwake_andPassesTheRestOn', t => {
  const {made, heard, socket} = line(t);
  made.start();
  assert.equal(socket().address, 'wss://notes.example/api/phone');
  assert.equal(made.send({type: 'hold'}), false);
  socket().opens();
  socket().says({type: 'alive'});
  socket().says({type: 'idle'});
  assert.deepEqual(heard, ['up', 'idle']);
  assert.deepEqual(socket().sent, [{type: 'alive'}]);
  assert.equal(made.send({type: 'hold'}), true);
});

test('line_thatBreaks_comesBack', t => {
  const {made, heard, socket} = line(t);
  made.start();
  socket().opens();
  socket().breaks(1006);
  assert.equal(Socket.made.length, 1);
  t.mock.timers.tick(250);
  assert.equal(Socket.made.length, 2);
  socket().breaks(1006);
  t.mock.timers.tick(250);
  t.mock.timers.tick(250);
  socket().opens();
  assert.deepEqual(heard, ['up', 'down', 'up']);
});

test('line_thatIsOver_staysSo', t => {
  for (const [code, why] of [[4401, 'ended'], [4409, 'replaced']]) {
    const {made, heard, socket} = line(t);
    made.start();
    socket().opens();
    socket().breaks(code);
    t.mock.timers.tick(60_000);
    assert.deepEqual(heard, ['up', 'down', why]);
    assert.equal(Socket.made.length, 1);
    t.mock.timers.reset();
  }
});

test('line_thatHearsNothing_isMadeAnew_andTheOldOneNotHeard', t => {
  const {made, heard, socket} = line(t);
  made.start();
  const first = socket();
  first.opens();
  t.mock.timers.tick(25_000);
  assert.ok(first.closed);
  assert.equal(Socket.made.length, 2);
  first.says({type: 'call'});
  first.breaks(4401);
  socket().opens();
  assert.deepEqual(heard, ['up']);
});

test('line_thatIsStopped_isGone', t => {
  const {made, heard, socket} = line(t);
  made.start();
  socket().opens();
  made.stop();
  made.renew();
  t.mock.timers.tick(60_000);
  assert.ok(socket().closed);
  assert.equal(Socket.made.length, 1);
  assert.deepEqual(heard, ['up', 'down']);
});

test('offer_leavesWithoutAddresses', () => {
  const sdp = 'v=0\r\na=candidate:1 1 udp 2122260223 192.0.2.7 54321 typ host\r\na=mid:0\r\n';
  assert.equal(withoutAddresses(sdp), 'v=0\r\na=mid:0\r\n');
});

test('soundWords_sayTheMostPressingFirst_andNothingWhileAllIsWell', () => {
  const well = {view: {problem: '', sound: 'FLOWS', held: false}, up: true, over: '', muted: false, lost: false};
  assert.equal(soundWords(well), '');
  assert.match(soundWords({...well, up: false}), /Connecting to the server/);
  assert.match(soundWords({...well, up: false, muted: true}), /Muted/);
  assert.match(soundWords({...well, muted: true, view: {...well.view, held: true}}), /On hold/);
  assert.match(soundWords({...well, lost: true, view: {...well.view, held: true}}), /microphone is gone/);
  assert.match(soundWords({...well, lost: true, broken: true}), /does not get through/);
  assert.match(soundWords({...well, view: {...well.view, sound: 'AWAY'}}), /does not get through/);
  assert.equal(soundWords({...well, view: {problem: 'What to do.', sound: 'AWAY'}}), 'What to do.');
  assert.match(soundWords({...well, over: 'replaced', view: {problem: 'x', sound: 'AWAY'}}), /Another tab/);
});

test('lineOfAPracticePhone_isItsCall_soAnotherNetworkDoesNotBreakItWhileItIsUp', t => {
  const {made, heard, socket} = line(t, '/api/practice/phones/alex/line');
  made.start();
  socket().opens();
  assert.match(socket().address, /^wss:.*\/api\/practice\/phones\/alex\/line$/);
  made.renew();
  assert.equal(Socket.made.length, 1);
  assert.equal(made.up, true);
  socket().breaks(1006);
  made.renew();
  assert.equal(Socket.made.length, 2);
  socket().opens();
  socket().breaks(4423);
  assert.equal(heard.at(-1), 'taken');
  made.renew();
  t.mock.timers.tick(60_000);
  assert.equal(Socket.made.length, 2, 'it does not come back by itself');
});
