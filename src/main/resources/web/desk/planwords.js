// A whole plan in plain words: for the advocate who reads it, or to be read aloud to the survivor. They are "they".

import {dayAt, localAt, sayDay, sayInstant, sayList, saySpan, sayTime, sayWindows, zoneName} from './plandays.js';
import {NOTES, OTHERWISE, RINGS, holds} from './planmodel.js';

const PERSONS = {
  READ: {we: 'you', We: 'You', us: 'you', they: 'they', They: 'They', them: 'them'},
  ALOUD: {we: 'we', We: 'We', us: 'us', they: 'you', They: 'You', them: 'you'},
};

const LANGUAGES = new Intl.DisplayNames('en', {type: 'language'});

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

function caller(policy, who, name, now) {
  if (policy.caller === 'THEY_CALL') {
    return `${who.We} may not call ${name}. ${who.They} may call ${who.us} at any time.`;
  }
  const once = toCome(policy.once, now).map(span => saySpan(span.from, span.to, now.slice(0, 10)));
  const weekly = policy.windows.length > 0 ? [sayWindows(policy.windows)] : [];
  const when = [...weekly, ...once];
  return when.length === 0 ? `No time is left at which ${who.we} may call ${name}.`
    : `${who.We} may call ${name} ${when.join(', and ')}, by the clock in ${zoneName(policy.zone)}.`;
}

function exceptions(policy, who, now) {
  const spans = toCome(policy.except, now).map(span => saySpan(span.from, span.to, now.slice(0, 10)));
  return spans.length === 0 ? ''
    : `${who.We} may not call at these times, whatever else is agreed: ${spans.join('; ')}.`;
}

function numbers(envelope) {
  const list = envelope.numbers;
  return list.length === 0 ? '' : `${list.length === 1 ? 'The number is' : 'The numbers are'} ${
    sayList(list.map(({number}) => sayNumber(number)))}.`;
}

/** A number in groups, as people read numbers out; the last group has four figures where that fits. */
export function sayNumber(number) {
  const plus = number.startsWith('+') ? '+' : '';
  const digits = number.slice(plus.length);
  return plus + digits.replace(/(\d)(?=(\d{3})*\d{4}$)/g, '$1 ');
}

/** A sign in words: "twice (about 10 seconds)". */
export function sayRing(seconds) {
  return seconds in RINGS ? `${RINGS[seconds]} (about ${seconds} seconds)` : `for ${seconds} seconds`;
}

function ring(policy, who) {
  if (policy.ring === undefined || policy.ring === null) {
    return '';
  }
  const {seconds, waitSeconds} = policy.ring;
  return `First the phone rings ${sayRing(seconds)} and stops. ${sayMinutes(waitSeconds)} later it rings again: that`
      + ` is ${who.we === 'you' ? 'your call' : 'us'}.`;
}

function sayMinutes(seconds) {
  return seconds === 60 ? 'A minute' : seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}

function answers(envelope, who) {
  const otherwise = OTHERWISE[envelope.otherwise.choice].say ?? envelope.otherwise.words;
  const then = otherwise === '' ? `${who.we} hang up without a word` : `${who.we} say “${otherwise}” and hang up`;
  const known = {
    SELF: `Only ${who.they} answer this phone.`,
    OTHERS: 'Other people may answer this phone, and they must not know.',
    TRUSTED: `Someone ${who.they} trust may answer this phone.`,
  }[envelope.answers] ?? '';
  return `${known} If it is anybody else, ${then}.`;
}

function check(envelope, who) {
  return envelope.check === '' ? '' : `Before anything else ${who.we} ask: “${envelope.check}”`;
}

function voicemail(policy, envelope, who, today) {
  if (policy.voicemail.consent === 'NONE' || !holds(policy.voicemail, today)) {
    return 'No message may be left. At a voicemail the call ends before the tone.';
  }
  const which = policy.voicemail.consent === 'VAGUE' ? 'A message that says nothing may be left' :
    'A message may be left in these words only';
  const words = envelope.voicemail === '' ? '' : ` “${envelope.voicemail}”`;
  return `${which}, until ${sayDay(policy.voicemail.until, today)}${words === '' ? '.' : `:${words}`}`;
}

/** What the survivor's phone shows while it rings, as far as the plan decides it. */
function sayShown(policy, today = dayAt(new Date(), policy.zone)) {
  const consent = policy.identity;
  if (consent.shows === 'PRIVATE' || !holds(consent, today)) {
    return 'The phone shows a private call, without a number.';
  }
  const what = consent.shows === 'LEASED' ? 'a number that belongs to nobody' : 'another name that was agreed';
  return `The phone shows ${what}, until ${sayDay(consent.until, today)}.`;
}

function rejected(policy, who, today) {
  const consent = policy.ifRejected;
  if (!holds(consent, today)) {
    return `If the phone refuses private calls, ${who.we} do not call.`;
  }
  const until = `until ${sayDay(consent.until, today)}`;
  return `If the phone refuses private calls, ${consent.scope === 'ONE_CALL' ? 'one call' : 'calls'} may show a number`
      + ` that belongs to nobody, ${until}. The risks were read out.`;
}

/** What was agreed for a line that drops, as the server carries it out. */
function dropped(policy, who, today) {
  const {rule, minutes} = policy.dropped;
  const time = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const reach = `within ${time} and reach the same person. After that it leads nowhere.`;
  const number = policy.identity.shows !== 'PRIVATE' && holds(policy.identity, today)
    ? `${who.They} may call the number that the phone showed ${reach}`
    : holds(policy.ifRejected, today) ? `If the phone showed a number, ${who.they} may call it ${reach}`
      : `The phone shows no number, so ${who.they} cannot call back on it.`;
  return {
    WAIT: `If the line drops, ${who.we} do not ring again. ${number}`,
    REDIAL_ONCE: `If the line drops, ${who.we} call once more after ${time}, if that is still a safe time.`,
    NEVER: 'If the line drops, it is over and nobody calls back.',
  }[rule];
}

function monitored(policy) {
  return policy.monitored
    ? 'Somebody may be watching this phone, so only an encrypted line is used. What the phone itself shows or records'
        + ' cannot be protected.' : '';
}

function ends(policy, who, today) {
  return `${who.We} ask again on ${sayDay(policy.askAgain, today)}. After ${sayDay(policy.end, today)} all of this is`
      + ' erased.';
}

function attempts(policy) {
  return policy.attempts === 1 ? 'It is tried once.' : `It is tried ${policy.attempts === 2 ? 'twice'
    : `${policy.attempts} times`} at most.`;
}

/**
 * Sentences of a whole plan, each with its topic, the weightiest first.
 *
 * @param voice 'READ' for the advocate, 'ALOUD' to be read out to the survivor
 */
export function readBack(policy, envelope, {voice = 'READ', now = new Date()} = {}) {
  const who = PERSONS[voice];
  const local = localAt(now, policy.zone);
  const today = local.slice(0, 10);
  const name = voice === 'ALOUD' ? 'you' : envelope.call;
  const theyCall = policy.caller === 'THEY_CALL';
  const greeting = voice === 'ALOUD' && !theyCall ? `We ask for ${envelope.call}.` : '';
  const lines = theyCall ? [
    ['when', caller(policy, who, name, local)],
    ['check', check(envelope, who)],
    ['end', ends(policy, who, today)],
  ] : [
    ['when', caller(policy, who, name, local)],
    ['except', exceptions(policy, who, local)],
    ['voicemail', voicemail(policy, envelope, who, today)],
    ['who', [greeting, answers(envelope, who)].filter(Boolean).join(' ')],
    ['check', check(envelope, who)],
    ['numbers', voice === 'ALOUD' ? numbers(envelope) : ''],
    ['ring', ring(policy, who)],
    ['shows', sayShown(policy, today)],
    ['rejected', rejected(policy, who, today)],
    ['dropped', dropped(policy, who, today)],
    ['monitored', monitored(policy)],
    ['attempts', attempts(policy)],
    ['end', ends(policy, who, today)],
  ];
  return lines.filter(([, text]) => text !== '').map(([topic, text]) => ({topic, text}));
}

/** What has to be asked again, in words; empty where every consent holds. */
export function overdue(policy, now = new Date()) {
  const today = dayAt(now, policy.zone);
  const list = [];
  if (policy.askAgain <= today) {
    list.push(`It was agreed to ask again on ${sayDay(policy.askAgain, today)}.`);
  }
  if (policy.voicemail.consent !== 'NONE' && !holds(policy.voicemail, today)) {
    list.push('The consent to leave a message is over.');
  }
  if (policy.identity.shows !== 'PRIVATE' && !holds(policy.identity, today)) {
    list.push('The consent to show a number is over.');
  }
  if (policy.ifRejected && !holds(policy.ifRejected, today)) {
    list.push('The consent to show a number to a phone that refuses private calls is over.');
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
  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
  if (!item.now) {
    return capital(sayInstant(item.from, zone, now));
  }
  return item.until ? `Now, until ${sayUntil(item.until, zone, now)}` : 'Now';
}

/** The time alone where it is on the same day. */
function sayUntil(until, zone, now) {
  const [day, time] = localAt(new Date(until), zone).split('T');
  return day === dayAt(now, zone) ? sayTime(time) : sayInstant(until, zone, now);
}
