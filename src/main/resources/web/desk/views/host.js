// For whoever runs the server: how it is, its lines, and what was counted. Nothing of a plan comes here (P8).

import {answers} from '../choices.js';
import {ownDevices} from '../devicelist.js';
import {button, el, heading} from '../dom.js';
import {say, writing} from '../say.js';

const LINES = {
  up: name => say('{name} works.', {name}),
  down: name => say('{name} does not answer.', {name}),
  unfit: name => say('{name} is left out: it cannot keep a promise that calls need.', {name}),
};
const OUTCOMES = {
  TALKED: say('Two people talked'), SILENT: say('Ended because no sound came'),
  ENDED_BY_ADVOCATE: say('Given up before an answer'),
  ADVOCATE_BUSY: say('The advocate’s phone was busy'), ADVOCATE_NO_ANSWER: say('The advocate’s phone was not answered'),
  ADVOCATE_UNREACHABLE: say('The advocate’s phone was not reachable'), NOT_CONFIRMED: say('The code was not keyed'),
  BUSY: say('Busy'), NO_ANSWER: say('No answer'), PRIVATE_CALLS_REFUSED: say('The phone takes no private calls'),
  PERHAPS_PRIVATE_CALLS_REFUSED: say('Declined'), INVALID_NUMBER: say('No such number'),
  UNREACHABLE: say('Not reachable'),
  TRUNK_REFUSED: say('The carrier refused'), TRUNK_DOWN: say('The carrier did not answer'),
  PLAN_CHANGED: say('The plan had changed'),
  OUTSIDE_PLAN: say('The safe time was over'), NO_LINE: say('No line was free'), REFUSED: say('Not allowed'),
};
/** What names commands, settings and files of the machine stays as its log and its handbook have it. */
const AS_LOGGED = {lang: 'en', dir: 'ltr'};
const HOURS_A_DAY = 24;

/** How long, in words: 'less than an hour', '5 hours', '3 days'. */
export function sayHours(hours) {
  if (hours < 1) {
    return say('less than an hour');
  }
  return hours < 2 * HOURS_A_DAY ? say({one: '{count} hour', other: '{count} hours'}, {count: hours})
    : say({one: '{count} day', other: '{count} days'}, {count: Math.floor(hours / HOURS_A_DAY)});
}

/** What a server counted, as rows of [what, how many], the most frequent first. */
export function sayEnded(ended) {
  return [...ended].sort((one, other) => other.calls - one.calls)
      .map(({outcome, calls}) => [OUTCOMES[outcome] ?? say('Ended otherwise'), calls]);
}

const figures = (rows, spoken = {}) => el('dl', {class: 'figures', ...spoken},
    rows.map(([what, count]) => el('div', null,
    el('dt', {text: what}), el('dd', {text: Number(count).toLocaleString(writing)}))));
const card = (title, ...children) => el('section', {class: 'card'}, el('h2', {text: title}), ...children);

function health({ready, warnings}) {
  return card(say('Health'),
      el('p', {class: ready ? 'good' : 'fault',
          text: ready ? say('Calls are possible.') : say('No call is possible now.')}),
      warnings.length === 0 ? el('p', {class: 'soft', text: say('Nothing is to be put right on this machine.')})
        : el('div', null, el('p', {class: 'soft', text: say('To be put right on this machine:')}),
            el('ul', {class: 'sentences'}, warnings.map(text => el('li', {...AS_LOGGED, text})))));
}

const lines = ({trunks}) => card(say('Lines'),
    trunks.length === 0 ? el('p', {class: 'soft', text: say('None is set up.')})
  : el('ul', {class: 'sentences'}, trunks.map(({name, state}) => el('li',
      {data: {state}, text: LINES[state]?.(name) ?? say('{name} is in an unknown state.', {name})}))));

function calls(seen) {
  const rows = sayEnded(seen.ended);
  return card(say('Calls'),
      figures([[say('In progress'), seen.inProgress],
          [say('Further ones that have room'), Math.floor(seen.freePorts / 2)],
        [say('Numbers free to be leased'), seen.freeNumbers]]),
      el('p', {class: 'soft', text: say('Ended since the server started, {time} ago:',
        {time: sayHours(seen.runningHours)})}),
      rows.length === 0 ? el('p', {class: 'soft', text: say('None yet.')}) : figures(rows));
}

export const view = {
  name: 'host',
  title: say('Server'),
  tab: {label: say('Server'), order: 10, roles: ['HOST'],
    icon: ['M4 5h16v6H4z', 'M4 13h16v6H4z', 'M7.5 8h.01', 'M7.5 16h.01']},
  async render(root, app) {
    const [seen, mine] = await Promise.all([app.api.get('/api/host'), ownDevices(app)]);
    root.append(heading(say('The server')), health(seen), lines(seen), calls(seen),
        el('details', {class: 'card'}, el('summary', {text: say('More figures')}),
            figures(seen.figures.map(({help, value}) => [help, value]), AS_LOGGED)),
        button(say('Look again'), () => app.go('host')), mine,
        answers(button(say('Receipts'), () => app.go('receipts')),
            button(say('What is stored'), () => app.go('privacy')),
            button(say('Our settings and the guide'), () => app.go('rules')),
            button(say('Sheets to give away'), () => app.go('handouts')),
            button(say('Legal hold'), () => app.go('holds'))));
  },
};
