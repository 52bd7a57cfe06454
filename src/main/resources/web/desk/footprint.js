// What a call would leave behind, as the server says it, before the call is made: a small picture of a phone, and five
// lines with their reasons. A colour is never the only sign: each line has a mark and words.

import {el, sentence} from './dom.js';
import {dayInWords} from './days.js';
import {nextTime} from './plandays.js';
import {say, told} from './say.js';

const PLACES = {
  SCREEN: {line: say('Their screen')},
  CALL_LOG: {line: say('Their list of calls'), part: say('Calls')},
  VOICEMAIL: {line: say('Their voicemail'), part: say('Voicemail')},
  BILL: {line: say('Their bill'), part: say('Bill')},
  OUR_DISK: {line: say('Our disk'), part: say('Our disk')},
};

const LEVELS = {
  GREEN: {mark: '✓', words: say('does not tell')},
  AMBER: {mark: '?', words: say('may tell')},
  RED: {mark: '!', words: say('tells')},
};

const CALLER = {HIDDEN: say('Private call'), NUMBER: say('A number'), SHOWN: say('A number and a name')};

/**
 * Asks the server, which places and counts nothing. Answers {seen}, {refused: {message, nextSafeTime}} as the call
 * itself would be, or {failed: a sentence}.
 *
 * @param plan {id, version, policy}
 */
export async function askFootprint(app, {id, version, policy}, {override, shown = false} = {}) {
  const body = {plan: id, version: String(version), programme: policy.programme};
  if (override !== undefined) {
    body.override = override;
  }
  if (shown) {
    body.identity = 'shown';
  }
  try {
    return {seen: await app.api.post('/api/footprint', body)};
  } catch (error) {
    return error.status === 422 ? {refused: error.body} : {failed: sentence(error)};
  }
}

const mark = level => el('span', {class: 'mark', data: {level}, text: LEVELS[level].mark});

/** The picture says nothing that the lines do not say, so a screen reader skips it. */
function picture({shows, surfaces}) {
  const level = Object.fromEntries(surfaces.map(each => [each.surface, each.level]));
  const part = (surface, kind) => el('span', {class: kind, data: {level: level[surface]}}, mark(level[surface]),
      PLACES[surface].part);
  return el('div', {class: 'traces', 'aria-hidden': 'true'},
      el('div', {class: 'handset'},
          el('span', {class: 'shown', data: {level: level.SCREEN}}, mark(level.SCREEN), CALLER[shows]),
          part('CALL_LOG', 'app'), part('VOICEMAIL', 'app')),
      part('BILL', 'paper'), part('OUR_DISK', 'paper'));
}

function line({surface, level, what, why}) {
  return el('li', {data: {surface, level}}, el('details', null,
      el('summary', null, mark(level), el('span', null, el('strong', {text: PLACES[surface].line}), ' ',
          el('span', {class: 'tells', text: LEVELS[level].words}), '. ', told(what))),
      el('p', {class: 'hint', text: told(why)})));
}

/** What is promised beside what a test call saw on the line that the call would take. */
const seenBeside = ({line, promised, day, saw}) => el('dl', {class: 'seen'},
    el('div', null, el('dt', {text: say('Promised')}), el('dd', {text: told(promised)})),
    el('div', null,
        el('dt', {text: day === undefined ? say('Seen') : say('Seen by a test call, {day}', {day: dayInWords(day)})}),
        el('dd', {text: day === undefined ? say('Nothing yet: no test call was right on this line.') : told(saw)}),
        el('dd', {class: 'hint'}, say('Line:'), ' ', el('bdi', {text: line}))));

/** What was answered, to be looked at: the footprint, or that there would be no call and when there would be one. */
export function footprintCard(answer, zone) {
  if (answer.seen !== undefined) {
    return el('section', {class: 'card footprint'}, el('h2', {text: say('What this call leaves behind')}),
        picture(answer.seen), el('ul', null, answer.seen.surfaces.map(line)),
        answer.seen.seen && seenBeside(answer.seen.seen));
  }
  const {message, nextSafeTime = null} = answer.refused ?? {message: answer.failed};
  const title = answer.refused ? say('Not now') : say('Not known now');
  return el('section', {class: 'card footprint'}, el('h2', {text: title}),
      el('p', {text: told(message)}),
      nextSafeTime && el('p', null, say('Next safe time:'), ' ', el('strong', {text: nextTime(nextSafeTime, zone)})));
}
