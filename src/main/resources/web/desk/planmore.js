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
import {say} from './say.js';
import {keepsMarked, lineCheck} from './wordmarks.js';

const LANGUAGES = 'en es fr ar zh fa ht ko pl pt ru so tl tr uk ur vi'.split(' ');
const ENDS = [7, 14, 30, 60, 90];
const ATTEMPTS = [1, 2, 3, 5];

const minutes = seconds => say({one: '{count} minute', other: '{count} minutes'}, {count: seconds / 60});

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
      select(say('Rings'), seconds.map(each => [each, sayRing(each)]), pattern.seconds, value => {
        set({seconds: Number(value)});
      }),
      select(say('Then waits'), PAUSE_SECONDS.map(each => [each, minutes(each)]), pattern.waitSeconds, value => {
        set({waitSeconds: Number(value)});
      }));
  selects.hidden = draft.ring === null;
  const now = () => draft.ring === null ? say('No')
    : say('Rings {ring}, then waits {minutes}',
        {ring: sayRing(draft.ring.seconds), minutes: minutes(draft.ring.waitSeconds)});
  return group(say('Ring as a sign first'), now,
      choice(say('Does it ring as a sign first?'), [
        ['NO', say('No')], ['YES', say('Yes'),
            say('It rings and stops. After the wait it rings again, and that is us.')],
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
  return group(say('Question to be sure'), () => draft.check.trim() === '' ? say('None') : `“${draft.check.trim()}”`,
      field(say('A question only they can answer'), input,
          say('Asked before anything else: “Which colour did we say?”')),
      line.element);
}

function otherwiseGroup(flow) {
  const {draft} = flow;
  const {input, line} = spokenLine(flow, 'otherwiseWords');
  const words = el('div', {class: 'spoken'},
      field(say('The words'), input, say('Nothing that tells who called or why')),
      line.element);
  words.hidden = draft.otherwise !== 'WORDS';
  return group(say('To anybody else'), () => OTHERWISE[draft.otherwise].name,
      choice(say('If anybody else answers, we'), Object.entries(OTHERWISE).map(([value, {name, say: spoken}]) =>
        [value, spoken === '' ? name : spoken === null ? say('Say words they chose')
            : say('Say {words}', {words: name})]),
      draft.otherwise, value => {
        draft.otherwise = value;
        words.hidden = value !== 'WORDS';
      }), words);
}

function droppedGroup(draft) {
  const wait = select(say('Minutes'), [1, 2, 5, 10, 15].map(each => [each, String(each)]), draft.dropped.minutes,
      value => {
    draft.dropped = {...draft.dropped, minutes: Number(value)};
  });
  wait.hidden = draft.dropped.rule === 'NEVER';
  const hints = {NEVER: say('Safest. Nothing rings, and nobody waits.'),
    WAIT: say('Nothing rings. If the call showed a number, they can call it back within the minutes and reach you.'),
    WAIT_THEN_HELPLINE: say('Nothing rings. If they call back within the minutes and you have left the phone, whoever'
        + ' is on duty takes it.'),
    REDIAL_ONCE: say('Their phone rings again, whoever holds it then.')};
  return group(say('If the line drops'), () => DROPPED[draft.dropped.rule].name,
      choice(say('If the line drops, we'),
          Object.entries(DROPPED).map(([value, {name}]) => [value, name, hints[value]]),
          draft.dropped.rule, value => {
            draft.dropped = {...draft.dropped, rule: value};
            wait.hidden = value === 'NEVER';
          }), wait);
}

function watchedGroup(draft) {
  return group(say('Is this phone watched?'), () => draft.monitored ? say('Yes, or not sure') : say('No'),
      choice(say('Might somebody watch or listen in on this phone?'), [
        ['NO', say('No')],
        ['YES', say('Yes, or not sure'), say('We then use an encrypted line only. Their phone still shows and records'
            + ' what it does.')],
      ], draft.monitored ? 'YES' : 'NO', value => {
        draft.monitored = value === 'YES';
      }));
}

function languagesGroup(draft) {
  const offered = [...new Set([...draft.languages, ...LANGUAGES])].map(tag => [tag, languageName(tag)]);
  return group(say('Languages'), () => draft.languages.map(languageName).join(', ') || say('None'),
      ticks(say('They speak'), offered, draft.languages, value => {
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
  return field(say('In your own words'), input, say('As little as possible. What is not written can never be read.'));
}

function notesGroup(draft) {
  const inWords = () => draft.freeNotes && draft.note.trim() !== '' && say('in words');
  const now = () => [...draft.notes.map(note => NOTES[note]), inWords()].filter(Boolean).join(', ') || say('None');
  return group(say('Notes'), now,
      ticks(say('Good to know'), Object.entries(NOTES), draft.notes, value => {
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
  const quick = el('div', {class: 'row'}, offered.map(days => button(say({one: '{count} day', other: '{count} days'},
      {count: days}), () => {
    end.value = plusDays(draft.today, days);
    again.value = plusDays(draft.today, Math.min(days, ASK_AGAIN_DAYS));
    end.dispatchEvent(new Event('change', {bubbles: true}));
  }, {class: 'plain small'})));
  return group(say('Until when'), () => sayDay(draft.end, draft.today),
      field(say('Last day, then all of it is erased'), end), quick, field(say('Ask again on'), again),
      select(say('Attempts to reach them'), ATTEMPTS.map(each => [each, each === 1 ? say('One') : String(each)]),
          draft.attempts,
          value => {
            draft.attempts = Number(value);
          }));
}

function zoneGroup(draft) {
  return group(say('Time zone'), () => zoneName(draft.zone), select(say('Time zone of the place where the phone is'),
      [...new Set([draft.zone, ...zones()])].map(zone => [zone, zone.replaceAll('_', ' ')]), draft.zone, value => {
        draft.zone = value;
      }));
}

function programmeGroup(draft, programmes) {
  return programmes.length < 2 ? null : group(say('Programme'), () => draft.programme,
      choice(say('This plan belongs to'), programmes.map(name => [name, name]), draft.programme, value => {
        draft.programme = value;
      }));
}

const section = (title, ...groups) => el('section', null, el('h2', {class: 'over', text: title}), groups);

export function moreStep(root, flow) {
  const {draft} = flow;
  const we = draft.caller === 'WE_CALL';
  flow.lines = []; // what is spoken, with its marks
  const go = button(say('Done'), async () => {
    const [wrong] = Object.values({...STEPS.more(draft), ...we && {...STEPS.who(draft), ...STEPS.when(draft)}});
    fault(go, wrong ?? '');
    if (wrong === undefined && await keepsMarked(flow.app, flow.lines)) {
      flow.to('read');
    }
  }, {class: 'go big'});
  root.append(question(say('More')), el('p', {class: 'lead', text: say('Everything here is set to what does least.')}),
      entry({class: 'groups'},
          section(say('On the phone'), we && ringGroup(draft), checkGroup(flow),
              we && [otherwiseGroup(flow), messageGroup(draft), droppedGroup(draft)]),
          we && section(say('What their phone shows'), showsGroup(draft), rejectedGroup(draft), watchedGroup(draft)),
          section(say('When'), we && [spansGroup(draft, 'except'), spansGroup(draft, 'once')], endGroup(draft),
              zoneGroup(draft)),
          section(say('About them'), languagesGroup(draft), notesGroup(draft),
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
