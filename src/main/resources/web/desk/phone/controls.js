// The controls of a call whose phone is this page: mute, hold, keypad, devices, and what there is to know of its sound.
// Every state is written as well as shown, and read out when it changes.

import {button, el, fault, icon} from '../dom.js';
import {show} from '../../meter.js';
import {say} from '../say.js';
import {Keypad} from './keypad.js';
import {DeviceChoice} from './devicechoice.js';

const MICROPHONE = ['M12 4a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3z', 'M6 11v1a6 6 0 0 0 12 0v-1', 'M12 18v3'];
const PAUSE = ['M8 5v14', 'M16 5v14'];
const KEYS = [[6, 6], [12, 6], [18, 6], [6, 12], [12, 12], [18, 12], [12, 18]]
    .map(([x, y]) => `M${x - 1} ${y}a1 1 0 1 0 2 0a1 1 0 1 0-2 0`);
const DEVICES = ['M4 8h9', 'M17 8h3', 'M4 16h3', 'M11 16h9', 'M15 6v4', 'M9 14v4'];
const NOT_SAID = say('That did not get through. The line comes back by itself; try again in a moment.');

/** What to say of the sound; the most pressing first, and nothing while all is well. */
export function soundWords({view, up, over, muted, lost, broken}) {
  if (over === 'replaced') {
    return say('Another tab of this browser is the phone now.');
  }
  if (view.problem !== '') {
    return view.problem;
  }
  if (view.sound === 'AWAY' || broken) {
    return say('Your sound does not get through. Connecting again…');
  }
  if (lost) {
    return say('The microphone is gone. Plug it in, or choose another one under Sound.');
  }
  if (view.held) {
    return say('On hold. They cannot hear you; they hear a soft tone.');
  }
  if (muted) {
    return say('Muted. They cannot hear you.');
  }
  return up ? '' : say('Connecting to the server again…');
}

function meter(label) {
  return el('div', {class: 'meter', role: 'meter', 'aria-label': label, 'aria-valuemin': '0', 'aria-valuemax': '100',
    'aria-valuenow': '0'}, el('span', {class: 'what', 'aria-hidden': 'true', text: label}), el('span', {class: 'bar'}));
}

const toggle = (label, paths, work) => el('button', {type: 'button', class: 'toggle', 'aria-pressed': 'false',
  onClick: work}, icon(...paths), el('span', {text: label}));

export class Controls {
  #phone;
  #call;
  #moved;
  #was = false;
  #state = '';
  #words = el('p', {class: 'sound', role: 'status', hidden: true});
  #mute;
  #hold;
  #panels = new Map(); // by the button that opens it
  #near = meter(say('You'));
  #far = meter(say('They'));
  #meters = el('div', {class: 'meters', hidden: true}, this.#near, this.#far);
  #toggles;
  #answer;
  #listen;
  #retry;
  #stop;
  node;

  #answers;

  /**
   * @param moved hears when this page becomes the call's phone, and when it stops to be
   * @param where {answers: whether a call that rings is answered by a button of these}
   */
  constructor(phone, call, moved, {answers = true} = {}) {
    this.#answers = answers;
    this.#phone = phone;
    this.#call = call;
    this.#moved = moved;
    this.#mute = toggle(say('Mute'), MICROPHONE, () => phone.mute(!phone.muted));
    this.#hold = toggle(say('Hold'), PAUSE, () => this.#said(this.#hold, phone.hold(!phone.view.held)));
    const keypad = new Keypad(key => this.#said(keypad.node, phone.press(key)));
    const devices = new DeviceChoice(phone);
    this.#toggles = el('div', {class: 'toggles'}, this.#mute, this.#hold, this.#opener(say('Keypad'), KEYS, keypad),
        this.#opener(say('Sound'), DEVICES, devices));
    this.#answer = button(say('Answer'), () => this.#said(this.#answer, phone.answer()), {kind: 'go'});
    this.#listen = button(say('Let me hear them'), () => phone.listen(), {kind: 'go'});
    this.#retry = button(say('Try the microphone again'), () => phone.retry(), {kind: 'go'});
    this.node = el('div', {class: 'controls'}, this.#words, this.#answer, this.#listen, this.#retry, this.#meters,
        this.#toggles, [...this.#panels.values()].map(panel => panel.node));
    this.#stop = phone.watch(() => this.#draw());
    this.#was = this.here;
    this.#draw();
  }

  /** Whether this page is the call's phone. */
  get here() {
    return this.#phone.view.call === this.#call;
  }

  /** The row of buttons, for what belongs beside them. */
  get toggles() {
    return this.#toggles;
  }

  /** Where the call stands, as the server says it: what can be done depends on it. */
  state(state) {
    this.#state = state;
    this.#draw();
  }

  close() {
    this.#stop();
    this.#panels.forEach(panel => panel.close?.());
  }

  #opener(label, paths, panel) {
    const opener = el('button', {type: 'button', class: 'toggle', 'aria-expanded': 'false', onClick: () => {
      const opens = panel.node.hidden;
      for (const [other, {node}] of this.#panels) {
        node.hidden = true;
        other.setAttribute('aria-expanded', 'false');
      }
      panel.node.hidden = !opens;
      opener.setAttribute('aria-expanded', String(opens));
      if (opens) {
        panel.opened?.();
      }
    }}, icon(...paths), el('span', {text: label}));
    panel.node.hidden = true;
    this.#panels.set(opener, panel);
    return opener;
  }

  #said(node, sent) {
    fault(node.closest('.toggles') ?? node, sent ? '' : NOT_SAID);
  }

  #draw() {
    const phone = this.#phone;
    const {view} = phone;
    if (this.#was !== this.here) {
      this.#was = this.here;
      this.#moved();
    }
    const taken = phone.over === 'replaced';
    const words = this.#state === 'ENDED' || !this.here && !taken ? '' : soundWords(phone);
    if (this.#words.textContent !== words) {
      this.#words.textContent = words; // set only when it changes, so that it is read out once
      this.#words.hidden = words === '';
    }
    const talking = this.#state === 'TALKING' && this.here && !view.joined; // a third party's keys mean nothing
    this.node.hidden = this.#state === 'ENDED' || !this.here && words === '';
    const rings = this.here && view.sound === 'RINGS';
    this.#answer.hidden = !rings || !this.#answers;
    this.#toggles.hidden = !this.here || rings;
    this.#mute.setAttribute('aria-pressed', String(phone.muted));
    this.#hold.setAttribute('aria-pressed', String(view.held));
    this.#hold.hidden = !talking;
    this.#meters.hidden = !talking;
    this.#listen.hidden = !view.blocked;
    this.#retry.hidden = view.problem === '';
    show(this.#near, phone.muted || view.held ? 0 : view.near); // what the server last said is half a second old
    show(this.#far, view.far);
    for (const [opener, panel] of this.#panels) {
      if (panel instanceof Keypad) {
        opener.hidden = !talking;
        panel.node.hidden ||= !talking;
      }
    }
  }
}
