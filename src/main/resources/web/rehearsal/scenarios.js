// What a practice call is to be about: one tap has the other phone behave so, and a card tells both sides what to do.
// The phone's behaviour is all that is remembered of it, so every tab that shows the phone shows the same card.

import {el} from '../desk/dom.js';
import {say} from '../desk/say.js';

/** By behaviour: the choice, what the advocate does, and what is done at the other phone. */
const scenarios = () => new Map([
  ['ANSWERS', {
    name: say('They pick up'),
    you: say('Say your first name only. Ask whether it is safe to talk before you say anything else.'),
    them: say('Pick up and say hello. You are the person who was to be called.'),
  }],
  ['VOICEMAIL', {
    name: say('Voicemail'),
    you: say('Nobody answers; after three rings the voicemail does. No message was agreed: hang up before the tone.'),
    them: say('Let it ring. Afterwards look at what the phone shows.'),
  }],
  ['SOMEBODY_ELSE', {
    name: say('Somebody else'),
    you: say('It is not them. Name nobody and nothing, say that you have the wrong number, and hang up.'),
    them: say('Pick up. You are somebody else: ask who is calling, and what it is about.'),
  }],
  ['DROPS', {
    name: say('The line drops'),
    you: say('The line goes while you talk. Stay on your phone: what was agreed for a drop comes by itself.'),
    them: say('Pick up and talk. After a few seconds the line goes. Wait; do not be surprised if it rings again.'),
  }],
  ['REJECTS_PRIVATE', {
    name: say('No private calls'),
    you: say('The phone refuses a call without a number. Do not show one to get through, unless they agreed to that.'),
    them: say('There is nothing to do: this phone never hears of the call.'),
  }],
]);

/** The choice for whoever calls; 'choose' hears the behaviour. */
export class ScenarioChoice {
  #boxes = new Map();
  /** What the advocate does; stands apart, so that the page's main action is in sight. */
  card = el('p', {class: 'card you', hidden: true});
  node;

  constructor(choose) {
    const labels = [...scenarios()].map(([behaviour, {name}]) => {
      const input = el('input', {type: 'radio', name: 'scenario', value: behaviour, onChange: () => choose(behaviour)});
      this.#boxes.set(behaviour, input);
      return el('label', {class: 'pill'}, input, el('span', {text: name}));
    });
    this.node = el('fieldset', {class: 'scenario'}, el('legend', {text: say('What happens?')}),
        el('div', {class: 'pills'}, labels));
  }

  /** Shows what the chosen phone does. */
  show(behaviour, calling) {
    for (const [name, box] of this.#boxes) {
      box.checked = name === behaviour;
      box.disabled = calling;
    }
    write(this.card, scenarios().get(behaviour)?.you ?? '');
  }
}

/** The card at the other phone. */
export class ScenarioCard {
  node = el('p', {class: 'card them'});

  show(behaviour) {
    write(this.node, scenarios().get(behaviour)?.them ?? '');
  }
}

function write(card, text) {
  card.hidden = text === '';
  if (card.textContent !== text) {
    card.textContent = text;
  }
}
