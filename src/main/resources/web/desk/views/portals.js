// The register of carriers' portals: who can log in where lists of calls stand, when somebody looked at that, paper
// bills, whose access is still to be closed. For a coordinator.

import {backButton, entry, foot, typed} from '../choices.js';
import {dayInWords} from '../days.js';
import {button, choice, el, fault, field, heading, step} from '../dom.js';
import {newId} from '../crypto.js';
import {inBatches} from '../keyring.js';
import {sayDay, sayMonth} from '../plandays.js';
import {listed, say} from '../say.js';

const EVERY = 90;
const MOST_PEOPLE = 20;
const MONTHS = 12;
const KNOWN_AS = 24; // letters of a colleague's name that stay readable when they left

/** A word and a mark beside each colour. */
const URGENCIES = {
  LEFT: ['RED', '!', say('urgent')],
  LONG_DUE: ['RED', '!', say('urgent')],
  DUE: ['AMBER', '?', say('to look at')],
  UNWRITTEN: ['AMBER', '?', say('not written down yet')],
  NONE: ['GREEN', '✓', say('all well')],
};
const ORDER = Object.keys(URGENCIES); // the urgent first
const KNOWN = [['YES', say('Yes')], ['NO', say('No')], ['UNKNOWN', say('Not known now')]];
const ASKED = {
  people: say('Who of our staff can log in'), outside: say('Who else can log in'),
  itemised: say('Lists of single calls are off'), twoStep: say('Logging in takes a second step'),
};
const INTERVALS = ['30', '60', '90', '180'].map(each =>
  [each, say({one: '{count} day', other: '{count} days'}, {count: Number(each)})]);

const line = (name, what) => say('{name}: {what}', {name, what});

function standing(urgency) {
  const [level, mark, words] = URGENCIES[urgency];
  return el('span', {class: 'standing', data: {level}}, el('span', {class: 'mark', 'aria-hidden': 'true', text: mark}),
      ' ', words);
}

/** An account as this browser can read it: what the server says, and {name, outside, names} of the envelope. */
async function read(app, portal) {
  try {
    return {...portal, ...await app.open(app.KIND.PORTAL, `portal/${portal.id}`, portal.sealed)};
  } catch {
    return {...portal, name: say('Name not readable here'), outside: '', names: {}};
  }
}

const called = portal => portal.trunk ?? portal.name;

/** Seals what names people; 'people' are {id, name}. */
const seal = (app, id, {name, outside, people}) => app.seal(app.KIND.PORTAL, `portal/${id}`, {
  name, outside, names: Object.fromEntries(people.map(each => [each.id, [...each.name].slice(0, KNOWN_AS).join('')])),
});

/** The page's work: 'all' is what the server says, 'staff' are {id, name, you}. */
class Register {
  constructor(root, app) {
    this.root = root;
    this.app = app;
  }

  async load() {
    const [all, people] = await Promise.all([this.app.api.get('/api/portals'), this.app.api.get('/api/people')]);
    const names = await inBatches(people, person => this.app.session.nameOf(person));
    this.today = all.today;
    this.staff = people.map(({id, you}, i) => ({id, you, name: names[i]}))
        .sort((one, other) => one.name.localeCompare(other.name));
    this.portals = await inBatches(all.portals, portal => read(this.app, portal));
    this.unwritten = all.trunks.filter(trunk => !this.portals.some(portal => portal.trunk === trunk));
  }

  nameOf(portal, id) {
    return this.staff.find(each => each.id === id)?.name ?? portal.names[id] ?? say('A former colleague');
  }

  post(portal, what, body = {}) {
    return this.app.api.post(`/api/portals/${encodeURIComponent(portal.id)}/${what}`,
        {version: portal.version, ...body});
  }

  async list() {
    await this.load();
    const urgencyOf = row => ORDER.indexOf(row.dataset.urgency);
    const row = (name, urgency, act) => el('li', {class: 'route', data: {urgency}},
        el('p', null, el('strong', null, el('bdi', {text: name})), ': ', standing(urgency)), act);
    const open = portal => button(say('Open'), () => this.one(portal.id),
        {kind: 'link', 'aria-label': `${say('Open')}: ${called(portal)}`});
    const write = trunk => button(say('Write it down'), () => this.form({trunk}),
        {kind: 'link', 'aria-label': `${say('Write it down')}: ${trunk}`});
    const rows = [...this.portals.map(portal => row(called(portal), portal.urgency, open(portal))),
      ...this.unwritten.map(trunk => row(trunk, 'UNWRITTEN', write(trunk)))]
        .sort((one, other) => urgencyOf(one) - urgencyOf(other));
    step(this.root, heading(say('Carrier portals')),
        el('p', {class: 'lead', text: say('Where a carrier shows bills and lists of calls: who can log in, and when'
            + ' somebody looked at that. Let as few people in as you can.')}),
        rows.length > 0 ? el('div', {class: 'card'}, el('ul', {class: 'routes'}, rows))
          : el('p', {class: 'soft', text: say('None is set up.')}),
        button(say('Add another account'), () => this.form({})),
        foot(backButton(this.app.back)));
  }

  /** What is known of an account, and the review. */
  async one(id) {
    await this.load();
    const portal = this.portals.find(each => each.id === id);
    if (portal === undefined) {
      await this.list();
      return;
    }
    step(this.root, heading(called(portal)),
        el('p', {class: 'lead'}, standing(portal.urgency)),
        portal.people.filter(({left}) => left).map(person => this.leaver(portal, person.id)),
        el('div', {class: 'card'}, el('ul', {class: 'sentences'}, this.facts(portal)
            .map(text => el('li', {dir: 'auto', text})))),
        el('p', {class: 'soft', text: say('Log in at the carrier, look whether this is still right, and log out.')}),
        button(say('Review done today'), async () => {
          await this.post(portal, 'reviews');
          await this.one(id);
        }, {kind: 'go'}),
        button(say('Change what is written'), () => this.form(portal)),
        this.papers(portal),
        foot(button(say('Remove'), () => this.drop(portal), {kind: 'stop'}),
            backButton(() => this.list())));
  }

  facts(portal) {
    const people = this.staff.filter(each => portal.people.some(({id}) => id === each.id)).map(({name}) => name);
    const said = word => KNOWN.find(([value]) => value === word)[1];
    return [
      line(ASKED.people, people.length > 0 ? listed(people) : '–'),
      portal.outside !== '' && line(ASKED.outside, portal.outside),
      line(ASKED.itemised, said(portal.itemisedOff)),
      line(ASKED.twoStep, said(portal.twoStep)),
      portal.reviewed === undefined ? say('Nobody has looked at it yet.')
        : say('Last review: {day}', {day: dayInWords(portal.reviewed)}),
      say('Next review: {day}', {day: sayDay(portal.next, this.today)}),
      portal.closed && say('Access closed last: {day}, {name}',
          {day: dayInWords(portal.closed.day), name: this.nameOf(portal, portal.closed.by)}),
    ].filter(Boolean);
  }

  leaver(portal, id) {
    return el('section', {class: 'card', data: {left: 'true'}},
        el('p', {class: 'fault', dir: 'auto', text: say('{name} left and can still log in there. Close their access at'
            + ' the carrier.', {name: this.nameOf(portal, id)})}),
        button(say('Their access is closed'), async () => {
          const people = portal.people.filter(each => each.id !== id)
              .map(each => ({id: each.id, name: this.nameOf(portal, each.id)}));
          await this.post(portal, 'closings', {person: id, ...await seal(this.app, portal.id, {...portal, people})});
          await this.one(portal.id);
        }));
  }

  papers(portal) {
    const kept = [...portal.papers].reverse().slice(0, 3).map(({month, day, by}) => el('li', {dir: 'auto', text:
      say('{month}: destroyed, {name}, {day}', {
        month: sayMonth(month), name: this.nameOf(portal, by), day: dayInWords(day)})}));
    return el('section', {class: 'card'}, el('h2', {text: say('Paper bills')}),
        el('ul', {class: 'sentences'}, kept.length > 0 ? kept
          : el('li', {class: 'soft', text: say('None is signed off yet.')})),
        button(say('Sign off'), () => this.sign(portal)));
  }

  sign(portal) {
    const months = Array.from({length: MONTHS}, (_, ago) => {
      const [year, month] = this.today.split('-').map(Number);
      return new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 7);
    });
    const month = select(months.map(each => [each, sayMonth(each)]), months[1]);
    const by = select(this.staff.map(({id, name}) => [id, name]), this.staff.find(({you}) => you).id);
    step(this.root, heading(say('Paper bills')),
        el('p', {class: 'lead', text: say('Shred what came on paper, or better: have paper switched off.')}),
        field(say('Month'), month), field(say('Who destroyed them'), by),
        button(say('Sign off'), async () => {
          await this.post(portal, 'papers', {month: month.value, person: by.value});
          await this.one(portal.id);
        }, {kind: 'go'}),
        foot(backButton(() => this.one(portal.id))));
  }

  async drop(portal) {
    const sure = await this.app.ask(say('Remove {name}?', {name: called(portal)}), {
      yes: say('Remove'), no: say('Keep'), stop: true,
      why: say('What is written about it is destroyed. The account at the carrier stays.')});
    if (sure) {
      await this.app.api.remove(`/api/portals/${encodeURIComponent(portal.id)}`);
      await this.list();
    }
  }

  /** Writes an account down, or changes what is written: a trunk's has its name already. */
  form(portal) {
    const name = typed({maxlength: 60, dir: 'auto', value: portal.name ?? ''});
    const can = (portal.people ?? []).map(({id}) => id);
    const staff = el('fieldset', {class: 'ticks'}, el('legend', {text: ASKED.people}),
        this.staff.map(each => el('label', {class: 'check'}, el('input', {
          type: 'checkbox', value: each.id, checked: can.includes(each.id), autocomplete: 'off'}),
        el('span', {dir: 'auto', text: each.name}))));
    const outside = typed({maxlength: 300, dir: 'auto', value: portal.outside ?? ''});
    const itemised = choice(ASKED.itemised, KNOWN, portal.itemisedOff ?? 'UNKNOWN');
    const twoStep = choice(ASKED.twoStep, KNOWN, portal.twoStep ?? 'UNKNOWN');
    const every = choice(say('Look at it again after'), INTERVALS, String(portal.every ?? EVERY));
    const keep = button(say('Keep it'), async () => {
      const people = [...staff.querySelectorAll('input:checked')].map(box => box.value);
      const wrong = this.fault(portal, name, people);
      fault(keep, wrong);
      if (wrong === '') {
        await this.keep(portal, {name: name.value.trim(), outside: outside.value.trim(), people},
            {itemisedOff: itemised.value, twoStep: twoStep.value, every: Number(every.value)});
      }
    }, {kind: 'go'});
    step(this.root, heading(portal.trunk ?? say('An account at a carrier')),
        entry(null,
            portal.trunk === undefined && field(say('What it is'), name, say('Such as: the mobile provider.')),
            staff, field(ASKED.outside, outside, say('Such as: the agency’s accountant. It is sealed: only'
                + ' colleagues can read it.')),
            itemised, twoStep, every, keep),
        foot(backButton(() => portal.id === undefined ? this.list() : this.one(portal.id))));
  }

  fault(portal, name, people) {
    if (portal.trunk === undefined && name.value.trim() === '') {
      return say('Please type a name.');
    }
    return people.length > MOST_PEOPLE ? say('Choose at most {n} people.', {n: MOST_PEOPLE}) : '';
  }

  async keep(portal, {name, outside, people}, settings) {
    const id = portal.id ?? newId();
    const left = (portal.people ?? []).filter(each => each.left).map(each => each.id);
    const named = [...people, ...left].map(each => ({id: each, name: this.nameOf({names: {}, ...portal}, each)}));
    const body = {people, ...settings, ...await seal(this.app, id, {name, outside, people: named})};
    if (portal.id === undefined) {
      await this.app.api.post('/api/portals', {id, ...portal.trunk && {trunk: portal.trunk}, ...body});
    } else {
      await this.app.api.put(`/api/portals/${encodeURIComponent(id)}`, {version: portal.version, ...body});
    }
    await this.one(id);
  }
}

function select(options, chosen) {
  const node = el('select', null, options.map(([value, text]) => el('option', {value, text})));
  node.value = chosen;
  return node;
}

export const view = {
  name: 'portals',
  title: say('Carrier portals'),
  async render(root, app) {
    await new Register(root, app).list();
  },
};
