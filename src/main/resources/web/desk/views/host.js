// For whoever runs the server: how it is, its lines, and what was counted. Nothing of a plan comes here (P8).

import {answers} from '../choices.js';
import {ownDevices} from '../devicelist.js';
import {button, el, heading} from '../dom.js';

const LINES = {
  up: 'works',
  down: 'does not answer',
  unfit: 'is left out: it cannot keep a promise that calls need',
};
const OUTCOMES = {
  TALKED: 'Two people talked', SILENT: 'Ended because no sound came', ENDED_BY_ADVOCATE: 'Given up before an answer',
  ADVOCATE_BUSY: 'The advocate’s phone was busy', ADVOCATE_NO_ANSWER: 'The advocate’s phone was not answered',
  ADVOCATE_UNREACHABLE: 'The advocate’s phone was not reachable', NOT_CONFIRMED: 'The code was not keyed',
  BUSY: 'Busy', NO_ANSWER: 'No answer', PRIVATE_CALLS_REFUSED: 'The phone takes no private calls',
  PERHAPS_PRIVATE_CALLS_REFUSED: 'Declined', INVALID_NUMBER: 'No such number', UNREACHABLE: 'Not reachable',
  TRUNK_REFUSED: 'The carrier refused', TRUNK_DOWN: 'The carrier did not answer', PLAN_CHANGED: 'The plan had changed',
  OUTSIDE_PLAN: 'The safe time was over', NO_LINE: 'No line was free', REFUSED: 'Not allowed',
};
const HOURS_A_DAY = 24;

/** How long, in words: 'less than an hour', '5 hours', '3 days'. */
export function sayHours(hours) {
  if (hours < 1) {
    return 'less than an hour';
  }
  const [count, unit] = hours < 2 * HOURS_A_DAY ? [hours, 'hour'] : [Math.floor(hours / HOURS_A_DAY), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What a server counted, as rows of [what, how many], the most frequent first. */
export function sayEnded(ended) {
  return [...ended].sort((one, other) => other.calls - one.calls)
      .map(({outcome, calls}) => [OUTCOMES[outcome] ?? 'Ended otherwise', calls]);
}

const figures = rows => el('dl', {class: 'figures'}, rows.map(([what, count]) => el('div', null,
    el('dt', {text: what}), el('dd', {text: Number(count).toLocaleString()}))));
const card = (title, ...children) => el('section', {class: 'card'}, el('h2', {text: title}), ...children);

function health({ready, warnings}) {
  return card('Health',
      el('p', {class: ready ? 'good' : 'fault', text: ready ? 'Calls are possible.' : 'No call is possible now.'}),
      warnings.length === 0 ? el('p', {class: 'soft', text: 'Nothing is to be put right on this machine.'})
        : el('div', null, el('p', {class: 'soft', text: 'To be put right on this machine:'}),
            el('ul', {class: 'sentences'}, warnings.map(text => el('li', {text})))));
}

const lines = ({trunks}) => card('Lines', trunks.length === 0 ? el('p', {class: 'soft', text: 'None is set up.'})
  : el('ul', {class: 'sentences'}, trunks.map(({name, state}) => el('li', {data: {state}},
      el('strong', {text: name}), ` ${LINES[state] ?? 'is in an unknown state'}.`))));

function calls(seen) {
  const rows = sayEnded(seen.ended);
  return card('Calls',
      figures([['In progress', seen.inProgress], ['Further ones that have room', Math.floor(seen.freePorts / 2)],
        ['Numbers free to be leased', seen.freeNumbers]]),
      el('p', {class: 'soft', text: `Ended since the server started, ${sayHours(seen.runningHours)} ago:`}),
      rows.length === 0 ? el('p', {class: 'soft', text: 'None yet.'}) : figures(rows));
}

export const view = {
  name: 'host',
  title: 'Server',
  tab: {label: 'Server', order: 10, roles: ['HOST'],
    icon: ['M4 5h16v6H4z', 'M4 13h16v6H4z', 'M7.5 8h.01', 'M7.5 16h.01']},
  async render(root, app) {
    const [seen, mine] = await Promise.all([app.api.get('/api/host'), ownDevices(app)]);
    root.append(heading('The server'), health(seen), lines(seen), calls(seen),
        el('details', {class: 'card'}, el('summary', {text: 'More figures'}),
            figures(seen.figures.map(({help, value}) => [help, value]))),
        button('Look again', () => app.go('host')), mine,
        answers(button('Receipts', () => app.go('receipts')), button('What is stored', () => app.go('privacy'))));
  },
};
