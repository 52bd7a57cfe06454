// What stands around every view: the bar with the way out, alerts, a call's place, tabs, live regions, one question.

import {dayInWords} from './days.js';
import {button, busy, el, heading, icon} from './dom.js';
import {say} from './say.js';

const SHOWN_AFTER_MILLIS = 300;
const EXIT = ['M14 4h5v16h-5', 'M4 12h11', 'M11 8l4 4-4 4'];

const EXIT_HINT = say('Closes this page at once. Escape three times does the same. '
    + 'Held for a second and a half, it also wipes this device.');

const ALERTS = {
  DEVICE_ADDED: say('A device was added.'),
  DEVICE_WIPED: say('A device was wiped.'),
  PERSON_ADDED: say('A person was added.'),
  PERSON_REMOVED: say('A person was removed.'),
  ROLE_CHANGED: say('A role was changed.'),
  RECOVERY_USED: say('The recovery sheet was used.'),
  SHEET_CHANGED: say('A new recovery sheet was made. The old one no longer works.'),
  PIN_ENDED: say('A PIN was typed wrongly five times and was removed.'),
  PASSKEY_COPIED: say('A passkey may have been copied. Its sign-in was refused.'),
  CENTRE_KEY_CHANGED: say('The centre’s key was changed.'),
  RESTORED: say('The server was restored from a backup.'),
  OVERRIDE_ASKED: say('Somebody asks for a call outside a plan. It needs a second person.'),
  CALLERS_UNANSWERED: say('Somebody called, and nobody took the call in the set time. It may have been more than one.'),
  LINE_LEAKED: say('A test call showed more than it should. No call goes that way now. See Routes.'),
  LINE_OVERDUE: say('A line was not tested for too long. No call goes that way now. See Routes.'),
  OVERRIDE_USED: say('A call was made outside a plan because somebody was in danger.'),
  HOLD_ASKED: say('Somebody asks for a legal hold. It needs a second person.'),
  HOLD_BEGUN: say('A legal hold keeps something longer than was agreed.'),
  SHIFT_OPEN: say('A shift is open. See under Shifts.'),
};

/** The same where it is known whom it is about. */
const ALERTS_ABOUT = {
  DEVICE_ADDED: name => say('{name} has a new device.', {name}),
  DEVICE_WIPED: name => say('A device of {name} was wiped.', {name}),
  PERSON_ADDED: name => say('{name} was added.', {name}),
  ROLE_CHANGED: name => say('The role of {name} was changed.', {name}),
  PIN_ENDED: name => say('The PIN of {name} was typed wrongly five times and was removed.', {name}),
  PASSKEY_COPIED: name => say('A passkey of {name} may have been copied. Its sign-in was refused.', {name}),
};
const sayAlert = ({kind, name}) => name && ALERTS_ABOUT[kind]?.(name) || (ALERTS[kind] ?? say('Something changed.'));

export class Frame {
  #body;
  #main = el('main', {id: 'view'});
  #tabs = el('nav', {class: 'tabs', 'aria-label': say('Pages')});
  #banner = el('aside', {class: 'banner', 'aria-label': say('What changed'), hidden: true});
  #house = el('aside', {class: 'banner', 'aria-label': say('Weaker than the guide'), hidden: true});
  #polite = el('p', {class: 'unseen', role: 'status'});
  #loud = el('p', {class: 'alarm', role: 'alert', hidden: true});
  #quiet = el('p', {class: 'quiet', hidden: true});
  #warning = el('p', {class: 'warning', hidden: true});
  #hint = el('span', {class: 'unseen', id: 'exit-hint', text: EXIT_HINT});
  #question = null;
  exit = el('button', {type: 'button', class: 'exit', 'aria-describedby': 'exit-hint'}, icon(...EXIT), say('Exit'));
  call = el('section', {class: 'call', 'aria-label': say('Call'), hidden: true});

  constructor(body) {
    this.#body = body;
    body.className = 'console';
    body.replaceChildren(
        el('header', {class: 'bar'}, el('p', {class: 'brand', text: say('Notes')}), this.#warning, this.exit,
            this.#hint),
        this.#banner, this.#house, this.call, this.#loud, this.#main, this.#quiet, this.#tabs, this.#polite);
  }

  /** An empty root for a view. */
  fresh(title) {
    this.#loud.hidden = true;
    this.#loud.textContent = '';
    const root = el('div', {class: 'view'});
    this.#main.replaceChildren(root);
    this.#main.dataset.title = title;
    scrollTo(0, 0);
    return root;
  }

  /** Says so when a view takes its time. */
  waiting(root, work) {
    const note = el('p', {class: 'progress', role: 'status', text: say('One moment…')});
    const timer = setTimeout(() => {
      if (root.childElementCount === 0) {
        root.append(note);
      }
    }, SHOWN_AFTER_MILLIS);
    const end = () => {
      clearTimeout(timer);
      note.remove();
    };
    work.then(end, end);
  }

  focus(root) {
    const title = root.querySelector('h1');
    if (title !== null && !root.contains(document.activeElement)) {
      title.tabIndex = -1;
      title.focus({preventScroll: true});
    }
  }

  failed(root, text, again) {
    root.replaceChildren(heading(say('That did not work')), el('p', {class: 'lead', text}),
        button(say('Try again'), again, {kind: 'go'}));
    this.focus(root);
  }

  tabs(views, here, go) {
    this.#body.classList.toggle('tabbed', views.length > 0);
    this.#tabs.replaceChildren(...views.map(view => el(
        'button',
        {type: 'button', class: 'tab', 'aria-current': view.name === here && 'page', onClick: () => go(view.name)},
        icon(...view.icon), el('span', {text: view.label}))));
  }

  /** @param alerts [{id, kind, day, name?}] */
  banner(alerts, dismiss) {
    this.#banner.hidden = alerts.length === 0;
    this.#banner.replaceChildren(...alerts.slice(0, 3).map(alert => {
      const {id, day} = alert;
      const label = say('Seen: {what}', {what: sayAlert(alert)});
      const done = el('button', {type: 'button', class: 'plain small', 'aria-label': label}, say('Seen'));
      done.addEventListener('click', () => busy(done, () => dismiss(id), () => {}));
      return el('div', {class: 'alert', role: 'status'},
          el('p', null, `${sayAlert(alert)} `,
              el('span', {class: 'soft', text: `(${dayInWords(day)})`})),
          done);
    }));
    if (alerts.length > 3) {
      this.#banner.append(el('p', {class: 'soft',
          text: say({one: 'And one more.', other: 'And {count} more.'}, {count: alerts.length - 3})}));
    }
  }

  /** Where it stands which settings are weaker than the guide. */
  get house() {
    return this.#house;
  }

  say(text) {
    this.#polite.textContent = '';
    requestAnimationFrame(() => {
      this.#polite.textContent = text;
    });
  }

  alarm(text) {
    this.#loud.hidden = false;
    this.#loud.textContent = text;
  }

  /** What goes on in the background; empty: nothing. */
  quiet(text) {
    this.#quiet.hidden = text === '';
    this.#quiet.textContent = text;
  }

  warn(seconds) {
    this.#warning.hidden = seconds === null;
    this.#warning.textContent = seconds === null ? '' : say('Locks in {seconds} s', {seconds});
  }

  /** One question with two answers, and 'more' to look at before; true for yes. Escape and a lock mean no. */
  ask(question, {yes, no = say('Cancel'), why = '', more = null, stop = false}) {
    this.closeQuestion();
    return new Promise(resolve => {
      const from = document.activeElement;
      const answer = value => {
        this.#question = null;
        this.#hint.before(this.exit);
        dialog.close();
        dialog.remove();
        from?.focus?.({preventScroll: true});
        resolve(value);
      };
      const dialog = el('dialog', {class: 'ask', 'aria-labelledby': 'ask-title'},
          el('h2', {id: 'ask-title', text: question}), why && el('p', {text: why}), more,
          el('div', {class: 'actions'},
              el('button', {type: 'button', class: stop ? 'stop' : 'go', onClick: () => answer(true)}, yes),
              el('button', {type: 'button', class: 'plain', autofocus: stop, onClick: () => answer(false)}, no)),
          this.exit); // an open dialog makes everything outside it inert, so the way out moves in
      dialog.addEventListener('cancel', event => {
        event.preventDefault();
        answer(false);
      });
      this.#question = () => answer(false);
      this.#body.append(dialog);
      dialog.showModal();
    });
  }

  /** Answers an open question with no; false if there was none. */
  closeQuestion() {
    const asked = this.#question !== null;
    this.#question?.();
    return asked;
  }
}
