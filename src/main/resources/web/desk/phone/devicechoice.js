// Which microphone and which loudspeaker: asked of the browser when it is opened and when a device comes or goes.

import {el, fault, field, sentence} from '../dom.js';
import {say} from '../say.js';

function select(list, chosen, work) {
  const node = el('select', null, list.map(({deviceId, label}, i) =>
    el('option', {value: deviceId, text: label || say('Device {number}', {number: i + 1})})));
  node.value = chosen;
  node.addEventListener('change', async () => {
    try {
      await work(node.value);
      fault(node, '');
    } catch (error) {
      fault(node, sentence(error));
    }
  });
  return node;
}

export class DeviceChoice {
  #phone;
  #again = () => !this.node.hidden && this.opened();
  node = el('div', {class: 'devices'});

  constructor(phone) {
    this.#phone = phone;
    navigator.mediaDevices?.addEventListener?.('devicechange', this.#again);
  }

  async opened() {
    const {microphones, microphone, speakers, speaker} = await this.#phone.choices();
    this.node.replaceChildren(
        field(say('Microphone'), select(microphones, microphone, id => this.#phone.chooseMicrophone(id))),
        ...speakers.length > 0
          ? [field(say('Loudspeaker'), select(speakers, speaker, id => this.#phone.chooseSpeaker(id)))] : []);
  }

  close() {
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.#again);
  }
}
