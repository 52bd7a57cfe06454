// Before a call: the words for a voicemail in the advocate's own voice, for whoever would rather not speak them under
// way.

import {button, el, sentence} from './dom.js';
import {say} from './say.js';

/** A card that records them, lets them be heard, and forgets them. */
export function ownWords(recording) {
  const words = el('p', {class: 'hint', role: 'status'});
  const buttons = el('div', {class: 'actions'});
  const card = el('section', {class: 'card', data: {topic: 'own-words'}},
      el('h2', {text: say('Your recording')}), words, buttons);
  const failed = error => {
    words.textContent = sentence(error);
  };
  const plain = (label, work) => button(label, work, {class: 'plain', failed});

  const none = () => {
    words.textContent = say('You can record these words now. They are played once, if you tap it, and are gone after'
        + ' the call.');
    buttons.replaceChildren(plain(say('Record them'), record));
  };
  const done = () => {
    words.textContent = say('Recorded. It stays in this page until the call is over.');
    buttons.replaceChildren(plain(say('Listen'), () => recording.listen()), plain(say('Record again'), record),
        plain(say('Forget it'), () => {
          recording.forget();
          none();
        }));
  };
  const stop = async () => {
    await recording.end();
    done();
    buttons.querySelector('button').focus();
  };
  async function record() {
    await recording.begin(() => stop().catch(failed));
    words.textContent = say('Recording. Read the words out, then press Stop.');
    const end = plain(say('Stop'), stop);
    buttons.replaceChildren(end);
    end.focus();
  }
  recording.settle();
  if (recording.sound === null) {
    none();
  } else {
    done();
  }
  return card;
}
