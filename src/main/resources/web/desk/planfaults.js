// What is wrong with a plan that is being agreed, in plain sentences, step by step. Pure.

import {daysBetween, isDay, isLocal, isTime, isZone, localAt, plusDays, sayDay, weekday} from './plandays.js';
import {RISKS, diallingOf, messageOf, singleTimes} from './planmodel.js';
import {numberFault} from './plannumber.js';
import {say} from './say.js';

const MOST_WINDOWS = 42;
const MOST_HOURS = 7 * 24;
const LONGEST_NIGHT = 12;
const HOUR_MILLIS = 3_600_000;

const hoursOf = ({from, to}) => (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / HOUR_MILLIS;
const isBetween = (least, most, number) => least < number && number < most;

function windowFaults(draft) {
  if (draft.windows.some(window => !isTime(window.from) || !isTime(window.to))) {
    return say('Set from when until when it is safe.');
  }
  if (draft.windows.some(window => window.from === window.to && window.from !== '00:00')) {
    return say('The hours begin and end at the same time. Change one of them.');
  }
  return draft.windows.length > MOST_WINDOWS ? say('These are too many times. Choose fewer.') : '';
}

const SPANS = {
  THIS: {set: say('Set the day and the hours of this time.'), turned: say('The end of this time is before its start.')},
  ONCE: {set: say('Set the day and the hours of the one time.'),
    turned: say('The end of the one time is before its start.')},
  EXCEPT: {set: say('Set the day and the hours of the time that is not safe.'),
    turned: say('The end of the time that is not safe is before its start.')},
};

function spanFaults(spans, {set, turned}) {
  if (spans.some(span => !isLocal(span.from) || !isLocal(span.to))) {
    return set;
  }
  return spans.some(span => span.from >= span.to) ? turned : '';
}

/** What is wrong with one single time about to be added: 'once' is safe, 'except' is not. */
export function spanFault(key, span, draft, now = new Date()) {
  const at = nowOf(draft, now);
  return spanFaults([span], SPANS.THIS) || (key === 'once' ? onceFaults([span], draft.end, at)
    : span.to <= at ? say('This time is over. Choose one to come.') : '');
}

/** Single times that are safe: neither over nor after the plan's last day. */
function onceFaults(spans, end, now) {
  if (spans.some(span => span.to <= now)) {
    return say('This time is over. Choose one to come.');
  }
  if (spans.some(span => span.to.slice(11) <= span.from.slice(11) && isBetween(LONGEST_NIGHT, 24, hoursOf(span)))) {
    return say('A single time over a night lasts twelve hours at most. Is its end right?');
  }
  if (spans.some(span => hoursOf(span) > MOST_HOURS)) {
    return say('A single time lasts a week at most. Choose weekly hours instead.');
  }
  return isDay(end) && spans.some(span => span.from.slice(0, 10) > end)
    ? say('This is after the plan’s last day, {day}. Choose an earlier day.', {day: sayDay(end, now.slice(0, 10))})
    : '';
}

/** Whether any time is left at which a call is safe: local times, to the minute. */
function opensAgain({windows, except, end}, once, now) {
  const last = `${plusDays(end, 1)}T00:00`;
  const weekly = [];
  for (let day = plusDays(now.slice(0, 10), -1); day <= end; day = plusDays(day, 1)) {
    for (const {from, to} of windows.filter(window => window.day === weekday(day))) {
      weekly.push({from: `${day}T${from}`, to: `${to > from ? day : plusDays(day, 1)}T${to}`});
    }
  }
  const later = (one, other) => one > other ? one : other;
  return [...weekly, ...once].some(span => {
    let open = [{from: later(span.from, now), to: span.to < last ? span.to : last}];
    for (const not of except) {
      open = open.flatMap(({from, to}) => [{from, to: to < not.from ? to : not.from}, {from: later(from, not.to), to}])
          .filter(({from, to}) => from < to);
    }
    return open.some(({from, to}) => from < to);
  });
}

/** What is wrong with the times as a whole; what is wrong with the plan's end or its exceptions is said there. */
function timesFault(draft, now) {
  const once = singleTimes(draft);
  if (draft.windows.length + once.length === 0) {
    return say('Choose when it is safe to call.');
  }
  const fault = windowFaults(draft) || spanFaults(once, SPANS.ONCE) || onceFaults(once, draft.end, now);
  const elsewhere = !isDay(draft.end) || draft.end < now.slice(0, 10) || spanFaults(draft.except, SPANS.EXCEPT) !== '';
  return fault !== '' || elsewhere || opensAgain(draft, once, now) ? fault
    : say('No time is left at which it is safe to call before the plan ends, after {day}. Choose other times or a later'
      + ' last day.', {day: sayDay(draft.end, now.slice(0, 10))});
}

/** Now by the survivor's clock, to the minute; by this device's while no zone is chosen. */
function nowOf(draft, now) {
  return localAt(now, isZone(draft.zone) ? draft.zone : 'UTC');
}

/** What is wrong with one step: plain sentences by field; an empty object if nothing is. */
export const STEPS = {
  caller: draft => draft.caller === null ? {caller: say('Choose who calls.')} : {},
  when: (draft, now = new Date()) => {
    const fault = timesFault(draft, nowOf(draft, now));
    return fault === '' ? {} : {when: fault};
  },
  voicemail: draft => draft.voicemail.consent === 'AGREED' && draft.voicemail.words.trim() === ''
    ? {words: say('Write the words that you agreed, or choose another answer.')} : {},
  who: draft => draft.who === null ? {who: say('Choose who may answer.')}
    : draft.otherwise === 'WORDS' && draft.otherwiseWords.trim() === ''
      ? {otherwise: say('Write what to say to anybody else, or choose another answer.')} : {},
  number: draft => {
    const faults = {};
    if (draft.call.trim() === '') {
      faults.call = say('Ask what to call them on the phone. It need not be their name.');
    }
    if (draft.caller === 'WE_CALL') {
      put(faults, 'sayName', draft.voicemail.consent === 'VAGUE' && messageOf(draft) === ''
        ? say('Type the name that we say in a message. It need not be ours.') : '');
      draft.numbers.forEach(({number}, index) => {
        const fault = numberFault(number, diallingOf(draft));
        if (fault !== '') {
          faults[`number${index}`] = fault;
        }
      });
    }
    return faults;
  },
  more: (draft, now = new Date()) => {
    const faults = {};
    const today = nowOf(draft, now).slice(0, 10);
    put(faults, 'zone', isZone(draft.zone) ? '' : say('Choose the time zone of the place where the phone is.'));
    put(faults, 'end', endFault(draft, today));
    put(faults, 'askAgain', !isDay(draft.askAgain) ? say('Choose the day to ask again.')
      : draft.askAgain < today ? say('The day to ask again is over. Choose one to come.')
        : draft.askAgain > draft.end ? say('The day to ask again is after the plan’s end.') : '');
    put(faults, 'except', spanFaults(draft.except, SPANS.EXCEPT));
    put(faults, 'message', draft.voicemail.consent === 'NONE' ? '' : untilFault(draft.voicemail, draft, today));
    put(faults, 'shows', showsFault(draft) || (draft.identity.shows === 'PRIVATE' ? ''
      : untilFault(draft.identity, draft, today)));
    put(faults, 'rejected', rejectedFault(draft, today));
    put(faults, 'languages', draft.languages.length === 0 ? say('Choose at least one language.') : '');
    return faults;
  },
};

function put(faults, field, fault) {
  if (fault !== '') {
    faults[field] = fault;
  }
}

function endFault(draft, today) {
  if (!isDay(draft.end)) {
    return say('Every plan has an end. Choose its last day.');
  }
  if (draft.end < today) {
    return say('The last day is over. Choose one to come.');
  }
  return daysBetween(today, draft.end) > draft.mostDays
    ? say({one: 'A plan lasts {count} day at most here. It can be renewed then.',
      other: 'A plan lasts {count} days at most here. It can be renewed then.'}, {count: draft.mostDays}) : '';
}

const allRead = ({risks}) => Object.keys(RISKS).every(risk => risks.includes(risk));

const ENDS = say('Choose until which day this holds, no later than the plan’s end.');

/** A consent has an end of its own, or the plan's. */
function untilFault({until}, {end}, today) {
  return until === null || isDay(until) && today <= until && until <= end ? '' : ENDS;
}

/** What shows is agreed knowing the risks, or it does not show. */
function showsFault({identity}) {
  return identity.shows === 'PRIVATE' || allRead(identity) ? ''
    : say('Read each risk of showing a number out and tick it, or choose a private call.');
}

function rejectedFault(draft, today) {
  const consent = draft.ifRejected;
  if (consent === null) {
    return '';
  }
  if (!allRead(consent)) {
    return say('Read each risk out and tick it, or choose that we do not call.');
  }
  return consent.scope === 'UNTIL' && consent.until === null ? ENDS : untilFault(consent, draft, today);
}

/** The steps that this draft goes through. */
function stepsOf(draft) {
  return draft.caller === 'THEY_CALL' ? ['caller', 'number', 'more']
    : ['caller', 'when', 'voicemail', 'who', 'number', 'more'];
}

/** All faults, by step; empty if the plan can be kept. */
export function faultsOf(draft, now = new Date()) {
  return Object.fromEntries(stepsOf(draft).map(step => [step, STEPS[step](draft, now)])
      .filter(([, faults]) => Object.keys(faults).length > 0));
}

