// The sheet for clients who have somebody's own number: one page, in the language that they read, with nobody's name.

import {add, button, choice, el, heading, sentence, step} from './dom.js';
import {backButton, foot} from './choices.js';
import {code, languages, say, speaker} from './say.js';

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

/** What it says, by whoever says it in the client's language. */
function lines(say, {then}) {
  return {
    title: say('How to reach us'),
    call: say('The number to call:'),
    hours: say('Somebody answers at these times:'),
    none: say('Ask us for the times.'),
    night: (from, until) => say('{from} to {until}, the next day', {from, until}),
    day: (from, until) => say('{from} to {until}', {from, until}),
    apart: say('not every week'),
    else: {
      HELPLINE: say('At any other time, or when nobody answers, your call goes on to somebody else.'),
      MESSAGE: say('At any other time, or when nobody answers, you can leave a message.'),
      HANG_UP: say('At any other time, or when nobody answers, a voice says so and the call ends.'),
    }[then],
    shows: say('When we call you, your phone shows no number, or one that leads nowhere. It never shows this one.'),
    own: say('Your own calls stay in your phone’s list, and may stand on its bill.'),
  };
}

/** One line for each stretch of hours, as people say them there. */
/** Beside every button that prints what is given away. */
export const edges = () => el('p', {class: 'hint', text: say('Where the browser asks how to print, switch off headers'
    + ' and footers: they would put this page’s address on the paper.')});

export function hoursOf({hours}, words, locale) {
  const day = new Intl.DateTimeFormat(locale, {weekday: 'long', timeZone: 'UTC'});
  const clock = new Intl.DateTimeFormat(locale, {hour: 'numeric', minute: '2-digit', timeZone: 'UTC'});
  const list = new Intl.ListFormat(locale, {type: 'conjunction'});
  const at = text => clock.format(A_MONDAY + Date.parse(`1970-01-01T${text}Z`));
  return hours.map(({days, weeksApart, from, until}) => {
    const names = list.format(days.map(each => day.format(A_MONDAY + DAYS.indexOf(each) * DAY)));
    const span = until > from ? words.day(at(from), at(until)) : words.night(at(from), at(until));
    return `${names}: ${span}${weeksApart > 1 ? ` (${words.apart})` : ''}`;
  });
}

function draw(direct, voice) {
  const words = lines(voice.say, direct);
  const hours = hoursOf(direct, words, voice.locale);
  return el('article', {class: 'sheet', lang: voice.code, dir: voice.direction, 'aria-label': words.title},
      el('h2', {text: words.title}),
      el('p', null, words.call, ' ', el('bdi', {class: 'number', text: direct.number})),
      el('p', {text: hours.length > 0 ? words.hours : words.none}),
      hours.length > 0 && el('ul', null, hours.map(text => el('li', {text}))),
      el('p', {text: words.else}), el('p', {text: words.shows}), el('p', {text: words.own}));
}

async function sheetPage(root, app, direct, back) {
  let paper = draw(direct, await speaker(code)); // stands in the view itself: nothing else there is printed
  const show = async other => {
    const next = draw(direct, await speaker(other));
    paper.replaceWith(next);
    paper = next;
  };
  const language = choice(say('The language that they read'), languages.map(each => [each.code, each.name]), code,
      value => show(value).catch(error => app.say(sentence(error))));
  step(root, heading(say('Sheet for clients')),
      el('p', {class: 'soft', text: say('It names nobody. Give it only to somebody who can keep it safely.')}),
      language, paper, button(say('Print'), async () => print(), {kind: 'go'}), edges(),
      foot(backButton(back)));
}

/** Among one's settings, for whoever has a number of their own. */
export function directCard(root, app, back) {
  const node = el('section', {class: 'card', hidden: true});
  app.api.get('/api/me/direct').then(direct => {
    if (direct.number !== null) {
      add(node, el('h2', {text: say('My own number')}),
          el('p', null, el('bdi', {text: direct.number})),
          el('p', {class: 'soft', text: say('Clients who have it reach you while you are on, and nobody while you'
              + ' are off.')}),
          button(say('Sheet for clients'), () => sheetPage(root, app, direct, back)));
      node.hidden = false;
    }
  }, () => {}); // asked again when the page is opened again
  return node;
}
