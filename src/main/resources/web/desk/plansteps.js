// The four taps, one question a screen, and what follows them. A step draws itself into a root for a flow:
// {app, centre, old, draft, changing, next(), back(), to(step), change(step), leave(), redraw()}.

import {answer, answers, backButton, emptyFields, entry, foot, question, typed} from './choices.js';
import {button, el, fault, field} from './dom.js';
import {DAYS, dayAt, dayName, localAt, ownZone, plusDays, sayDay, sayDayNear, saySpan, sayTime, spanOf, zoneName, zones}
  from './plandays.js';
import {ANSWERERS, LABELS, MOST_NUMBERS, TIMES, diallingOf, messageOf, windowsFor, windowsOf} from './planmodel.js';
import {STEPS, spanFault} from './planfaults.js';
import {keptNumber, numberFault, typingFault} from './plannumber.js';
import {languageName, sayNumber} from './planwords.js';
import {LANGUAGES, messageLanguage} from './checker/checker.js';
import {capital, say} from './say.js';
import {vagueWords} from './vaguewords.js';
import {wordingBox} from './wordingbox.js';
import {keepsMarked, lineCheck} from './wordmarks.js';

const SAFEST = say('Safest');

function tell(place, faults) {
  const [first] = Object.values(faults);
  fault(place, first ?? '');
  return first === undefined;
}

export function callerStep(root, flow) {
  const {draft} = flow;
  const choose = value => {
    draft.caller = value;
    flow.next();
  };
  root.append(question(say('May we call back?'), say('{step} of {steps}', {step: 1, steps: 4})), answers(
      answer({label: say('Yes, we call'), hint: say('Only at times they choose'), chosen: draft.caller === 'WE_CALL'},
          () => choose('WE_CALL')),
      answer({label: say('No, they call us'), tag: SAFEST, hint: say('Nothing about them is kept'),
        chosen: draft.caller === 'THEY_CALL'}, () => choose('THEY_CALL'))),
  foot(backButton(flow.back)));
}

/** They call us: said aloud, and by default nothing is kept (G17). */
export function theyCallStep(root, flow) {
  root.append(question(say('They call us')),
      el('section', {class: 'script'}, el('h2', {text: say('Read this out')}), el('p', {class: 'words', text:
        say('We will not call you, and we do not keep your number. You can call us at any time.')})),
      button(flow.old === null ? say('Done, keep nothing') : say('Erase the plan'), flow.leave, {class: 'go big'}),
      foot(backButton(flow.back),
          button(say('Keep a plan without a number'), () => flow.to('number'), {kind: 'link'})));
}

function zonePicker(flow) {
  const {draft} = flow;
  const select = el('select', null, [...new Set([draft.zone, flow.centre.zone, ownZone(), ...zones()])].map(zone =>
    el('option', {value: zone, text: zone.replaceAll('_', ' ')})));
  select.value = draft.zone;
  select.addEventListener('change', () => {
    draft.zone = select.value;
    draft.today = dayAt(new Date(), draft.zone);
    flow.redraw();
  });
  return el('details', {class: 'zone'}, el('summary', null,
      say('By the clock in {zone}', {zone: zoneName(draft.zone)})),
      field(say('Time zone of the place where the phone is'), select));
}

export function whenStep(root, flow) {
  const {draft} = flow;
  root.append(question(say('When is it safe?'), say('{step} of {steps}', {step: 2, steps: 4})), answers(
      Object.entries(TIMES).map(([time, {name, hint}]) => {
        const chosen = draft.when === time;
        return answer({label: name, hint, chosen}, () => {
          Object.assign(draft, {when: time, windows: windowsOf(time), one: null});
          flow.next();
        });
      }),
      answer({label: say('One call, at a set time'), chosen: draft.when === 'ONCE'}, () => flow.to('once')),
      answer({label: say('Other days and hours'), chosen: draft.when === 'OTHER'}, () => flow.to('hours'))),
  zonePicker(flow), foot(backButton(flow.back)));
}

function time(label, value) {
  const input = el('input', {type: 'time', value, required: true, autocomplete: 'off'});
  return {input, element: field(label, input)};
}

/** Today and tomorrow by their names and dates: at night, "tomorrow" is said of two days. */
function nearDays(draft, choose) {
  return el('div', {class: 'row'}, [0, 1].map(days => plusDays(draft.today, days)).map(day =>
    button(capital(sayDayNear(day, draft.today)), () => choose(day),
        {class: 'plain small'})));
}

export function onceStep(root, flow) {
  const {draft} = flow;
  const first = draft.one;
  const day = el('input', {type: 'date', value: first?.from.slice(0, 10) ?? '', min: draft.today, max: draft.end,
    autocomplete: 'off'});
  const from = time(say('From'), first?.from.slice(11) ?? '10:00');
  const to = time(say('Until'), first?.to.slice(11) ?? '11:00');
  const typed = () => spanOf({day: day.value, from: from.input.value, to: to.input.value});
  const said = el('p', {class: 'lead', role: 'status'});
  const show = () => {
    const ready = day.value !== '' && spanFault('once', typed(), draft) === '';
    said.textContent = ready ? say('We call {when}.', {when: saySpan(typed().from, typed().to, draft.today)}) : '';
  };
  const go = button(say('Next'), () => {
    const one = typed();
    const faults = day.value === '' ? {when: say('Choose the day.')} : STEPS.when({...draft, windows: [], one});
    if (tell(go, faults)) {
      Object.assign(draft, {when: 'ONCE', windows: [], one});
      flow.next();
    }
  }, {class: 'go big'});
  for (const input of [day, from.input, to.input]) {
    input.addEventListener('input', show);
  }
  show();
  root.append(question(say('Which day and time?'), say('{step} of {steps}', {step: 2, steps: 4})),
      entry(null, nearDays(draft, chosen => {
        day.value = chosen;
        show();
      }), field(say('Day'), day), el('div', {class: 'pair'}, from.element, to.element), said, go),
      el('p', {class: 'hint', text: say('By the clock in {zone}: there it is {day}, {time} now.', {
        zone: zoneName(draft.zone), day: sayDay(draft.today),
        time: sayTime(localAt(new Date(), draft.zone).slice(11))})}),
      foot(backButton(flow.back)));
}

function dayToggles(chosen) {
  const boxes = DAYS.map(day => el('label', {class: 'day'},
      el('input', {type: 'checkbox', value: day, checked: chosen.includes(day), autocomplete: 'off'}),
      el('span', {'aria-hidden': 'true', text: dayName(day, 'short')}),
      el('span', {class: 'unseen', text: dayName(day)})));
  const set = el('fieldset', {class: 'days'}, el('legend', {text: say('Days')}), el('div', {class: 'row'}, boxes));
  return {element: set, get days() {
    return [...set.querySelectorAll('input:checked')].map(box => box.value);
  }};
}

/** Weekly windows as groups of days with the same hours. */
function groups(windows) {
  const byHours = new Map();
  for (const {day, from, to} of windows) {
    const key = `${from} ${to}`;
    byHours.set(key, {from, to, days: [...byHours.get(key)?.days ?? [], day]});
  }
  return [...byHours.values()];
}

export function hoursStep(root, flow) {
  const {draft} = flow;
  const rows = [];
  const list = el('div', {class: 'hours'});
  const add = ({days, from, to}) => {
    const row = {days: dayToggles(days), from: time(say('From'), from), to: time(say('Until'), to)};
    rows.push(row);
    const pair = el('div', {class: 'pair'}, row.from.element, row.to.element);
    list.append(el('div', {class: 'card'}, row.days.element, pair));
    return row;
  };
  const known = groups(draft.windows);
  (known.length > 0 ? known : [{days: [], from: '09:00', to: '17:00'}]).forEach(add);
  const go = button(say('Next'), () => {
    const windows = rows.flatMap(row => windowsFor(row.days.days, row.from.input.value, row.to.input.value));
    const faults = windows.length === 0 ? {when: say('Choose the days.')} : STEPS.when({...draft, windows, one: null});
    if (tell(go, faults)) {
      Object.assign(draft, {when: 'OTHER', windows, one: null});
      flow.next();
    }
  }, {class: 'go big'});
  const more = () => {
    add({days: [], from: '18:00', to: '21:00'}).days.element.querySelector('input').focus();
  };
  root.append(question(say('Which days and hours?'), say('{step} of {steps}', {step: 2, steps: 4})),
      entry(null, list, button(say('Add other hours'), more, {kind: 'link'}), go),
  foot(backButton(flow.back)));
}

/** Which language a message is in: the first of the plan's that there are words for. */
function languagePicker(flow) {
  const {draft} = flow;
  const now = messageLanguage(draft.languages);
  const select = el('select', null, Object.values(LANGUAGES).map(({tag, name}) =>
    el('option', {value: tag, lang: tag, text: name})));
  select.value = now.tag;
  select.addEventListener('change', () => {
    draft.languages = [select.value, ...draft.languages.filter(tag => tag !== select.value)];
    flow.redraw();
  });
  return el('details', {class: 'zone'}, el('summary', null,
      say('A message would be in {language}', {language: languageName(now.tag)})),
      field(say('Language of a message'), select));
}

export function voicemailStep(root, flow) {
  const {draft} = flow;
  const {consent} = draft.voicemail;
  const choose = value => {
    draft.voicemail = {...draft.voicemail, consent: value, words: '', given: draft.today, until: null};
    flow.next();
  };
  const kept = flow.changing && consent !== 'NONE'; // what was agreed before keeps its day
  const since = () => say('Agreed on {day}', {day: sayDay(draft.voicemail.given, draft.today)});
  root.append(question(say('May we leave a message?'), say('{step} of {steps}', {step: 3, steps: 4})), answers(
      kept && answer({label: say('Keep it as it is'), hint: since(), chosen: true}, flow.next),
      answer({label: say('No message'), tag: SAFEST, hint: say('We hang up before the tone'),
        chosen: consent === 'NONE'}, () => choose('NONE')),
      answer({label: say('A message that says nothing'), hint: `“${vagueWords(draft, draft.sayName || '…')}”`,
        spoken: messageLanguage(draft.languages).tag,
        chosen: !kept && consent === 'VAGUE'}, () => choose('VAGUE')),
      answer({label: say('Words we agree now'), hint: say('Checked for what they reveal'),
        chosen: !kept && consent === 'AGREED'}, () => flow.to('words'))),
  languagePicker(flow), foot(backButton(flow.back)));
}

export function wordsStep(root, flow) {
  const {draft} = flow;
  const {tag} = messageLanguage(draft.languages);
  const before = draft.voicemail;
  const box = wordingBox(flow.app, {tag, consent: 'AGREED', ...flow.centre, windows: draft.windows,
    name: draft.sayName, words: messageOf(draft)});
  const go = button(say('Next'), async () => {
    const {words, result, name} = box;
    if (!tell(go, STEPS.voicemail({...draft, voicemail: {consent: 'AGREED', words}}))
        || !result.safe && !await keepsMarked(flow.app, [{reveals: () => true}])) {
      return;
    }
    const same = before.consent === 'AGREED' && before.words === words; // then it was not asked again
    draft.voicemail = same ? before : {consent: 'AGREED', words, given: draft.today, until: null};
    draft.sayName = name.trim();
    flow.next();
  }, {class: 'go big'});
  root.append(question(say('Which words?'), say('{step} of {steps}', {step: 3, steps: 4})), box.element, go,
      foot(backButton(flow.back)));
  return () => box.close();
}

export function whoStep(root, flow) {
  const {draft} = flow;
  const hints = {OTHERS: say('To anybody else we say nothing'), TRUSTED: say('We may ask for them')};
  const offered = Object.entries(ANSWERERS).map(([who, {name}]) => answer({
    label: name, hint: hints[who], tag: who === 'OTHERS' ? SAFEST : '', chosen: draft.who === who,
  }, () => {
    draft.who = who;
    flow.next();
  }));
  root.append(question(say('Who answers this phone?'), say('{step} of {steps}', {step: 4, steps: 4})), answers(offered),
      foot(backButton(flow.back)));
}

function numberRow(draft, index, redraw) {
  const entry = draft.numbers[index];
  const input = typed({type: 'tel', inputmode: 'tel', value: entry.number, dir: 'ltr', maxlength: 40});
  const known = el('p', {class: 'hint', dir: 'ltr'}); // as it will be dialled
  const show = () => {
    const good = numberFault(entry.number, diallingOf(draft)) === '';
    known.textContent = good ? sayNumber(keptNumber(entry.number, diallingOf(draft))) : '';
  };
  input.addEventListener('input', () => {
    entry.number = input.value;
    fault(input, typingFault(input.value, diallingOf(draft)));
    show();
  });
  input.addEventListener('change', () => {
    fault(input, input.value === '' ? '' : numberFault(input.value, diallingOf(draft)));
  });
  show();
  const which = el('select', {'aria-label': say('Which phone')}, Object.entries(LABELS).map(([value, text]) =>
    el('option', {value, text})));
  which.value = entry.label in LABELS ? entry.label : 'OTHER';
  which.addEventListener('change', () => {
    entry.label = which.value;
  });
  const several = draft.numbers.length > 1;
  return {input, element: el('div', {class: 'number'},
      field(several ? say('Number {number}', {number: index + 1}) : say('Number'), input), known, which,
      several && button(say('Remove'), () => {
        draft.numbers.splice(index, 1);
        redraw();
      }, {kind: 'link', 'aria-label': say('Remove number {number}', {number: index + 1})}))};
}

/** The name in a message that says nothing, with the whole of it as it will be said. */
function nameField(flow) {
  const {draft} = flow;
  const input = typed({value: draft.sayName, maxlength: 60, dir: 'auto', autocapitalize: 'words'});
  const whole = el('p', {class: 'hint', dir: 'auto', lang: messageLanguage(draft.languages).tag});
  const show = () => {
    draft.sayName = input.value;
    whole.textContent = `“${draft.sayName.trim() === '' ? draft.voicemail.words || vagueWords(draft, '…')
      : vagueWords(draft, draft.sayName.trim())}”`;
    fault(input, '');
  };
  input.addEventListener('input', show);
  show();
  const line = lineCheck(input, {languages: draft.languages, ...flow.centre},
      () => vagueWords(draft, draft.sayName.trim()));
  return {input, reveals: line.reveals, fault: text => fault(input, text), elements: [
    field(say('Which name do we say in a message?'), input, say('One that they know. It need not be ours.')),
    line.element,
    whole]};
}

export function numberStep(root, flow) {
  const {draft} = flow;
  const theyCall = draft.caller === 'THEY_CALL';
  const call = typed({value: draft.call, maxlength: 60, dir: 'auto', autocapitalize: 'words'});
  call.addEventListener('input', () => {
    draft.call = call.value;
    fault(call, '');
  });
  const name = !theyCall && draft.voicemail.consent === 'VAGUE' ? nameField(flow) : null;
  const rows = theyCall ? [] : draft.numbers.map((_, index) => numberRow(draft, index, flow.redraw));
  const go = button(say('Read it back'), async () => {
    const faults = STEPS.number(draft);
    fault(call, faults.call ?? '');
    name?.fault(faults.sayName ?? '');
    rows.forEach((row, index) => fault(row.input, faults[`number${index}`] ?? ''));
    const row = rows.find((_, index) => faults[`number${index}`]);
    const first = faults.call ? call : faults.sayName ? name.input : row?.input;
    if (first !== undefined) {
      first.focus();
    } else if (name === null || await keepsMarked(flow.app, [name])) {
      flow.to('read');
    }
  }, {class: 'go big'});
  root.append(question(theyCall ? say('Who may call us?') : say('Who do we ask for?')), entry(null,
      field(say('What to call them on the phone'), call, say('It need not be their name')),
      rows.map(row => row.element), name?.elements, go),
  foot(backButton(flow.back), !theyCall && draft.numbers.length < MOST_NUMBERS && button(say('Add a number'), () => {
    draft.numbers.push({label: 'OTHER', number: ''});
    flow.redraw();
  }, {kind: 'link'})));
  return () => emptyFields(root);
}

