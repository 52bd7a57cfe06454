// A contact plan while it is agreed: what was answered, and the two halves that come of it. Pure: no page, no network.
//
// Every default is the one that does least on the survivor's phone. No message is left, nothing is shown, no number
// stands in for a refused private call. After a dropped call nobody calls back: "call once more" rings a phone that
// somebody else may just have taken, and "wait for their call" has them ring a number. Two attempts: one is missed
// easily.

import {DAYS, dayAt, daysBetween, localAt, ownZone, plusDays} from './plandays.js';
import {keptNumber} from './plannumber.js';
import {say} from './say.js';
import {vagueWords} from './vaguewords.js';

export const STANDARD_DAYS = 30; // this and the next where the centre says nothing
export const MOST_DAYS = 184;
export const ASK_AGAIN_DAYS = 14;
export const MOST_NUMBERS = 4;
/** How often a phone rings as a sign, as people say it. One ring with its pause lasts about five seconds. */
export const RINGS = {5: say('once'), 10: say('twice'), 15: say('three times')};
export const PAUSE_SECONDS = [60, 120, 300];
const WEEKDAYS = DAYS.slice(0, 5);

/** What the second tap offers; hours are the survivor's. */
export const TIMES = {
  DAYTIME: {name: say('Weekdays'), hint: say('9 am to 5 pm'), days: WEEKDAYS, from: '09:00', to: '17:00'},
  MORNINGS: {name: say('Weekday mornings'), hint: say('9 am to noon'), days: WEEKDAYS, from: '09:00', to: '12:00'},
  EVENINGS: {name: say('Weekday evenings'), hint: say('6 pm to 9 pm'), days: WEEKDAYS, from: '18:00', to: '21:00'},
};

/** Who may answer the phone. */
export const ANSWERERS = {
  SELF: {name: say('Only they answer this phone')},
  OTHERS: {name: say('Others may answer, who must not know')},
  TRUSTED: {name: say('Someone they trust may answer')},
};

/** What is said to anybody else. */
export const OTHERWISE = {
  HANG_UP: {name: say('Hang up without a word'), say: ''},
  WRONG_NUMBER: {name: say('“Sorry, wrong number.”'), say: say('Sorry, wrong number.')},
  ANOTHER_TIME: {name: say('“I will try another time.”'), say: say('I will try another time.')},
  WORDS: {name: say('Words they chose'), say: null},
};

export const DROPPED = {
  NEVER: {name: say('Let the call be over')},
  WAIT: {name: say('Wait for their call')},
  WAIT_THEN_HELPLINE: {name: say('Wait for their call, or a colleague does')},
  REDIAL_ONCE: {name: say('Call once more')},
};

/** What a number that shows can lead to; each is read out before consent. */
export const RISKS = {
  SCREEN: say('The number lights up on the screen while it rings.'),
  CALL_LOG: say('The number stays in the phone’s list of calls.'),
  BILL: say('The number may stand on the phone bill.'),
  CALL_BACK: say('Anyone who holds the phone can call the number back.'),
};

/** Notes are chosen; they are written only where the centre switched that on. */
export const NOTES = {
  INTERPRETER: say('Needs an interpreter'),
  TYPED: say('Hard of hearing; speak slowly and clearly'),
  CHILDREN_NEAR: say('Children may be listening'),
  WOMAN: say('Asked for a woman'),
  MAN: say('Asked for a man'),
  SHORT: say('Keep the call short'),
};

export const LABELS = {MOBILE: say('Mobile'), HOME: say('Home'), WORK: say('Work'), OTHER: say('Someone else’s phone')};

/** A plan of which nothing has been said yet. */
export function newDraft({
  now = new Date(), zone = ownZone(), programme = 'helpline', language = 'en', days = STANDARD_DAYS} = {}) {
  const today = dayAt(now, zone);
  return {
    today, programme, zone,
    caller: null, when: null, windows: [], one: null, once: [], except: [],
    voicemail: {consent: 'NONE', words: '', given: today, until: null},
    who: null, otherwise: 'HANG_UP', otherwiseWords: '',
    call: '', sayName: '', numbers: [{label: 'MOBILE', number: ''}], check: '', notes: [], note: '',
    ring: null, dropped: {rule: 'NEVER', minutes: 5},
    identity: {shows: 'PRIVATE', given: today, until: null, risks: []}, ifRejected: null,
    monitored: false, languages: [language], attempts: 2,
    end: plusDays(today, days), askAgain: plusDays(today, Math.min(ASK_AGAIN_DAYS, days)),
    dialling: {}, freeNotes: false, mostDays: MOST_DAYS, // the centre's
  };
}

/** The draft without anything about a person: what may stay in memory while the page is locked. */
export function withoutPerson(draft) {
  return {
    ...draft, call: '', sayName: '', numbers: [{label: 'MOBILE', number: ''}], check: '', otherwiseWords: '',
    notes: [], note: '',
    otherwise: draft.otherwise === 'WORDS' ? 'HANG_UP' : draft.otherwise,
    voicemail: {...draft.voicemail, words: ''},
  };
}

/** The windows of one of the offered times. */
export function windowsOf(time) {
  return windowsFor(TIMES[time].days, TIMES[time].from, TIMES[time].to);
}

export function windowsFor(days, from, to) {
  return DAYS.filter(day => days.includes(day)).map(day => ({day, from, to}));
}

/** Every single time that is safe: the one that answers the question, and those beside the weekly hours. */
export function singleTimes(draft) {
  return draft.one === null ? draft.once : [draft.one, ...draft.once];
}

/** The half that the server may read, of a draft without faults. An end that nobody chose is the plan's end. */
export function policyOf(draft) {
  const theyCall = draft.caller === 'THEY_CALL';
  const dated = ({given, until}) => ({given, until: until === null || until > draft.end ? draft.end : until});
  const {voicemail, identity} = draft;
  const policy = {
    programme: draft.programme, zone: draft.zone,
    windows: theyCall ? [] : draft.windows, once: theyCall ? [] : singleTimes(draft),
    except: theyCall ? [] : draft.except,
    caller: draft.caller,
    voicemail: {consent: theyCall ? 'NONE' : voicemail.consent, ...dated(voicemail)},
    dropped: draft.dropped,
    identity: {shows: theyCall ? 'PRIVATE' : identity.shows, ...dated(identity)},
    monitored: draft.monitored, languages: draft.languages, end: draft.end, askAgain: draft.askAgain,
    attempts: draft.attempts,
  };
  if (draft.ring !== null && !theyCall) {
    policy.ring = draft.ring;
  }
  if (draft.ifRejected !== null && !theyCall) {
    const {scope, risks} = draft.ifRejected;
    policy.ifRejected = {scope, ...dated(draft.ifRejected), risks};
  }
  return policy;
}

/** The words for a voicemail: agreed, or made anew of what the plan holds by now. */
export function messageOf(draft) {
  const {consent, words} = draft.voicemail;
  const name = draft.sayName.trim();
  return consent === 'NONE' ? '' : consent === 'VAGUE' && name !== '' ? vagueWords(draft, name) : words.trim();
}

/** How this plan's numbers are dialled: {home, countries}, or nothing that is known. */
export function diallingOf(draft) {
  return draft.dialling[draft.programme] ?? {};
}

/** The half that only advocates read. */
export function envelopeOf(draft) {
  const theyCall = draft.caller === 'THEY_CALL';
  return {
    call: draft.call.trim(),
    numbers: theyCall ? [] : draft.numbers.map(({label, number}) =>
      ({label, number: keptNumber(number, diallingOf(draft))})),
    answers: draft.who ?? 'SELF',
    check: draft.check.trim(),
    otherwise: {choice: draft.otherwise, words: draft.otherwise === 'WORDS' ? draft.otherwiseWords.trim() : ''},
    voicemail: theyCall ? '' : messageOf(draft),
    sayName: draft.voicemail.consent === 'NONE' ? '' : draft.sayName.trim(),
    notes: draft.notes, ...draft.freeNotes && draft.note.trim() !== '' && {note: draft.note.trim()},
  };
}

/** A draft of a kept plan, to change it. A consent keeps its dates until it is asked again; after them it is none. */
export function draftOf(policy, envelope, now = new Date()) {
  const today = dayAt(now, policy.zone);
  const empty = newDraft({now, zone: policy.zone, programme: policy.programme});
  const {voicemail, identity, ifRejected, ...rest} = policy;
  const toCome = spans => spans.filter(span => span.to > localAt(now, policy.zone)); // what is over is over
  const once = toCome(policy.once);
  const words = envelope.voicemail ?? '';
  return {
    ...empty, ...rest, when: timeOf(policy, once), one: policy.windows.length === 0 ? once[0] ?? null : null,
    once: policy.windows.length === 0 ? once.slice(1) : once, except: toCome(policy.except),
    ring: policy.ring ?? null, interval: daysBetween(firstOf(voicemail.given, identity.given), policy.askAgain),
    voicemail: holds(voicemail, today) ? {...voicemail, words} : {...empty.voicemail, words},
    identity: holds(identity, today) ? {...identity, risks: identity.shows === 'PRIVATE' ? [] : Object.keys(RISKS)}
      : empty.identity,
    ifRejected: holds(ifRejected, today) ? ifRejected : null,
    who: envelope.answers ?? null,
    otherwise: envelope.otherwise?.choice ?? 'HANG_UP', otherwiseWords: envelope.otherwise?.words ?? '',
    call: envelope.call ?? '', sayName: envelope.sayName ?? '',
    numbers: envelope.numbers?.length > 0 ? envelope.numbers : empty.numbers,
    check: envelope.check ?? '', notes: envelope.notes ?? [], note: envelope.note ?? '',
  };
}

const firstOf = (one, other) => one < other ? one : other;

/** Which of the offered times these windows are; null where no time is left. */
function timeOf({windows}, once) {
  if (windows.length === 0) {
    return once.length === 0 ? null : 'ONCE';
  }
  return Object.keys(TIMES).find(time => JSON.stringify(windowsOf(time)) === JSON.stringify(windows)) ?? 'OTHER';
}

/** Whether a consent holds on that day. */
export function holds(consent, day) {
  return consent !== null && consent !== undefined && consent.given <= day && day <= consent.until;
}

/**
 * The draft while everything is asked again: as good as new from today, for as long as a new one, and asked again after
 * as many days as was agreed. The risks of what
 * shows are read out again before it holds again.
 */
export function renewed(draft, today, days = STANDARD_DAYS) {
  const interval = Math.max(1, draft.interval ?? ASK_AGAIN_DAYS);
  const anew = consent => ({...consent, given: today, until: null});
  return {
    ...draft, today, end: plusDays(today, days), askAgain: plusDays(today, Math.min(interval, days)),
    voicemail: anew(draft.voicemail), identity: {...anew(draft.identity), risks: []},
    ifRejected: draft.ifRejected?.scope === 'ONE_CALL' ? {...anew(draft.ifRejected), risks: []} : null, // its date
    // has to be chosen where there is one
  };
}
