// After a plan was erased: the receipt, by which anyone on staff can check it later without learning whose it was.

import {answers, question} from '../choices.js';
import {button, el} from '../dom.js';
import {say} from '../say.js';

export const view = {
  name: 'erased',
  title: say('Erased'),
  render(root, app, {receipt}) {
    root.append(question(say('It is erased')),
        el('p', {class: 'lead', text: say('Its key is destroyed. Nobody can read it any more, we included.')}),
        el('p', {class: 'receipt'}, say('Receipt'), ' ', el('strong', {text: String(receipt)})),
        answers(button(say('Done'), () => app.home(), {class: 'go big'}),
            button(say('Check the receipt'), () => app.go('receipts', {check: receipt}))));
    app.say(say('It is erased.'));
  },
};
