// After a practice call: what was promised of each place beside what was seen there, and what was done against what was
// agreed. Pure; nothing of it is kept. A verdict is true, false, or null where there is nothing to judge.

import {say} from '../desk/say.js';

const SHORT_SECONDS = 30;

/** The places of a footprint, and what the practice carrier calls them. */
const PLACES = [
  ['SCREEN', 'On the screen'],
  ['CALL_LOG', 'In the call log'],
  ['VOICEMAIL', 'In the voicemail'],
  ['BILL', 'On the phone bill'],
];

const names = () => ({
  SCREEN: say('Their screen'),
  CALL_LOG: say('Their list of calls'),
  VOICEMAIL: say('Their voicemail'),
  BILL: say('Their bill'),
});

const NOTHING = {shows: 'Nothing.', tells: 'NOTHING'};

/** How much a place may tell, in this order. */
const MUCH = ['NOTHING', 'CALL', 'CALLER'];

/** No message is ever agreed in the practice room, so a voicemail keeps nothing. */
function allowed(surface, promised) {
  return surface === 'VOICEMAIL' ? 'NOTHING' : promised.shows === 'HIDDEN' ? 'CALL' : 'CALLER';
}

/**
 * One row a place: {place, promised, seen, right}.
 *
 * @param promised the server's footprint of the call before it was made, or null
 * @param handset the phone afterwards
 * @param before how many calls were over at it when this one began
 */
export function compare(promised, handset, before) {
  const reached = handset.last.calls > before;
  const shown = new Map(handset.footprints.map(each => [each.place, each]));
  const lines = new Map((promised?.surfaces ?? []).map(each => [each.surface, each.what]));
  return PLACES.map(([surface, name]) => {
    const seen = reached ? shown.get(name) ?? NOTHING : NOTHING;
    return {
      place: names()[surface],
      promised: lines.get(surface) ?? say('No promise was made.'),
      seen: say(seen.shows),
      right: promised === null ? null : MUCH.indexOf(seen.tells) <= MUCH.indexOf(allowed(surface, promised)),
    };
  });
}

const ENDINGS = {
  BEFORE_RINGING: () => [null, say('You hung up before their phone rang.')],
  MISSED: () => [true, say('Nobody answered, and you left it at that.')],
  DECLINED: () => [true, say('They declined. It was left at that.')],
  BUSY: () => [true, say('Their line was in use. It was left at that.')],
  BEFORE_THE_TONE: () => [true, say('The voicemail answered, and you left no message. None was agreed: right.')],
  MESSAGE: ({seconds}) => [false, say(
      '{seconds} s of your voice are on their voicemail. None was agreed: hang up before the tone.', {seconds})],
  BLOCKED_BY_CARRIER: () => [true, say('Their phone takes no private calls, and you showed nothing to get through.')],
  BLOCKED_BY_PHONE: () => [true, say('Their phone takes no private calls, and you showed nothing to get through.')],
  CALLED_BACK: ({seconds}) =>
    [true, say('They called the number that they saw, and you talked for {seconds} s.', {seconds})],
};

function talked({behaviour, seconds}) {
  if (behaviour !== 'SOMEBODY_ELSE') {
    return [true, say('You talked for {seconds} s.', {seconds})];
  }
  return seconds <= SHORT_SECONDS
    ? [true, say('Somebody else answered, and the call was over in {seconds} s.', {seconds})]
    : [false, say('Somebody else answered, and you stayed for {seconds} s. Say that it is the wrong number, then'
        + ' hang up.', {seconds})];
}

/**
 * What was done, as [right, words] each.
 *
 * @param call {before, behaviour, shown, dropped, again, left}: how many calls were over at the phone when it began,
 *     and what it was to do; whether a number was to show; whether the line dropped, came back, or was left meanwhile
 */
export function judge(call, {last}) {
  const {behaviour} = call;
  if (last.calls === call.before) {
    return [[true, say('Their phone never heard of this call.')]];
  }
  const {seconds, ending} = last;
  const said = [ending === 'TALKED' ? talked({behaviour, seconds}) : ENDINGS[ending]?.({seconds})];
  if (call.dropped) {
    said.push(call.again ? [true, say('The line dropped. You stayed, and were connected again.')]
      : call.left ? [false, say('The line dropped, and you did not wait for what was agreed.')]
        : [true, say('The line dropped. You stayed; it did not come back.')]);
  }
  if (call.shown) {
    said.push([null, say('A borrowed number was to show. That needs their consent beforehand.')]);
  }
  return said.filter(Boolean);
}
