// A whole plan in plain words: for the advocate who reads it, or to be read aloud to the survivor. They are "they".

import {dayAt, localAt, sayDay, sayInstant, saySpan, sayTime, sayWindows, zoneName} from './plandays.js';
import {NOTES, OTHERWISE, RINGS, holds} from './planmodel.js';
import {capital, code, listed, say} from './say.js';

const LANGUAGES = new Intl.DisplayNames(code, {type: 'language'});

export function languageName(tag) {
  try {
    return LANGUAGES.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function toCome(spans, now) {
  return spans.filter(span => span.to > now).sort((one, other) => one.from < other.from ? -1 : 1);
}

function caller(policy, aloud, name, now) {
  if (policy.caller === 'THEY_CALL') {
    return aloud ? say('We may not call you. You may call us at any time.')
      : say('You may not call {name}. They may call you at any time.', {name});
  }
  const once = toCome(policy.once, now).map(span => saySpan(span.from, span.to, now.slice(0, 10)));
  const weekly = policy.windows.length > 0 ? [sayWindows(policy.windows)] : [];
  const times = [...weekly, ...once];
  if (times.length === 0) {
    return aloud ? say('No time is left at which we may call you.')
      : say('No time is left at which you may call {name}.', {name});
  }
  const when = times.reduce((one, other) => say('{one}, and {other}', {one, other}));
  const zone = zoneName(policy.zone);
  return aloud ? say('We may call you {when}, by the clock in {zone}.', {when, zone})
    : say('You may call {name} {when}, by the clock in {zone}.', {name, when, zone});
}

function exceptions(policy, aloud, now) {
  const spans = toCome(policy.except, now).map(span => saySpan(span.from, span.to, now.slice(0, 10)));
  if (spans.length === 0) {
    return '';
  }
  const times = spans.reduce((one, other) => say('{one}; {other}', {one, other}));
  return aloud ? say('We may not call at these times, whatever else is agreed: {times}.', {times})
    : say('You may not call at these times, whatever else is agreed: {times}.', {times});
}

function numbers({numbers: list}) {
  const said = listed(list.map(({number}) => sayNumber(number)));
  return list.length === 0 ? '' : list.length === 1 ? say('The number is {numbers}.', {numbers: said})
    : say('The numbers are {numbers}.', {numbers: said});
}

/** A number in groups, as people read numbers out; the last group has four figures where that fits. */
export function sayNumber(number) {
  const plus = number.startsWith('+') ? '+' : '';
  const digits = number.slice(plus.length);
  return plus + digits.replace(/(\d)(?=(\d{3})*\d{4}$)/g, '$1 ');
}

/** A sign in words: "twice (about 10 seconds)". */
export function sayRing(seconds) {
  return seconds in RINGS ? say('{times} (about {seconds} seconds)', {times: RINGS[seconds], seconds})
    : say({one: 'for {count} second', other: 'for {count} seconds'}, {count: seconds});
}

/** The sign before a call, for whoever is about to call. */
export const saySign = ({seconds}) => say('First it rings {ring} as a sign. The call itself follows after the agreed'
    + ' wait; stay on your phone.', {ring: sayRing(seconds)});

function ring(policy, aloud) {
  if (policy.ring === undefined || policy.ring === null) {
    return '';
  }
  const {seconds, waitSeconds} = policy.ring;
  const places = {ring: sayRing(seconds), wait: sayWait(waitSeconds)};
  return aloud ? say('First the phone rings {ring} and stops. {wait} later it rings again: that is us.', places)
    : say('First the phone rings {ring} and stops. {wait} later it rings again: that is your call.', places);
}

function sayWait(seconds) {
  return seconds % 60 === 0 ? say({one: 'A minute', other: '{count} minutes'}, {count: seconds / 60})
    : say({one: '{count} second', other: '{count} seconds'}, {count: seconds});
}

function answers(envelope, aloud) {
  const words = OTHERWISE[envelope.otherwise.choice].say ?? envelope.otherwise.words;
  const then = words === '' ? aloud ? say('If it is anybody else, we hang up without a word.')
    : say('If it is anybody else, you hang up without a word.')
    : aloud ? say('If it is anybody else, we say “{words}” and hang up.', {words})
      : say('If it is anybody else, you say “{words}” and hang up.', {words});
  const known = {
    SELF: aloud ? say('Only you answer this phone.') : say('Only they answer this phone.'),
    OTHERS: say('Other people may answer this phone, and they must not know.'),
    TRUSTED: aloud ? say('Someone you trust may answer this phone.')
      : say('Someone they trust may answer this phone.'),
  }[envelope.answers] ?? '';
  return `${known} ${then}`;
}

function check(envelope, aloud) {
  const question = envelope.check;
  return question === '' ? '' : aloud ? say('Before anything else we ask: “{question}”', {question})
    : say('Before anything else you ask: “{question}”', {question});
}

function voicemail(policy, envelope, today) {
  if (policy.voicemail.consent === 'NONE' || !holds(policy.voicemail, today)) {
    return say('No message may be left. At a voicemail the call ends before the tone.');
  }
  const places = {day: sayDay(policy.voicemail.until, today), words: envelope.voicemail};
  if (policy.voicemail.consent === 'VAGUE') {
    return places.words === '' ? say('A message that says nothing may be left, until {day}.', places)
      : say('A message that says nothing may be left, until {day}: “{words}”', places);
  }
  return places.words === '' ? say('A message may be left in these words only, until {day}.', places)
    : say('A message may be left in these words only, until {day}: “{words}”', places);
}

/** What the survivor's phone shows while it rings, as far as the plan decides it. */
function sayShown(policy, today = dayAt(new Date(), policy.zone)) {
  const consent = policy.identity;
  if (consent.shows === 'PRIVATE' || !holds(consent, today)) {
    return say('The phone shows a private call, without a number.');
  }
  const day = sayDay(consent.until, today);
  return consent.shows === 'LEASED' ? say('The phone shows a number that belongs to nobody, until {day}.', {day})
    : say('The phone shows another name that was agreed, until {day}.', {day});
}

function rejected(policy, aloud, today) {
  const consent = policy.ifRejected;
  if (!holds(consent, today)) {
    return aloud ? say('If the phone refuses private calls, we do not call.')
      : say('If the phone refuses private calls, you do not call.');
  }
  const day = sayDay(consent.until, today);
  return consent.scope === 'ONE_CALL'
    ? say('If the phone refuses private calls, one call may show a number that belongs to nobody, until {day}. The'
        + ' risks were read out.', {day})
    : say('If the phone refuses private calls, calls may show a number that belongs to nobody, until {day}. The risks'
        + ' were read out.', {day});
}

/** Whether they can call back after a drop, and what it reaches. */
function callingBack(policy, aloud, {today, time}) {
  if (policy.identity.shows !== 'PRIVATE' && holds(policy.identity, today)) {
    return aloud ? say('You may call the number that the phone showed within {time} and reach the same person. After'
        + ' that it leads nowhere.', {time})
      : say('They may call the number that the phone showed within {time} and reach the same person. After that it'
        + ' leads nowhere.', {time});
  }
  if (holds(policy.ifRejected, today)) {
    return aloud ? say('If the phone showed a number, you may call it within {time} and reach the same person. After'
        + ' that it leads nowhere.', {time})
      : say('If the phone showed a number, they may call it within {time} and reach the same person. After that it'
        + ' leads nowhere.', {time});
  }
  return aloud ? say('The phone shows no number, so you cannot call back on it.')
    : say('The phone shows no number, so they cannot call back on it.');
}

/** Who else may answer, where they can call back at all. */
function somebodyElse(policy, aloud, today) {
  const shows = policy.identity.shows !== 'PRIVATE' && holds(policy.identity, today);
  return !shows && !holds(policy.ifRejected, today) ? ''
    : aloud ? say('If that person is not there, somebody else of us answers.')
      : say('If you have left the phone, whoever is on duty answers.');
}

/** What was agreed for a line that drops, as the server carries it out. */
function dropped(policy, aloud, today) {
  const {rule, minutes} = policy.dropped;
  const time = say({one: 'a minute', other: '{count} minutes'}, {count: minutes});
  if (rule === 'WAIT' || rule === 'WAIT_THEN_HELPLINE') {
    const wait = aloud ? say('If the line drops, we do not ring again.')
      : say('If the line drops, you do not ring again.');
    const back = callingBack(policy, aloud, {today, time});
    return `${wait} ${back}${rule === 'WAIT' ? '' : ` ${somebodyElse(policy, aloud, today)}`}`.trimEnd();
  }
  return rule === 'NEVER' ? say('If the line drops, it is over and nobody calls back.')
    : aloud ? say('If the line drops, we call once more after {time}, if that is still a safe time.', {time})
      : say('If the line drops, you call once more after {time}, if that is still a safe time.', {time});
}

function monitored(policy) {
  return policy.monitored
    ? say('Somebody may be watching this phone, so only an encrypted line is used. What the phone itself shows or'
        + ' records cannot be protected.') : '';
}

function ends(policy, aloud, today) {
  const places = {again: sayDay(policy.askAgain, today), end: sayDay(policy.end, today)};
  return aloud ? say('We ask again on {again}. After {end} all of this is erased.', places)
    : say('You ask again on {again}. After {end} all of this is erased.', places);
}

function attempts({attempts: count}) {
  return count === 1 ? say('It is tried once.') : count === 2 ? say('It is tried twice at most.')
    : say({one: 'It is tried {count} time at most.', other: 'It is tried {count} times at most.'}, {count});
}

/**
 * Sentences of a whole plan, each with its topic, the weightiest first.
 *
 * @param voice 'READ' for the advocate, 'ALOUD' to be read out to the survivor
 */
export function readBack(policy, envelope, {voice = 'READ', now = new Date()} = {}) {
  const aloud = voice === 'ALOUD';
  const local = localAt(now, policy.zone);
  const today = local.slice(0, 10);
  const name = envelope.call;
  const theyCall = policy.caller === 'THEY_CALL';
  const greeting = aloud && !theyCall ? say('We ask for {name}.', {name}) : '';
  const lines = theyCall ? [
    ['when', caller(policy, aloud, name, local)],
    ['check', check(envelope, aloud)],
    ['end', ends(policy, aloud, today)],
  ] : [
    ['when', caller(policy, aloud, name, local)],
    ['except', exceptions(policy, aloud, local)],
    ['voicemail', voicemail(policy, envelope, today)],
    ['who', [greeting, answers(envelope, aloud)].filter(Boolean).join(' ')],
    ['check', check(envelope, aloud)],
    ['numbers', aloud ? numbers(envelope) : ''],
    ['ring', ring(policy, aloud)],
    ['shows', sayShown(policy, today)],
    ['rejected', rejected(policy, aloud, today)],
    ['dropped', dropped(policy, aloud, today)],
    ['monitored', monitored(policy)],
    ['attempts', attempts(policy)],
    ['end', ends(policy, aloud, today)],
  ];
  return lines.filter(([, text]) => text !== '').map(([topic, text]) => ({topic, text}));
}

/** What has to be asked again, in words; empty where every consent holds. */
export function overdue(policy, now = new Date()) {
  const today = dayAt(now, policy.zone);
  const list = [];
  if (policy.askAgain <= today) {
    list.push(say('It was agreed to ask again on {day}.', {day: sayDay(policy.askAgain, today)}));
  }
  if (policy.voicemail.consent !== 'NONE' && !holds(policy.voicemail, today)) {
    list.push(say('The consent to leave a message is over.'));
  }
  if (policy.identity.shows !== 'PRIVATE' && !holds(policy.identity, today)) {
    list.push(say('The consent to show a number is over.'));
  }
  if (policy.ifRejected && !holds(policy.ifRejected, today)) {
    list.push(say('The consent to show a number to a phone that refuses private calls is over.'));
  }
  return list;
}

/** What to say to whoever else answers: the words, or '' for hanging up without any. */
export function toAnybodyElse(envelope) {
  return OTHERWISE[envelope.otherwise.choice]?.say ?? envelope.otherwise.words;
}

export function notesOf(envelope) {
  return [...envelope.notes.map(note => NOTES[note]), envelope.note].filter(Boolean);
}

/** When a time-bound thing may be done, for a list: "Now, until 5 pm" or "Tomorrow, Monday 23 November, at 9 am". */
export function sayWhen(item, zone, now = new Date()) {
  if (!item.now) {
    return capital(sayInstant(item.from, zone, now));
  }
  return item.until ? say('Now, until {time}', {time: sayUntil(item.until, zone, now)}) : say('Now');
}

/** The time alone where it is on the same day. */
function sayUntil(until, zone, now) {
  const [day, time] = localAt(new Date(until), zone).split('T');
  return day === dayAt(now, zone) ? sayTime(time) : sayInstant(until, zone, now);
}
