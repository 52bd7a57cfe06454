// The rules in force as one sheet of paper, for those who call, who are called and who answer for it. Made of what the
// server says now, in the language that its reader has; the page and the PDF are drawn from the same lines.

import {el} from './dom.js';
import {hoursOf} from './clientsheet.js';
import {DrawnPdf, canDraw} from './drawnpdf.js';
import {PAGE, Pdf, isWritable} from './pdf.js';

const MARGIN = 56;
const SIZES = {usual: {title: 18, part: 12, text: 10.5}, large: {title: 26, part: 19, text: 17}};
const LEADING = 1.32;

const row = ({say, counted, day}, {about, ours, reason, until}) => [counted({sentence: about}), counted(ours),
  say('Why: {reason}', {reason: reason ?? say('nobody wrote a reason.')}),
  until === null ? '' : say('Until {day}.', {day: day(until)})].join(' ').trim();

const named = (say, each, text) => each === null ? text : say('{name}: {what}', {name: each, what: text});

function weaker(voice, {rows}) {
  return rows.filter(({standing}) => standing === 'WEAKER')
      .map(each => named(voice.say, each.whose, row(voice, each)));
}

function spans(say, hours, locale) {
  const words = {
    night: (from, until) => say('{from} to {until}, the next day', {from, until}),
    day: (from, until) => say('{from} to {until}', {from, until}),
    apart: say('not every week'),
  };
  return hoursOf({hours}, words, locale).join('; ');
}

function dropped(say, {drop, dropMinutes: n}) {
  return {
    NEVER: say('After a drop nobody calls again by itself.'),
    REDIAL_ONCE: say('After a drop the centre calls once more, after this many minutes: {n}.', {n}),
    WAIT: say('After a drop their call back reaches you, for this many minutes: {n}.', {n}),
    WAIT_THEN_HELPLINE: say('After a drop their call back reaches you or whoever is on duty, for this many minutes:'
        + ' {n}.', {n}),
  }[drop];
}

function forAdvocates(voice, rules) {
  const {say, locale} = voice;
  return {title: say('How we phone survivors'), parts: [
    [say('Before a call'), [
      say('Let the centre connect every call. Your own number never shows.'),
      say('Call only when it was agreed. Any other call is refused, and the page names the next safe time.'),
    ]],
    ...rules.programmes.map(each => [each.name, [
      each.shows ? say('A borrowed number may show if they agreed to it. Every other call is private.')
        : say('Every call is private: no number shows.'),
      each.planned ? say('Every call needs a contact plan.') : say('Calls go out without a contact plan too.'),
      each.hours === null ? say('At any hour that was agreed.')
        : say('Within these hours: {hours}.', {hours: spans(say, each.hours, locale)}),
      `${dropped(say, each)} ${say('What the plan says comes first.')}`,
    ]]),
    [say('In every call'), [
      say('Make sure who it is before you say who you are.'),
      say('A voicemail gets the words that were agreed, or none.'),
      say('Do not text. Others can read a text for as long as a phone keeps it.'),
      say('In an emergency call from a phone itself. The system calls no emergency service.'),
    ]],
    [say('What stays'), [
      say('Write down no name, number or time of a call outside the console.'),
      say('A message that a caller left is deleted after this many days at most: {n}.', {n: rules.kept.messageDays}),
      say('Say at once if a device is lost: it can be wiped from another one.'),
      say('When your work is over, switch yourself off: then nothing rings.'),
    ]],
    [say('Weaker than the guide'), weaker(voice, rules)],
  ]};
}

function reach({say, locale}, {lines}) {
  return lines.length === 0 ? [say('Ask us how you can reach us.')] : lines.flatMap(line => [
    say('Call {number}.', {number: line.numbers.join(', ')}),
    line.hours === null ? say('Somebody answers at any time.') : line.hours.length === 0 ? ''
      : say('Somebody answers at these times: {hours}.', {hours: spans(say, line.hours, locale)}),
    line.messages ? say('When nobody answers, you can leave a message.') : '',
  ]);
}

function forSurvivors(voice, rules) {
  const {say} = voice;
  return {title: say('How we call you'), parts: [
    [say('When we call'), [
      rules.programmes.some(each => each.shows)
        ? say('Your phone shows no number, or one that leads nowhere, unless you agreed to see one.')
        : say('Your phone shows no number, or one that leads nowhere.'),
      rules.programmes.every(each => each.planned) ? say('We call only at times that you agreed to.')
        : say('If you agreed to times with us, we call only then.'),
      say('We leave a message, or send a text, only if you agreed to it.'),
      say('If a call breaks off, we do what you agreed to.'),
    ]],
    [say('How to reach us'), [...reach(voice, rules),
      say('Your own calls stay in your phone’s list, and may stand on its bill.')]],
    [say('What we keep'), [
      say('If no call-back is agreed, your number is gone when the call ends.'),
      say('If one is agreed, your number and what you told us for it are sealed. Only staff who are signed in can open'
          + ' them. They are deleted after this many days at most: {n}.', {n: rules.kept.planDays}),
      rules.lines.some(line => line.messages)
        ? say('A message that you leave is deleted after this many days at most: {n}.', {n: rules.kept.messageDays})
        : '',
      say('We count calls by the month. We keep no list of calls.'),
    ]],
    [say('How to change it'), [
      say('Tell whoever calls you, or call us. You can change what you agreed to, end it, or have all of it deleted at'
          + ' any time.'),
    ]],
    [say('What we cannot change'), [
      say('Your phone and its company may keep that there was a call, when, and for how long.'),
      say('Whoever watches your phone may hear the call. If you can, call us from another phone.'),
    ]],
  ]};
}

function forTheBoard(voice, rules) {
  const {say} = voice;
  const count = standing => rules.rows.filter(each => each.standing === standing).length;
  return {title: say('Our rules for phoning survivors'), parts: [
    [say('Beside the guide'), [
      say('Settings that are as the guide says: {n}.', {n: count('SAME')}),
      say('Settings that are safer than the guide: {n}.', {n: count('STRONGER')}),
      say('Settings that are weaker than the guide: {n}.', {n: count('WEAKER')}),
      ...weaker(voice, rules),
    ]],
    [say('Programmes'), rules.programmes.map(each => named(say, each.name, [
      each.shows ? say('A borrowed number may show where the plan allows it.') : say('Calls are always hidden.'),
      each.planned ? say('Every call needs a contact plan.') : say('Calls go out without a contact plan too.'),
    ].join(' ')))],
    [say('What we keep'), [
      say('Names, numbers and words of survivors are sealed in the browser. Neither the host nor whoever takes the disk'
          + ' can read them.'),
      say('A contact plan ends after this many days at most: {n}.', {n: rules.kept.planDays}),
      say('A message that a caller left is deleted after this many days at most: {n}.', {n: rules.kept.messageDays}),
      say('We count calls by the month. We keep no list of calls.'),
      say('Every deletion leaves a receipt that names nobody.'),
    ]],
    [say('In danger'), [say('A call outside the plan needs a second person, or waits for this many minutes: {n}.',
        {n: rules.kept.overrideMinutes})]],
    [say('What we cannot promise'), [
      say('Carriers know whom the centre called, when, and for how long, and keep it as their law says.'),
      say('Whoever watches a survivor’s phone, or holds an unlocked device of ours, sees what its user sees.'),
    ]],
  ]};
}

const READERS = {ADVOCATES: forAdvocates, SURVIVORS: forSurvivors, BOARD: forTheBoard};

/** The sheet for a reader: {title, parts: [[title, lines]], foot}; 'voice' is a speaker of say.js. */
export function handout(reader, rules, voice) {
  const {say} = voice;
  const format = new Intl.DateTimeFormat(voice.locale, {dateStyle: 'long', timeZone: 'UTC'});
  const day = text => format.format(new Date(`${text}T00:00:00Z`));
  const {title, parts} = READERS[reader]({...voice, day}, rules);
  return {
    title,
    parts: parts.map(([name, lines]) => [name, lines.filter(line => line !== '')])
        .filter(([, lines]) => lines.length > 0),
    foot: say('Version {version}, {day}. Made from the rules in force: other rules have another version.',
        {version: rules.version, day: day(rules.day)}),
  };
}

/** The sheet in the page; 'voice' is the speaker of its language. */
export const draw = ({title, parts, foot}, {code: lang, direction: dir}, large) =>
  el('article', {class: ['sheet', 'handout', large ? 'large' : 'usual'].join(' '), lang, dir, 'aria-label': title},
      el('h2', {text: title}),
      parts.map(([name, lines]) => el('section', null, el('h3', {text: name}),
          el('ul', null, lines.map(text => el('li', {text}))))),
      el('p', {class: 'made', text: foot}));

/** Without the marks that set apart letters of the other direction, and with plain spaces. */
const plain = text => text.replace(/[\u2066-\u2069]/g, '').replace(/[\u00a0\u202f]/g, ' ');

/** Whether the PDF's own font has every letter of it. */
const isPlain = ({title, parts, foot}) => isWritable(plain([title, foot, ...parts.flat(2)].join(' ')));

/** Whether it can be had as a PDF here. */
export const hasPdf = sheet => isPlain(sheet) || canDraw();

/** The same as a PDF: one page in the usual size, more in large print if it needs them; 'voice' is its speaker. */
export function pdfOf(sheet, voice, large) {
  const {title, parts, foot} = sheet;
  const size = large ? SIZES.large : SIZES.usual;
  const own = isPlain(sheet);
  const pdf = own ? new Pdf() : new DrawnPdf(voice);
  const width = PAGE.width - 2 * MARGIN;
  let y = PAGE.height - MARGIN - size.title;
  const write = (text, points, font, {mark = '', above = 0} = {}) => {
    const indent = mark === '' ? 0 : points;
    const lines = pdf.wrapped(own ? plain(text) : text, width - indent, points, font);
    const height = above + lines.length * points * LEADING;
    if (y - height < MARGIN) {
      pdf.next();
      y = PAGE.height - MARGIN - points;
    } else {
      y -= above;
    }
    lines.forEach((line, i) => {
      if (i === 0 && mark !== '') {
        pdf.text(MARGIN, y, points, mark);
      }
      pdf.text(MARGIN + indent, y, points, line, font);
      y -= points * LEADING;
    });
  };
  write(title, size.title, 'bold');
  parts.forEach(([name, lines]) => {
    write(name, size.part, 'bold', {above: size.part * 0.6});
    lines.forEach(line => write(line, size.text, 'plain', {mark: '–'}));
  });
  write(foot, size.text * 0.85, 'plain', {above: size.text});
  return pdf;
}
