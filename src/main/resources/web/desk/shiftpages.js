// A coordinator's pages of the rota: one day of a shift, and a whole shift.

import {backButton, foot, typed} from './choices.js';
import {button, choice, el, field, form, heading, step} from './dom.js';
import {DAYS, dayAt, dayName, ownZone} from './plandays.js';
import {say} from './say.js';

const WHOLE = {MON: 'MONDAY', TUE: 'TUESDAY', WED: 'WEDNESDAY', THU: 'THURSDAY', FRI: 'FRIDAY', SAT: 'SATURDAY',
  SUN: 'SUNDAY'};
const WEEKS = [1, 2, 3, 4];
const TIERS = [['FIRST', say('Rings first')], ['FALLBACK', say('Rings when nobody of the first answers')]];

function who(people, names, chosen) {
  const select = el('select', null, el('option', {value: '', text: say('Nobody yet')}),
      people.map(({id}) => el('option', {value: id, text: names.get(id)})));
  select.value = chosen ?? '';
  return select;
}

/** One day: who does it, or that it is left out. */
export function dayPage(root, app, {turn, when, people, names}, back) {
  const select = who(people, names, turn.person);
  const send = body => app.api.post(`/api/shifts/${encodeURIComponent(turn.shift)}/days/${turn.date}`, body);
  step(root, heading(when),
      form(null, field(say('Who does it on this day'), select),
          button(say('Save for this day'), async () => {
            await send(select.value === '' ? {act: 'OPEN'} : {act: 'GIVE', person: select.value});
            app.say(say('Saved.'));
            await back();
          }, {kind: 'go'})),
      button(say('Leave this day out'), async () => {
        if (await app.ask(say('Leave this day out?'), {
          yes: say('Leave it out'), why: say('Nobody is on then, and it is no gap.')})) {
          await send({act: 'LEAVE_OUT'});
          await back();
        }
      }),
      button(say('Change the whole shift'), async () => {
        const shift = (await app.api.get('/api/shifts')).find(({id}) => id === turn.shift);
        if (shift === undefined) {
          await back();
        } else {
          shiftPage(root, app, {shift, people, names}, back);
        }
      }),
      foot(backButton(back)));
}

function weekdays(chosen) {
  const boxes = DAYS.map(day => [WHOLE[day], dayName(day, 'short'),
    el('input', {type: 'checkbox', checked: chosen.includes(WHOLE[day]), 'aria-label': dayName(day)})]);
  return {
    node: el('fieldset', {class: 'days'}, el('legend', {text: say('Days')}),
        el('div', {class: 'row'}, boxes.map(([, label, box]) => el('label', {class: 'day'}, box,
            el('span', {'aria-hidden': 'true', text: label}))))),
    value: () => boxes.filter(([, , box]) => box.checked).map(([day]) => day),
  };
}

const wrong = text => Object.assign(new Error('A field is wrong.'), {forPeople: text});

/** A whole shift, new where 'shift' is null, which then begins with what 'begins' has. */
export function shiftPage(root, app, {shift, begins = {}, people, names}, back) {
  const {programmes, zone} = app.session.centre;
  const today = dayAt(new Date(), zone ?? ownZone());
  const is = shift ?? {programme: programmes[0], tier: 'FIRST', first: today, last: null, days: [], weeksApart: 1,
    from: '09:00', until: '17:00', person: null, ...begins};
  const programme = el('select', null, programmes.map(name => el('option', {value: name, text: name})));
  programme.value = is.programme;
  const days = weekdays(is.days);
  const from = typed({type: 'time', value: is.from});
  const until = typed({type: 'time', value: is.until});
  const first = typed({type: 'date', value: is.first});
  const last = typed({type: 'date', value: is.last ?? ''});
  const weeks = el('select', null, WEEKS.map(count => el('option', {value: count, text: count === 1 ? say('Every week')
    : say({one: 'Every week', other: 'Every {count} weeks'}, {count})})));
  weeks.value = String(is.weeksApart);
  const person = who(people, names, is.person);
  const tier = choice(say('When a call comes'), TIERS, is.tier);
  const save = async () => {
    if (days.value().length === 0) {
      throw wrong(say('Please choose at least one day.'));
    }
    if (from.value === '' || until.value === '' || first.value === '') {
      throw wrong(say('Please say when it begins and ends, and its first day.'));
    }
    const fields = {programme: programme.value, tier: tier.value, first: first.value, last: last.value || null,
      days: days.value(), weeksApart: Number(weeks.value), from: from.value, until: until.value,
      person: person.value || null};
    if (shift === null) {
      await app.api.post('/api/shifts', fields);
    } else {
      await app.api.put(`/api/shifts/${encodeURIComponent(shift.id)}`, {...fields, version: shift.version});
    }
    app.say(say('Saved.'));
    await back();
  };
  step(root, heading(shift === null ? say('New shift') : say('Change the whole shift')),
      form(null, programmes.length > 1 && field(say('Programme'), programme), days.node,
          field(say('From'), from), field(say('Until'), until, say('An end that is not after the beginning is on the'
            + ' next day.')),
          field(say('Who has it'), person), field(say('How often'), weeks), field(say('First day'), first),
          field(say('Last day'), last, say('Leave it empty if it goes on.')), tier,
          button(say('Save the shift'), save, {kind: 'go'})),
      shift !== null && button(say('Delete the shift'), async () => {
        if (await app.ask(say('Delete this shift?'), {yes: say('Delete'), no: say('Keep it'), stop: true,
          why: say('All its days go.')})) {
          await app.api.remove(`/api/shifts/${encodeURIComponent(shift.id)}`);
          await back();
        }
      }, {kind: 'stop'}),
      foot(backButton(back)));
}
