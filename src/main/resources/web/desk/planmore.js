// Everything else of a plan: each group folded, with what holds now in its summary. The defaults do least.

import {backButton, emptyFields, entry, foot, question, typed} from './choices.js';
import {button, choice, el, fault, field} from './dom.js';
import {messageGroup, rejectedGroup, showsGroup} from './planconsents.js';
import {plusDays, sayDay, zoneName, zones} from './plandays.js';
import {STEPS} from './planfaults.js';
import {ASK_AGAIN_DAYS, DROPPED, NOTES, OTHERWISE, PAUSE_SECONDS, RINGS} from './planmodel.js';
import {group, select, ticks} from './planparts.js';
import {spansGroup} from './planspans.js';
import {languageName, sayRing} from './planwords.js';
import {keepsMarked, lineCheck} from './wordmarks.js';

const LANGUAGES = 'en es fr ar zh fa ht ko pl pt ru so tl tr uk ur vi'.split(' ');
const ENDS = [7, 14, 30, 60, 90];
const ATTEMPTS = [1, 2, 3, 5];

const minutes = seconds => seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;

/** Chosen, then kept as chosen while the sign is off and on again. */
function ringGroup(draft) {
  let pattern = draft.ring ?? {seconds: 10, waitSeconds: 120};
  const set = change => {
    pattern = {...pattern, ...change};
    draft.ring = pattern;
  };
  const rings = Object.keys(RINGS).map(Number);
  const seconds = rings.includes(pattern.seconds) ? rings : [...rings, pattern.seconds];
  const selects = el('div', {class: 'spoken'},
      select('Rings', seconds.map(each => [each, sayRing(each)]), pattern.seconds, value => {
        set({seconds: Number(value)});
      }),
      select('Then waits', PAUSE_SECONDS.map(each => [each, minutes(each)]), pattern.waitSeconds, value => {
        set({waitSeconds: Number(value)});
      }));
  selects.hidden = draft.ring === null;
  const now = () => draft.ring === null ? 'No'
    : `Rings ${sayRing(draft.ring.seconds)}, then waits ${minutes(draft.ring.waitSeconds)}`;
  return group('Ring as a sign first', now,
      choice('Does it ring as a sign first?', [
        ['NO', 'No'], ['YES', 'Yes', 'It rings and stops. After the wait it rings again, and that is us.'],
      ], draft.ring === null ? 'NO' : 'YES', value => {
        draft.ring = value === 'NO' ? null : pattern;
        selects.hidden = draft.ring === null;
      }), selects);
}

/** A line that somebody hears on the phone: checked for what it reveals as one types. */
function spokenLine(flow, key) {
  const {draft} = flow;
  const input = typed({value: draft[key], maxlength: 200, dir: 'auto'});
  input.addEventListener('input', () => {
    draft[key] = input.value;
  });
  const line = lineCheck(input, {languages: draft.languages, ...flow.centre});
  flow.lines.push(line);
  return {input, line};
}

function checkGroup(flow) {
  const {draft} = flow;
  const {input, line} = spokenLine(flow, 'check');
  return group('Question to be sure', () => draft.check.trim() === '' ? 'None' : `“${draft.check.trim()}”`,
      field('A question only they can answer', input, 'Asked before anything else: “Which colour did we say?”'),
      line.element);
}

function otherwiseGroup(flow) {
  const {draft} = flow;
  const {input, line} = spokenLine(flow, 'otherwiseWords');
  const words = el('div', {class: 'spoken'}, field('The words', input, 'Nothing that tells who called or why'),
      line.element);
  words.hidden = draft.otherwise !== 'WORDS';
  return group('To anybody else', () => OTHERWISE[draft.otherwise].name,
      choice('If anybody else answers, we', Object.entries(OTHERWISE).map(([value, {name, say}]) =>
        [value, say === '' ? name : say === null ? 'Say words they chose' : `Say ${name}`]), draft.otherwise, value => {
        draft.otherwise = value;
        words.hidden = value !== 'WORDS';
      }), words);
}

function droppedGroup(draft) {
  const wait = select('Minutes', [1, 2, 5, 10, 15].map(each => [each, String(each)]), draft.dropped.minutes, value => {
    draft.dropped = {...draft.dropped, minutes: Number(value)};
  });
  wait.hidden = draft.dropped.rule === 'NEVER';
  const hints = {NEVER: 'Safest. Nothing rings, and nobody waits.',
    WAIT: 'Nothing rings. If the call showed a number, they can call it back within the minutes and reach you.',
    REDIAL_ONCE: 'Their phone rings again, whoever holds it then.'};
  return group('If the line drops', () => DROPPED[draft.dropped.rule].name,
      choice('If the line drops, we', Object.entries(DROPPED).map(([value, {name}]) => [value, name, hints[value]]),
          draft.dropped.rule, value => {
            draft.dropped = {...draft.dropped, rule: value};
            wait.hidden = value === 'NEVER';
          }), wait);
}

function watchedGroup(draft) {
  return group('Is this phone watched?', () => draft.monitored ? 'Yes, or not sure' : 'No',
      choice('Might somebody watch or listen in on this phone?', [
        ['NO', 'No'],
        ['YES', 'Yes, or not sure', 'We then use an encrypted line only. Their phone still shows and records what it'
            + ' does.'],
      ], draft.monitored ? 'YES' : 'NO', value => {
        draft.monitored = value === 'YES';
      }));
}

function languagesGroup(draft) {
  const offered = [...new Set([...draft.languages, ...LANGUAGES])].map(tag => [tag, languageName(tag)]);
  return group('Languages', () => draft.languages.map(languageName).join(', ') || 'None',
      ticks('They speak', offered, draft.languages, value => {
        draft.languages = [...draft.languages.filter(tag => value.includes(tag)),
          ...value.filter(tag => !draft.languages.includes(tag))]; // the first is a message's
      }));
}

/** A note in one's own words, where the centre switched that on. */
function written(draft) {
  const input = el('textarea', {rows: 3, maxlength: 500, autocomplete: 'off', spellcheck: 'false', dir: 'auto'});
  input.value = draft.note;
  input.addEventListener('input', () => {
    draft.note = input.value;
  });
  return field('In your own words', input, 'As little as possible. What is not written can never be read.');
}

function notesGroup(draft) {
  const inWords = () => draft.freeNotes && draft.note.trim() !== '' && 'in words';
  const now = () => [...draft.notes.map(note => NOTES[note]), inWords()].filter(Boolean).join(', ') || 'None';
  return group('Notes', now,
      ticks('Good to know', Object.entries(NOTES), draft.notes, value => {
        draft.notes = value;
      }), draft.freeNotes && written(draft));
}

function endGroup(draft) {
  const end = el('input', {
    type: 'date', min: draft.today, max: plusDays(draft.today, draft.mostDays), value: draft.end, autocomplete: 'off'});
  const again = el('input', {
    type: 'date', min: draft.today, max: draft.end, value: draft.askAgain, autocomplete: 'off'});
  const set = () => {
    draft.end = end.value;
    draft.askAgain = again.value > end.value ? end.value : again.value;
    again.max = end.value;
    again.value = draft.askAgain;
  };
  end.addEventListener('change', set);
  again.addEventListener('change', set);
  const offered = ENDS.filter(days => days <= draft.mostDays);
  const quick = el('div', {class: 'row'}, offered.map(days => button(`${days} days`, () => {
    end.value = plusDays(draft.today, days);
    again.value = plusDays(draft.today, Math.min(days, ASK_AGAIN_DAYS));
    end.dispatchEvent(new Event('change', {bubbles: true}));
  }, {class: 'plain small'})));
  return group('Until when', () => sayDay(draft.end, draft.today),
      field('Last day, then all of it is erased', end), quick, field('Ask again on', again),
      select('Attempts to reach them', ATTEMPTS.map(each => [each, each === 1 ? 'One' : String(each)]), draft.attempts,
          value => {
            draft.attempts = Number(value);
          }));
}

function zoneGroup(draft) {
  return group('Time zone', () => zoneName(draft.zone), select('Time zone of the place where the phone is',
      [...new Set([draft.zone, ...zones()])].map(zone => [zone, zone.replaceAll('_', ' ')]), draft.zone, value => {
        draft.zone = value;
      }));
}

function programmeGroup(draft, programmes) {
  return programmes.length < 2 ? null : group('Programme', () => draft.programme,
      choice('This plan belongs to', programmes.map(name => [name, name]), draft.programme, value => {
        draft.programme = value;
      }));
}

const section = (title, ...groups) => el('section', null, el('h2', {class: 'over', text: title}), groups);

export function moreStep(root, flow) {
  const {draft} = flow;
  const we = draft.caller === 'WE_CALL';
  flow.lines = []; // what is spoken, with its marks
  const go = button('Done', async () => {
    const [wrong] = Object.values({...STEPS.more(draft), ...we && {...STEPS.who(draft), ...STEPS.when(draft)}});
    fault(go, wrong ?? '');
    if (wrong === undefined && await keepsMarked(flow.app, flow.lines)) {
      flow.to('read');
    }
  }, {class: 'go big'});
  root.append(question('More'), el('p', {class: 'lead', text: 'Everything here is set to what does least.'}),
      entry({class: 'groups'},
          section('On the phone', we && ringGroup(draft), checkGroup(flow),
              we && [otherwiseGroup(flow), messageGroup(draft), droppedGroup(draft)]),
          we && section('What their phone shows', showsGroup(draft), rejectedGroup(draft), watchedGroup(draft)),
          section('When', we && [spansGroup(draft, 'except'), spansGroup(draft, 'once')], endGroup(draft),
              zoneGroup(draft)),
          section('About them', languagesGroup(draft), notesGroup(draft),
              programmeGroup(draft, flow.centre.programmes)),
          go),
      foot(backButton(() => { // to the reading
        const faults = STEPS.more(draft); // half a consent is none
        draft.ifRejected = 'rejected' in faults ? null : draft.ifRejected;
        draft.identity = 'shows' in faults ? {...draft.identity, shows: 'PRIVATE'} : draft.identity;
        flow.to('read');
      })));
  return () => emptyFields(root);
}
